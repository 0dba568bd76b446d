/**
 * Traces: what became of an event, as spans that a collector puts together (docs/decisions/0029). Off unless
 * OTEL_EXPORTER_OTLP_ENDPOINT is set; no package of OpenTelemetry is loaded then, and nothing here does anything.
 *
 * Attributes are ids, types, counts and codes. Never an address, a name, a body or a URL: traces go to programs of others.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Logger } from 'pino';
import type { Environment } from '../config.js';
import type { OpenSpan, SpanExporter, SpanStart } from './spans.js';

let exporter: SpanExporter | null = null;
const current = new AsyncLocalStorage<OpenSpan | null>();

type TracingSettings = Pick<
  Environment,
  'OTEL_EXPORTER_OTLP_ENDPOINT' | 'OTEL_EXPORTER_OTLP_HEADERS' | 'OTEL_TRACES_SAMPLER_ARG'
>;

/**
 * Turns tracing on for this process where the settings ask for it.
 * @param service as it is called in traces
 * @returns what sends the last spans and turns it off
 * @throws a FatalError where its packages are not installed
 */
export async function startTracing(env: TracingSettings, service: string, log: Logger): Promise<() => Promise<void>> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } = env;
  if (endpoint === undefined) return async () => undefined;
  const { openExporter } = await import('./open-telemetry.js');
  const opened = await openExporter({
    endpoint,
    headers: env.OTEL_EXPORTER_OTLP_HEADERS?.reveal() ?? {},
    ratio: env.OTEL_TRACES_SAMPLER_ARG,
    service,
    log,
  });
  exporter = opened;
  return async () => {
    exporter = null;
    await opened.close();
  };
}

/** Does the work in a span of its own, which what happens inside continues; without tracing it only does the work. */
export async function inSpan<T>(
  name: string,
  start: SpanStart,
  work: (span: OpenSpan | null) => Promise<T>,
): Promise<T> {
  if (!exporter) return work(null);
  const span = exporter.open(name, start);
  return current.run(span, async () => {
    try {
      const result = await work(span);
      span.end(null);
      return result;
    } catch (error) {
      span.end(errorType(error));
      throw error;
    }
  });
}

/** The same below the span that is open here; where none is, it only does the work. */
export function inChildSpan<T>(
  name: string,
  start: Omit<SpanStart, 'parent' | 'links'>,
  work: (span: OpenSpan | null) => Promise<T>,
): Promise<T> {
  const parent = currentTraceparent();
  return parent === null ? work(null) : inSpan(name, { ...start, parent }, work);
}

/** Does work that belongs to none of the spans that are open here. */
export const outsideSpans = <T>(work: () => T): T => (exporter ? current.run(null, work) : work());

export const currentTraceparent = (): string | null => (exporter && current.getStore()?.traceparent) ?? null;

/** What a log line says of the span that it was written in. */
export function traceFields(): { traceId?: string } {
  const span = exporter && current.getStore();
  return span ? { traceId: span.traceId } : {};
}

/** Class, type or code of an error: no text, which may quote anything. */
function errorType(error: unknown): string {
  const { type, code, name } = error as { type?: unknown; code?: unknown; name?: unknown };
  const kind = [type, code, name].find((one) => typeof one === 'string' && /^[\w.-]{1,64}$/.test(one));
  return typeof kind === 'string' ? kind : 'Error';
}
