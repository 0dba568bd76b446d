/** Sends spans to a collector by OTLP over HTTP (JSON). The only file that takes packages of OpenTelemetry, and only when it is called. */
import type { Span, SpanContext } from '@opentelemetry/api';
import type { ReadableSpan, SpanExporter as SpanSender } from '@opentelemetry/sdk-trace-base';
import type { Logger } from 'pino';
import { EXIT, FatalError } from '../exit-codes.js';
import type { OpenSpan, SpanExporter } from './spans.js';

/** How long a process that stops waits for the collector. */
const CLOSE_MS = 5_000;

interface ExporterOptions {
  /** The collector's base URL; `/v1/traces` is added. */
  endpoint: string;
  headers: Readonly<Record<string, string>>;
  /** Which share of the traces that begin here is kept, 0 to 1. What continues a trace does as that one. */
  ratio: number;
  service: string;
  log: Logger;
}

/** @throws a FatalError where the packages are not installed. */
export async function openExporter({ endpoint, headers, ratio, service, log }: ExporterOptions): Promise<SpanExporter> {
  const { api, sdk, resources, otlp } = await loadPackages();
  const url = `${endpoint.replace(/\/$/, '')}/v1/traces`;
  const sender = saidWhenLost(new otlp.OTLPTraceExporter({ url, headers: { ...headers } }), log);
  const provider = new sdk.BasicTracerProvider({
    resource: resources.resourceFromAttributes({ 'service.name': service }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [new sdk.BatchSpanProcessor(sender)],
  });
  const tracer = provider.getTracer('tocsin');
  const open: SpanExporter['open'] = (name, { kind, parent, links = [], attributes = {} }) => {
    const remote = parent === null ? null : spanContext(parent);
    const linked = links.flatMap((link) => spanContext(link) ?? []).map((context) => ({ context }));
    const options = { kind: api.SpanKind[kind], attributes, links: linked };
    const { ROOT_CONTEXT, trace } = api;
    const above = remote ? trace.setSpanContext(ROOT_CONTEXT, remote) : ROOT_CONTEXT;
    return openSpan(tracer.startSpan(name, options, above), api.SpanStatusCode.ERROR);
  };
  return { open, close: () => closeWithin(provider) };
}

async function loadPackages() {
  try {
    const [api, sdk, resources, otlp] = await Promise.all([
      import('@opentelemetry/api'),
      import('@opentelemetry/sdk-trace-base'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/exporter-trace-otlp-http'),
    ]);
    return { api, sdk, resources, otlp };
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new FatalError(
      'OTEL_EXPORTER_OTLP_ENDPOINT is set, but the packages for traces are not installed: install with --include=optional, or unset it.',
      EXIT.settings,
    );
  }
}

function openSpan(span: Span, failed: number): OpenSpan {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return {
    traceId,
    traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`,
    set: (attributes) => void span.setAttributes(attributes),
    end: (failure) => {
      if (failure !== null) span.setStatus({ code: failed }).setAttribute('error.type', failure);
      span.end();
    },
  };
}

/** https://www.w3.org/TR/trace-context/#traceparent-header. Null for what is none. */
function spanContext(traceparent: string): SpanContext | null {
  const [, traceId, spanId, flags = ''] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(traceparent) ?? [];
  return traceId && spanId ? { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true } : null;
}

/** The work goes on without a collector; the log says so. */
function saidWhenLost(sender: SpanSender, log: Logger): SpanSender {
  const say = (spans: ReadableSpan[], error: Error | undefined) => {
    const fields = {
      code: 'TRACES_NOT_SENT',
      spans: spans.length,
      error: (error?.message || error?.name)?.slice(0, 200),
    };
    log.warn(fields, 'the collector of OTEL_EXPORTER_OTLP_ENDPOINT takes no traces; these are lost');
  };
  return {
    export: (spans, done) =>
      sender.export(spans, (result) => {
        if (result.code !== 0) say(spans, result.error);
        done(result);
      }),
    shutdown: () => sender.shutdown(),
  };
}

async function closeWithin(provider: { shutdown(): Promise<void> }): Promise<void> {
  const late = new Promise<void>((resolve) => {
    setTimeout(resolve, CLOSE_MS).unref();
  });
  await Promise.race([provider.shutdown().catch(() => undefined), late]);
}
