/** Spans, whoever sends them. */

export type SpanAttributes = Readonly<Record<string, string | number>>;

export interface SpanStart {
  kind: 'SERVER' | 'CLIENT' | 'PRODUCER' | 'CONSUMER' | 'INTERNAL';
  /** The `traceparent` (W3C) that it continues; null: it begins a trace of its own. */
  parent: string | null;
  /** The `traceparent`s of what it is about but does not continue. */
  links?: readonly string[];
  attributes?: SpanAttributes;
}

/** A span under way. */
export interface OpenSpan {
  readonly traceId: string;
  /** W3C Trace Context, 55 characters: who gets it continues here. */
  readonly traceparent: string;
  set(attributes: SpanAttributes): void;
  /** @param failure the kind of an error, never its text; null: it went well */
  end(failure: string | null): void;
}

/** Where spans go. */
export interface SpanExporter {
  open(name: string, start: SpanStart): OpenSpan;
  /** Sends what waits; gives up after some seconds. */
  close(): Promise<void>;
}
