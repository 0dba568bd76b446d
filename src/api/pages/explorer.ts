/** The GraphQL explorer at /graphql in a browser: Altair from its npm package, so it works without the internet. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { makeReason } from '../../domain/reasons.js';
import { sendReason } from '../rest/reason-reply.js';
import { contentPolicy } from './security-headers.js';

const FIRST_QUERY = `# Put your API key into "Auth" above: Bearer token, toc_…
{
  events(first: 10) {
    edges {
      node { id type summary status workflowUrl deliveries { edges { node { channel to status reason } } } }
    }
  }
}
`;

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/**
 * Wider than that of our own pages, on this page only: Altair (an Angular program) writes its styles into the document, draws
 * from data: and blob: URLs, and its editor has workers. Scripts are those of the package and the one that starts it; nothing is
 * asked but this server. Its scripts before a request would need eval in this origin, and stay off.
 */
const policyOf = (page: string) =>
  contentPolicy({
    'script-src': ["'self'", ...inlineScripts(page).map((script) => `'sha256-${sha256(script)}'`)],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'", 'data:'],
    'worker-src': ["'self'", 'blob:'],
    'connect-src': ["'self'"],
    'manifest-src': ["'self'"],
    'base-uri': ["'self'"],
  });

const inlineScripts = (page: string) =>
  [...page.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(([, script]) => script ?? '');

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64');

interface Explorer {
  page: string;
  policy: string;
  folder: string;
  /** Names of its files, below its folder. */
  assets: ReadonlySet<string>;
}

export async function explorerRoutes(fastify: FastifyInstance): Promise<void> {
  let loading: Promise<Explorer | null> | undefined;
  // With the first one who asks: few do, and the package is some megabytes of a process that serves everybody.
  const load = () => {
    loading ??= loadExplorer().catch((error: unknown) => {
      // Who asks next tries it again.
      loading = undefined;
      throw error;
    });
    return loading;
  };
  const notInstalled = (request: FastifyRequest, reply: FastifyReply) =>
    sendReason(request, reply, 404, makeReason('EXPLORER_NOT_INSTALLED'));
  fastify.get<{ Params: { '*': string } }>('/explorer/*', async (request, reply) => {
    const explorer = await load();
    if (!explorer) return notInstalled(request, reply);
    const name = request.params['*'];
    const type = TYPES[extname(name)];
    // Only names that the package really has: no path can leave its folder.
    if (!type || !explorer.assets.has(name))
      return sendReason(request, reply, 404, makeReason('EXPLORER_FILE_UNKNOWN'));
    return reply
      .type(type)
      .header('cache-control', 'max-age=3600')
      .send(await readFile(join(explorer.folder, name)));
  });
  onPageRequest(fastify, async (request, reply) => {
    const explorer = await load();
    if (!explorer) return notInstalled(request, reply);
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', explorer.policy)
      .send(explorer.page);
  });
}

/** Null where an installation was made without this optional package. */
async function loadExplorer(): Promise<Explorer | null> {
  const altair = await findAltair();
  if (!altair) return null;
  const { getDistDirectory, renderAltair } = altair;
  const page = renderAltair({
    baseURL: '/explorer/',
    endpointURL: '/graphql',
    initialQuery: FIRST_QUERY,
    initialAuthorization: { type: 'bearer', data: { token: '' } },
    initialSettings: { 'banners.disable': true },
    disableAccount: true,
  });
  const folder = getDistDirectory();
  const assets = new Set(await readdir(folder, { recursive: true }));
  return { page, policy: policyOf(page), folder, assets };
}

async function findAltair() {
  try {
    return await import('altair-static');
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_MODULE_NOT_FOUND') return null;
    throw error;
  }
}

/** Apollo owns the route; a browser that asks for a page is answered before it. */
function onPageRequest(
  fastify: FastifyInstance,
  answer: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
): void {
  fastify.addHook('onRequest', async (request, reply) => {
    const wantsPage =
      request.method === 'GET' &&
      request.routeOptions.url === '/graphql' &&
      !request.url.includes('?') &&
      request.headers.accept?.includes('text/html');
    if (wantsPage) await answer(request, reply);
  });
}
// Fastify encapsulates plugins; this mark (of fastify-plugin) lets the hook see the routes of the outer server.
Object.assign(explorerRoutes, { [Symbol.for('skip-override')]: true });
