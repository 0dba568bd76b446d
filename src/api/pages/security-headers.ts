/**
 * What browsers are told with every answer: one policy, which forbids all, for JSON, errors and what nobody thought of. A page
 * says what it needs besides (`contentPolicy`). Constants of our own: the values are all there is to it.
 * https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html
 */
import type { FastifyInstance } from 'fastify';

/** A year: browsers come by https only, also where a link says http. Other hosts of the domain are not ours to speak for. */
const HSTS = 'max-age=31536000';

/** Directives of CSP level 3 with their sources. */
type Directives = Readonly<Record<string, readonly string[]>>;

/** Nothing is loaded, sent, framed or frames, but what `needed` says. */
export function contentPolicy(needed: Directives = {}): string {
  const nothing = ["'none'"];
  const directives: Directives = {
    'default-src': nothing,
    'base-uri': nothing,
    'form-action': nothing,
    'frame-ancestors': nothing,
    ...needed,
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}

function pageHeaders(publicUrl: string): Record<string, string> {
  return {
    'content-security-policy': contentPolicy(),
    'x-content-type-options': 'nosniff',
    // For browsers that do not know frame-ancestors.
    'x-frame-options': 'DENY',
    // What one key or person reads is nothing for a cache on the way.
    'cache-control': 'no-store',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    // Of what is loaded without CORS, by a tag.
    'cross-origin-resource-policy': 'same-origin',
    ...(publicUrl.startsWith('https:') ? { 'strict-transport-security': HSTS } : {}),
  };
}

/** First of all hooks, so that refusals and answers of other hooks have them too. A route that sets one of them wins. */
export async function securityHeaders(fastify: FastifyInstance, { publicUrl }: { publicUrl: string }): Promise<void> {
  const headers = pageHeaders(publicUrl);
  fastify.addHook('onRequest', async (_request, reply) => void reply.headers(headers));
}
// Fastify encapsulates plugins; this mark (of fastify-plugin) lets the hook see the routes of the outer server.
Object.assign(securityHeaders, { [Symbol.for('skip-override')]: true });
