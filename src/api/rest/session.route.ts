/**
 * POST /session `{"key": "toc_…"}` (or a JWT), or `{"link": "…"}` (what stands behind the # of a sign-in link), signs the web app in;
 * DELETE /session signs it out. Answers: 200, 204, 400, 401, 403, 413, 429, 503.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { Viewer } from '../../core/access/viewer.js';
import { makeReason } from '../../domain/reasons.js';
import type { Authenticator } from '../auth/authenticator.js';
import { isOurOrigin, SESSION_S, type SessionProof, sessionCookie } from '../auth/session.js';
import type { SignInLinks } from '../auth/sign-in-links.js';
import type { SignIns, SignInWay } from '../auth/sign-ins.js';
import { inWords } from '../graphql/format-error.js';
import { formatterOfRequest } from '../graphql/request-formatter.js';
import { errorReply, type RouteError, sendReason } from './reason-reply.js';

const STATUS: Record<string, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  RATE_LIMITED: 429,
  BUSY: 503,
  UNAVAILABLE: 503,
};
/** A key and its name. */
const MAX_BODY_BYTES = 4 * 1024;

export interface SessionDeps {
  authenticator: Authenticator;
  signInLinks: SignInLinks;
  signIns: SignIns;
  publicUrl: string;
  log: Logger;
}

export async function sessionRoutes(fastify: FastifyInstance, deps: SessionDeps): Promise<void> {
  const { authenticator, signIns, publicUrl, log } = deps;
  const replyOther = errorReply({
    mostBytes: MAX_BODY_BYTES,
    takes: 'application/json',
    reason: makeReason('SIGN_IN_UNAVAILABLE'),
    retryAfterSeconds: 5,
    onFault: (error) => log.error({ code: 'SIGN_IN_UNAVAILABLE', error }, 'somebody could not be signed in'),
  });
  fastify.setErrorHandler((error: RouteError, request, reply) =>
    error instanceof GraphQLError ? replyRefusal(error, request, reply) : replyOther(error, request, reply),
  );
  // Only what a form or a page of another site cannot send: JSON, and an Origin that is ours where one is told.
  fastify.removeContentTypeParser('text/plain');
  fastify.addHook('onRequest', async (request, reply) => {
    if (request.headers.origin !== undefined && !isOurOrigin(request.headers, publicUrl))
      return sendReason(request, reply, 403, makeReason('SIGN_IN_ELSEWHERE'));
  });
  fastify.post('/session', { bodyLimit: MAX_BODY_BYTES }, async (request, reply) => {
    await authenticator.limits.signIn(request.ip);
    const until = Date.now() + SESSION_S * 1_000;
    const { key, link } = shownIn(request.body);
    if (key === null && link === null)
      return sendReason(request, reply, 400, makeReason('SIGN_IN_WITHOUT_KEY', { example: '{"key": "toc_…"}' }));
    const { owner, proof, way } = await shownBy(deps, { key, link: link ?? '' }, request.ip);
    const userAgent = request.headers['user-agent'] ?? '';
    const sealed = await signIns.begin(owner, proof, { way, userAgent, until });
    const viewer = await authenticator.recognise(`Session ${sealed}`, request.ip);
    reply.header('set-cookie', sessionCookie(publicUrl, sealed));
    return { access: viewer.access, until: new Date(until).toISOString() };
  });
  fastify.delete('/session', async (request, reply) => {
    // Without an Origin it may be the page of another site that made the browser send the cookie.
    const { origin } = request.headers;
    const shown = origin === undefined ? undefined : authenticator.credentialOf(request.headers);
    if (await signIns.endShown(shown)) authenticator.credentials.forget();
    return reply.header('set-cookie', sessionCookie(publicUrl, null)).code(204).send();
  });
}

/** Who they are by what they show. @throws UNAUTHENTICATED, RATE_LIMITED, UNAVAILABLE. */
async function shownBy(
  { authenticator, signInLinks }: SessionDeps,
  { key, link }: { key: string | null; link: string },
  ip: string,
): Promise<{ owner: Viewer; proof: SessionProof; way: SignInWay }> {
  const { credentials } = authenticator;
  if (key === null) {
    const keyId = await signInLinks.follow(link);
    return { owner: await credentials.viewerOfKey(keyId), proof: { keyId }, way: 'LINK' };
  }
  const owner = await authenticator.recognise(`Bearer ${key}`, ip);
  const proof = credentials.proofOf(owner, key);
  return { owner, proof, way: 'jwt' in proof ? 'TOKEN' : 'KEY' };
}

/** A key of ours or a JWT, or the token of a link. */
function shownIn(body: unknown): { key: string | null; link: string | null } {
  const { key, link } = (body ?? {}) as { key?: unknown; link?: unknown };
  return {
    key: typeof key === 'string' && /^toc_|^[\w-]+\.[\w-]+\.[\w-]+$/.test(key) ? key : null,
    link: typeof link === 'string' && link !== '' ? link : null,
  };
}

function replyRefusal(error: GraphQLError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { code, retryAfter, retryAfterSeconds = retryAfter } = error.extensions;
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  const { message } = inWords(error, formatterOfRequest({ request }));
  return reply.code(STATUS[String(code)] ?? 500).send({ error: message });
}
