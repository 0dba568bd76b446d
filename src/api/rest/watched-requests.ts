/** Counts webhooks as they were answered, by what became known of them on the way. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { LabelsOf } from '../../platform/telemetry/metric-list.js';
import type { Metrics } from '../../platform/telemetry/metrics.js';

interface Known {
  /** Of the source. */
  kind?: string;
  duplicate?: boolean;
}

type IngestOutcome = LabelsOf<'ingestRequests'>['outcome'];

export class WatchedRequests {
  private readonly known = new WeakMap<FastifyRequest, Known>();

  constructor(private readonly metrics: Metrics) {}

  see(request: FastifyRequest, known: Known): void {
    this.known.set(request, { ...this.known.get(request), ...known });
  }

  /** To be called once the answer is out. */
  count(request: FastifyRequest, reply: FastifyReply): void {
    const { kind, duplicate = false } = this.known.get(request) ?? {};
    const source_kind = kind?.toLowerCase() ?? 'none';
    this.metrics.count('ingestRequests', { source_kind, outcome: ingestOutcome(reply.statusCode, duplicate) });
    this.metrics.observeMs('ingestDuration', { source_kind }, reply.elapsedTime);
  }
}

/** 429 is said to who sent too many wrong signatures. */
function ingestOutcome(statusCode: number, duplicate: boolean): IngestOutcome {
  if (statusCode < 300) return duplicate ? 'duplicate' : 'accepted';
  if (statusCode === 401 || statusCode === 429) return 'bad_signature';
  if (statusCode === 404) return 'unknown_source';
  if (statusCode === 413) return 'too_large';
  return statusCode >= 500 ? 'unavailable' : 'bad_json';
}
