/** The GraphQL explorer at /graphql in a browser: Altair from its npm package, so it works without the internet. */
import fastifyStatic from '@fastify/static';
import { getDistDirectory, renderAltair } from 'altair-static';
import type { FastifyInstance } from 'fastify';

const FIRST_QUERY = `# Put your API key into "Auth" above: Bearer token, toc_…
{
  events(first: 10) {
    edges {
      node { id type summary status workflowUrl deliveries { edges { node { channel to status reason } } } }
    }
  }
}
`;

export async function explorerRoutes(fastify: FastifyInstance): Promise<void> {
  const page = renderAltair({
    baseURL: '/explorer/',
    endpointURL: '/graphql',
    initialQuery: FIRST_QUERY,
    initialAuthorization: { type: 'bearer', data: { token: '' } },
    initialSettings: { 'banners.disable': true },
    disableAccount: true,
  });
  await fastify.register(fastifyStatic, { root: getDistDirectory(), prefix: '/explorer/', index: false });
  // Apollo owns the route; a browser that asks for a page is answered before it.
  fastify.addHook('onRequest', async (request, reply) => {
    const wantsPage =
      request.method === 'GET' && request.url === '/graphql' && request.headers.accept?.includes('text/html');
    if (wantsPage) await reply.type('text/html; charset=utf-8').send(page);
  });
}
// Fastify encapsulates plugins; this mark (of fastify-plugin) lets the hook see the routes of the outer server.
Object.assign(explorerRoutes, { [Symbol.for('skip-override')]: true });
