/**
 * Whom the local run's own pages are for: they ask for no key, so that nobody but this machine may. A page of another site can
 * have a name of its own point here (DNS rebinding), or post here without reading the answer; a tunnel that brings webhooks
 * brings strangers as well.
 */

import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
/** Of the app: what stands behind `to` is where it goes then. */
const SIGN_IN_PATH = '/signin';
/** What proxies and tunnels add to what they pass on. */
const PASSED_ON = ['forwarded', 'x-forwarded-for', 'x-forwarded-host'];

/** For Fastify's onRequest. @param url where this program listens on this machine */
export function localOnly(url: string) {
  return async ({ headers, method }: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    if (!isOfThisMachine(headers))
      return reply.code(421).type('text/plain').send(`These pages are for this machine alone: open them at ${url}\n`);
    // What we post ourselves has no Origin; a browser names the page that makes it post.
    if (method !== 'GET' && method !== 'HEAD' && headers.origin !== undefined)
      return reply.code(403).type('text/plain').send('Pages cannot post here; Tocsin itself does.\n');
  };
}

/**
 * For Fastify's onRequest: a browser of this machine that nobody has signed in, and that goes to an event from a page of ours or
 * by its address, is signed in on the way, by a link that works once. No other machine, program or site gets one: browsers say
 * where they come from, and the app alone takes what stands behind the `#`.
 */
export function signOwnerIn(newLink: () => Promise<string>) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    if (request.method !== 'GET' || !request.url.startsWith('/events/') || !isOwnersBrowser(request)) return undefined;
    const { hash } = new URL(await newLink());
    return reply.redirect(`${SIGN_IN_PATH}?to=${encodeURIComponent(request.url)}${hash}`, 303);
  };
}

function isOwnersBrowser({ headers, socket }: FastifyRequest): boolean {
  const signedIn = headers.authorization !== undefined || headers.cookie?.includes('tocsin=');
  const goesThere = headers['sec-fetch-dest'] === 'document' && headers['sec-fetch-mode'] === 'navigate';
  const fromHere = ['same-origin', 'none'].includes(String(headers['sec-fetch-site']));
  return !signedIn && goesThere && fromHere && isOfThisMachine(headers) && LOOPBACK.has(socket.remoteAddress ?? '');
}

const isOfThisMachine = (headers: IncomingHttpHeaders) =>
  namesThisMachine(headers.host) && PASSED_ON.every((name) => headers[name] === undefined);

/** By a number, too: it is no name that another site could have. */
function namesThisMachine(host: string | undefined): boolean {
  if (host === undefined || !URL.canParse(`http://${host}`)) return false;
  const { hostname } = new URL(`http://${host}`);
  return hostname === 'localhost' || isIP(hostname.replace(/^\[|\]$/g, '')) > 0;
}
