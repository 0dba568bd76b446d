/**
 * The web app (web/, built into dist-web/): a document for the paths of its pages, and its files. The document is made for each
 * request: in the reader's language, with the words of that language on their way, and with a nonce of its own. Where it was not
 * built, its pages say so in a sentence. Answers: 200; 404 no such file; 503 not built.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { escapeHtml } from '../../channels/rendering/html.js';
import { makeReason } from '../../domain/reasons.js';
import { MESSAGES, type MessageKey } from '../../i18n/messages.js';
import { sendReason } from '../rest/reason-reply.js';
import { contentPolicy } from './security-headers.js';

const FOLDER = fileURLToPath(new URL('../../../../dist-web/', import.meta.url));

/** What web/vite.config.ts says of its build. */
interface Served {
  /** `/disputes/$id`, where `$id` is one part of any kind. */
  paths: string[];
  /** Locale -> the file of its words. */
  words: Record<string, string>;
}

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};
/** What the build wrote for us, not for browsers. */
const OWN = /^(\.|index\.html$|served\.json$)|\.(br|gz)$/;
/** In the order in which we like to send them; what Accept-Encoding calls them, and how their files end. */
const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;
/** For pages of other sites, also as a module. There is nothing in it that is not public. */
const FOR_OTHERS: Record<string, Record<string, string>> = {
  'embed.js': { 'cross-origin-resource-policy': 'cross-origin', 'access-control-allow-origin': '*' },
};
/** As web/src/shell/ReaderMenu.tsx writes it. */
const LOCALE_COOKIE = /(?:^|; )tocsin-locale=([A-Za-z-]{2,20})(?:;|$)/;

export async function appRoutes(fastify: FastifyInstance): Promise<void> {
  if (!existsSync(join(FOLDER, 'served.json')))
    return void fastify.get('/', (request, reply) =>
      sendReason(request, reply, 503, makeReason('WEB_NOT_BUILT', { command: 'npm run build' })),
    );
  const served: Served = JSON.parse(await readFile(join(FOLDER, 'served.json'), 'utf8'));
  const built = await readFile(join(FOLDER, 'index.html'), 'utf8');
  const documents = new Map(MESSAGES.locales.map((locale) => [locale, documentIn(built, locale)]));
  for (const path of served.paths) {
    const url = path.replaceAll('$', ':');
    fastify.get(url, (request, reply) => sendDocument(request, reply, documents, served));
  }
  await serveFiles(fastify);
}

/** What it says before, or without, the app: `{{name}}` in web/index.html. */
const SAID: Readonly<Record<string, MessageKey>> = {
  notLoaded: 'appPage.notLoaded',
  noScript: 'appPage.noScript',
  again: 'web.fault.retry',
};

const documentIn = (document: string, locale: string): string =>
  document
    .replace('<html lang="en">', `<html lang="${locale}">`)
    .replace(/\{\{(\w+)\}\}/g, (_, name: string) => escapeHtml(MESSAGES.source(locale, SAID[name] ?? name) ?? name));

function sendDocument(
  request: FastifyRequest,
  reply: FastifyReply,
  documents: ReadonlyMap<string, string>,
  served: Served,
): FastifyReply {
  const { cookie = '', 'accept-language': accepted } = request.headers;
  const locale = MESSAGES.nearest(LOCALE_COOKIE.exec(cookie)?.[1] ?? accepted);
  const nonce = randomBytes(16).toString('base64');
  const words = served.words[locale];
  const early = words ? `<link rel="modulepreload" href="/${words}" nonce="${nonce}">` : '';
  const document = documents.get(locale) ?? '';
  const page = document.replace('</head>', `${early}</head>`).replaceAll('__NONCE__', nonce);
  return reply
    .type('text/html; charset=utf-8')
    .header('vary', 'accept-language, cookie')
    .header('content-security-policy', policyFor(nonce))
    .send(page);
}

/** Scripts and styles of our own; styles that the components make at run time have the nonce. */
const policyFor = (nonce: string) =>
  contentPolicy({
    'script-src': ["'self'", `'nonce-${nonce}'`],
    'style-src': ["'self'", `'nonce-${nonce}'`],
    'img-src': ["'self'", 'data:'],
    'connect-src': ["'self'"],
    'manifest-src': ["'self'"],
    'worker-src': ["'self'"],
    'frame-src': ["'self'"],
  });

/** Built anew since this process began: what was there is gone. */
function nullIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}

/** Only names that the build really has: no path can leave its folder. */
async function serveFiles(fastify: FastifyInstance): Promise<void> {
  const names = (await readdir(FOLDER, { recursive: true })).map((name) => name.replaceAll('\\', '/'));
  const files = new Set(names);
  const send = async (request: FastifyRequest, reply: FastifyReply, name: string) => {
    const type = TYPES[extname(name)];
    const unknown = () => sendReason(request, reply, 404, makeReason('WEB_FILE_UNKNOWN'));
    if (!type || !files.has(name)) return unknown();
    const accepted = String(request.headers['accept-encoding'] ?? '');
    const [encoding, ending] = ENCODINGS.find(([one, end]) => accepted.includes(one) && files.has(name + end)) ?? [];
    const file = await readFile(join(FOLDER, name + (ending ?? ''))).catch(nullIfMissing);
    if (!file) return unknown();
    // Of assets the name changes with what is in them.
    const life = name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'public, max-age=3600';
    reply.type(type).headers({ 'cache-control': life, vary: 'accept-encoding', ...FOR_OTHERS[name] });
    if (encoding) reply.header('content-encoding', encoding);
    return reply.send(file);
  };
  fastify.get<{ Params: { '*': string } }>('/assets/*', (request, reply) =>
    send(request, reply, `assets/${request.params['*']}`),
  );
  for (const name of names.filter((one) => !one.includes('/') && !OWN.test(one) && TYPES[extname(one)]))
    fastify.get(`/${name}`, (request, reply) => send(request, reply, name));
}
