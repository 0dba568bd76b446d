/** Tocsin itself: its notices to the team. They are written by src/notices, never taken from outside. */
import { NO_DETAILS } from '../../domain/customer-details.js';
import { NO_FACTS, type NormalisedEvent, type ReviewLine } from '../../domain/facts.js';
import { CATEGORIES } from '../../domain/vocabulary.js';
import * as read from './read.js';
import type { SourceKindEntry } from './source-kind.js';

const NOT_FROM_OUTSIDE = 'Tocsin writes its own notices; nobody sends them by a webhook.';

/** Names of more things than this would fill a mail. */
const MOST_NAMES = 100;

/** `{type, timestamp, data: {about, subject_id, reason, since, ends_at, review}}` */
function normalise(body: read.Json, _externalId: string, receivedAt: Date): NormalisedEvent {
  const data = read.object(body, 'data');
  return {
    type: read.id(body, 'type') ?? 'unknown',
    occurredAt: read.instant(body, 'timestamp') ?? receivedAt.toISOString(),
    entityId: read.id(data, 'subject_id'),
    test: false,
    facts: {
      ...NO_FACTS,
      about: orNull(texts(read.list(data, 'about'))),
      reason: read.text(data, 'reason'),
      since: read.instant(data, 'since'),
      endsAt: read.instant(data, 'ends_at'),
      review: orNull(read.list(data, 'review').slice(0, MOST_NAMES).flatMap(reviewLine)),
    },
    collapse: null,
  };
}

function reviewLine(item: unknown): ReviewLine[] {
  const name = read.text(item, 'name');
  const counts = CATEGORIES.flatMap((category) => {
    const count = Number(read.integer(read.object(item, 'counts'), category) ?? 0);
    return count > 0 ? [[category, count]] : [];
  });
  const known = read.has(item, 'counts') ? Object.fromEntries(counts) : null;
  return name ? [{ name, channels: texts(read.list(item, 'channels')), counts: known }] : [];
}

const texts = (values: readonly unknown[]) =>
  values.slice(0, MOST_NAMES).flatMap((value) => read.text({ value }, 'value') ?? []);

const orNull = <Item>(list: Item[]) => (list.length > 0 ? list : null);

function unsigned(): never {
  throw new RangeError(NOT_FROM_OUTSIDE);
}

export const tocsin: SourceKindEntry = {
  kind: 'TOCSIN',
  label: 'Tocsin itself',
  own: true,
  help: NOT_FROM_OUTSIDE,
  newSecret: unsigned,
  checkSecret: () => NOT_FROM_OUTSIDE,
  verify: () => ({ ok: false, reason: NOT_FROM_OUTSIDE }),
  externalId: () => null,
  normalise,
  customerDetails: () => NO_DETAILS,
  sign: unsigned,
  sampleProvider: 'tocsin',
};
