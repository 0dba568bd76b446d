/** Traces through Temporal: clients put the context into a header of the run, which passes it on to its activities. */
import type { Context } from '@temporalio/activity';
import type { WorkflowClientInterceptor } from '@temporalio/client';
import { defaultPayloadConverter, type Headers } from '@temporalio/common';
import type { ActivityExecuteInput, ActivityInterceptors } from '@temporalio/worker';
import { TRACE_HEADER } from '../../workflows/messages.js';
import type { RelayRow } from '../core/ingest/relay-nudge.js';
import type { SpanAttributes, SpanStart } from '../platform/telemetry/spans.js';
import { currentTraceparent, inSpan, traceFields } from '../platform/telemetry/tracing.js';

interface RunStart {
  workflowType: string;
  headers: Headers;
  options: { workflowId: string };
}

export const traceStarts: WorkflowClientInterceptor = {
  startWithDetails: (input, next) => withTrace(input, next),
  signalWithStart: (input, next) => withTrace(input, next),
};

/**
 * The run of events continues the relay's span. A dispute's or a hold's begins a trace of its own, linked to what started it: it
 * goes on for days, and no program shows a trace before it is complete.
 */
function withTrace<Input extends RunStart, Output>(
  input: Input,
  next: (input: Input) => Promise<Output>,
): Promise<Output> {
  const parent = currentTraceparent();
  const { workflowType } = input;
  if (workflowType === 'notify') return next(withHeader(input, parent));
  const attributes = { 'temporal.workflow_id': input.options.workflowId };
  const start: SpanStart = { kind: 'PRODUCER', parent: null, links: parent === null ? [] : [parent], attributes };
  return inSpan(`start ${workflowType}`, start, () => next(withHeader(input, currentTraceparent())));
}

function withHeader<Input extends RunStart>(input: Input, traceparent: string | null): Input {
  if (traceparent === null) return input;
  return { ...input, headers: { ...input.headers, [TRACE_HEADER]: defaultPayloadConverter.toPayload(traceparent) } };
}

/** Each try of an activity is a span below what started its run. */
export const traceActivity = ({ info }: Context): ActivityInterceptors => ({
  inbound: {
    execute: (input, next) => {
      const start: SpanStart = {
        kind: 'CONSUMER',
        parent: parentTrace(input.headers),
        attributes: attributesOf(info, input),
      };
      return inSpan(`activity ${info.activityType}`, start, () => next(input));
    },
  },
  outbound: { getLogAttributes: (attributes, next) => next({ ...attributes, ...traceFields() }) },
});

function parentTrace({ [TRACE_HEADER]: payload }: Headers): string | null {
  const value: unknown = payload ? defaultPayloadConverter.fromPayload(payload) : null;
  return typeof value === 'string' ? value : null;
}

/** What of the input of an activity says where it belongs: ids, and the channel. */
interface KnownInput {
  eventIds?: readonly string[];
  disputeId?: string;
  chunk?: { channel: string };
}

function attributesOf({ workflowExecution, workflowType, attempt }: Context['info'], { args }: ActivityExecuteInput) {
  const { eventIds = [], disputeId, chunk }: KnownInput = args[0] ?? {};
  const [eventId] = eventIds;
  const attributes: Record<string, string | number> = {
    'temporal.workflow_id': workflowExecution?.workflowId ?? '',
    'temporal.workflow_type': workflowType ?? '',
    'temporal.attempt': attempt,
    'tocsin.events': eventIds.length,
  };
  if (eventId && eventIds.length === 1) attributes['tocsin.event_id'] = eventId;
  if (disputeId) attributes['tocsin.dispute_id'] = disputeId;
  if (chunk) attributes['tocsin.channel'] = chunk.channel;
  return attributes satisfies SpanAttributes;
}

/** The span that starts a run. One event: it continues what took it in. A group continues none of its events: it is linked to all. */
export function spanOfStart(rows: readonly RelayRow[]): SpanStart {
  const parents = rows.flatMap(({ traceparent }) => traceparent ?? []);
  const alone = rows.length === 1 ? rows[0] : undefined;
  const attributes = { 'tocsin.events': rows.length, ...(alone ? { 'tocsin.event_id': alone.id } : {}) };
  return alone
    ? { kind: 'PRODUCER', parent: alone.traceparent, attributes }
    : { kind: 'PRODUCER', parent: null, links: parents, attributes };
}
