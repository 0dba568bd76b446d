/** The probes on the port of the API, as operations-server.ts has them on its own. */
import type { FastifyInstance } from 'fastify';
import { probePages } from '../../platform/operations-server.js';
import type { Readiness } from '../../platform/readiness.js';

export async function healthRoutes(fastify: FastifyInstance, { readiness }: { readiness: Readiness }): Promise<void> {
  for (const [path, page] of Object.entries(probePages(readiness)))
    fastify.get(path, async (_request, reply) => {
      const { status, type, body } = await page();
      return reply.code(status).type(type).send(body);
    });
}
