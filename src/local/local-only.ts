/**
 * Whom the local run's own pages are for: they ask for no key, so that nobody but this machine may. A page of another site can
 * have a name of its own point here (DNS rebinding), or post here without reading the answer; a tunnel that brings webhooks
 * brings strangers as well.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What proxies and tunnels add to what they pass on. */
const PASSED_ON = ['forwarded', 'x-forwarded-for', 'x-forwarded-host'];

/** For Fastify's onRequest. @param url where this program listens on this machine */
export function localOnly(url: string) {
  return async ({ headers, method }: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    if (!cameFromThisMachine(headers, new URL(url).hostname))
      return reply.code(421).type('text/plain').send(`These pages are for this machine alone: open them at ${url}\n`);
    // What we post ourselves has no Origin; a browser names the page that makes it post.
    if (method !== 'GET' && method !== 'HEAD' && headers.origin !== undefined)
      return reply.code(403).type('text/plain').send('Pages cannot post here; Tocsin itself does.\n');
  };
}

const cameFromThisMachine = (headers: IncomingHttpHeaders, own: string) =>
  namesThisMachine(headers.host, own) && PASSED_ON.every((name) => headers[name] === undefined);

/** By a number, too: it is no name that another site could have. */
function namesThisMachine(host: string | undefined, own: string): boolean {
  if (host === undefined || !URL.canParse(`http://${host}`)) return false;
  const { hostname } = new URL(`http://${host}`);
  return hostname === 'localhost' || hostname === own || isIP(hostname.replace(/^\[|\]$/g, '')) > 0;
}
