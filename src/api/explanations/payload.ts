/** Reads what is to be simulated: the body of a provider, what a producer would publish, or our own sample. */
import type { NormalisedEvent } from '../../domain/facts.js';
import { makeReason } from '../../domain/reasons.js';
import * as read from '../../sources/body-fields.js';
import { SOURCE_KINDS, type SourceKind, sourceKindOf } from '../../sources/index.js';
import { findSample, freshSample, type SampleBody } from '../events/samples.js';
import { badInput } from '../graphql/errors.js';

/** An event as the webhook route makes it, and the body that it is made of. */
export interface ReadEvent extends SampleBody {
  event: NormalisedEvent;
}

/**
 * The event that a webhook would make of it, had it come at `at`. Without a payload it is the sample of the type, or
 * an event without facts where there is none: a type that the catalogue does not know is a legal event.
 * @throws BAD_USER_INPUT where the payload cannot be read, or is of another type.
 */
export async function eventToSimulate(type: string, payload: unknown, at: Date): Promise<ReadEvent> {
  if (!read.asId(type)) throw badInput(makeReason('EVENT_TYPE_SHAPE'), 'type');
  if (payload == null)
    return (await fromSample(type, at)) ?? normalisedSample({ sourceKind: 'GENERIC', body: { type } }, at);
  if (typeof payload !== 'object' || Array.isArray(payload))
    throw badInput(makeReason('PAYLOAD_NOT_AN_OBJECT'), 'payload');
  const found = normalisedSample(recognised(type, payload as read.Json, at), at);
  const { event, body, sourceKind } = found;
  if (event.type === type || body.type === type) return found;
  throw badInput(makeReason('PAYLOAD_OF_ANOTHER_TYPE', { read: event.type, sourceKind, type }), 'payload');
}

async function fromSample(type: string, at: Date): Promise<ReadEvent | null> {
  const sample = await findSample(type);
  if (!sample) return null;
  // As sendSampleEvent sends it: new ids, so that it is no repetition, and deadlines that lie ahead.
  const { body } = freshSample(sample, at);
  return normalisedSample({ ...sample, body: JSON.parse(body.toString()) }, at);
}

const normalisedSample = (body: SampleBody, at: Date): ReadEvent => ({
  ...body,
  event: sourceKindOf(body.sourceKind).normalise(body.body, 'simulated', at),
});

/** Whose body it is, by what only that one has; without a `type` it is what `publishEvent` takes as its data. */
function recognised(type: string, payload: read.Json, at: Date): SampleBody {
  const sourceKind = recognisedKind(payload);
  if (!read.has(payload, 'type')) {
    if (sourceKindOf(sourceKind).objectPath !== 'data')
      throw badInput(makeReason('PAYLOAD_WITHOUT_TYPE', { sourceKind }), 'payload');
    const data = read.has(payload, 'data') ? payload : { data: payload };
    return checked(sourceKind, { timestamp: at.toISOString(), ...data, type });
  }
  if (!read.asId(payload.type)) throw badInput(makeReason('PAYLOAD_TYPE_SHAPE'), 'payload');
  return checked(sourceKind, payload);
}

function recognisedKind(payload: read.Json): SourceKind {
  const kinds = Object.keys(SOURCE_KINDS) as SourceKind[];
  return kinds.find((kind) => sourceKindOf(kind).recognises(payload)) ?? 'GENERIC';
}

function checked(sourceKind: SourceKind, body: read.Json): SampleBody {
  const path = sourceKindOf(sourceKind).objectPath;
  if (Object.keys(read.object(body, path)).length > 0) return { sourceKind, body };
  throw badInput(makeReason('PAYLOAD_UNREADABLE', { path, sourceKind }), 'payload');
}
