/** Probes. `/healthz`: the event loop turns. `/readyz`: this process can do its work. */
import type { FastifyInstance } from 'fastify';
import type { DatabaseProbe } from '../../platform/database/database-probe.js';
import type { Shortcoming } from '../../platform/shortcomings.js';

export interface HealthDeps {
  probe: DatabaseProbe;
  state: { draining: boolean };
  /** What is not set up although somebody will miss it. */
  shortcomings: readonly Shortcoming[];
}

/** One shared dependency makes all replicas unready at once, so PostgreSQL gets this long before we say so. */
const PATIENCE_MS = 10_000;

/** Temporal is no part of readiness: ingest takes webhooks without it. */
export async function healthRoutes(
  fastify: FastifyInstance,
  { probe, state, shortcomings }: HealthDeps,
): Promise<void> {
  let lastAnswer = 0;
  fastify.get('/healthz', async () => ({ ok: true }));
  fastify.get('/readyz', async (_request, reply) => {
    const answered = await probe.answers();
    if (answered) lastAnswer = Date.now();
    const postgres = answered || Date.now() - lastAnswer < PATIENCE_MS;
    const ok = postgres && !state.draining;
    return reply.code(ok ? 200 : 503).send({ ok, postgres, draining: state.draining, missing: shortcomings });
  });
}
