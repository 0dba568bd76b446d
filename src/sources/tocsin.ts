/** Tocsin itself: its notices to the team. They are written by src/notices, never taken from outside. */
import { NO_DETAILS } from '../domain/customer-details.js';
import {
  type AtRisk,
  type Facts,
  NO_FACTS,
  type NormalisedEvent,
  type ReviewLine,
  type ToldLevel,
} from '../domain/facts.js';
import { isOwn } from '../domain/notice.js';
import { wordingOf } from '../domain/reason-codes.js';
import { isReason, makeReason } from '../domain/reasons.js';
import { CATEGORIES, ROLES } from '../domain/vocabulary.js';
import { ENGLISH } from '../i18n/labels.js';
import { reasonText } from '../i18n/reason-text.js';
import * as read from './body-fields.js';
import { renewStandardSample } from './samples.js';
import type { SourceKindEntry } from './source-kind.js';

const NOT_FROM_OUTSIDE = makeReason('SOURCE_IS_OURS');

/** Names of more things than this would fill a mail. */
const MOST_NAMES = 100;

/** `{type, timestamp, data: {about, subject_id, reason, why, since, ends_at, review}}`; for disputes see src/core/notices/notice.ts. */
function normalise(body: read.Json, _externalId: string, receivedAt: Date): NormalisedEvent {
  const data = read.object(body, 'data');
  const why = isReason(data.why) ? data.why : null;
  return {
    type: read.id(body, 'type') ?? 'unknown',
    occurredAt: read.instant(body, 'timestamp') ?? receivedAt.toISOString(),
    entityId: read.id(data, 'subject_id'),
    test: false,
    facts: {
      ...NO_FACTS,
      about: orNull(texts(read.list(data, 'about'))),
      why,
      reason: why ? null : read.text(data, 'reason'),
      since: read.instant(data, 'since'),
      endsAt: read.instant(data, 'ends_at'),
      atRisk: orNull(read.list(data, 'at_risk').slice(0, MOST_NAMES).flatMap(atRiskLine)),
      review: orNull(read.list(data, 'review').slice(0, MOST_NAMES).flatMap(reviewLine)),
      ...(read.has(data, 'dispute_id') ? noticeDisputeFacts(data) : {}),
    },
    collapse: null,
  };
}

function noticeDisputeFacts(data: read.Json): Partial<Facts> {
  return {
    ...read.money(read.integer(data, 'amount'), read.text(data, 'currency')),
    customerName: read.text(data, 'customer_name'),
    account: read.id(data, 'account'),
    reasonCode: wordingOf('DISPUTE', read.text(data, 'reason')),
    disputeId: read.id(data, 'dispute_id'),
    paymentId: read.id(data, 'payment_id'),
    stage: read.text(data, 'stage'),
    respondBy: read.instant(data, 'respond_by'),
    respondByEstimated: read.flag(data, 'respond_by_estimated') === true,
    timeLeft: read.integer(data, 'minutes_left')?.toString() ?? null,
    level: read.text(data, 'level'),
    unreachable: read.text(data, 'unreachable_levels'),
    draft: read.flag(data, 'draft') === true,
    by: read.text(data, 'by'),
    told: orNull(read.list(data, 'told').slice(0, MOST_NAMES).map(toldLevel)),
  };
}

function toldLevel(item: unknown): ToldLevel {
  const roles = texts(read.list(item, 'roles'));
  return { roles: ROLES.filter((role) => roles.includes(role)), channels: texts(read.list(item, 'channels')) };
}

function atRiskLine(item: unknown): AtRisk[] {
  const [currency, total] = [read.text(item, 'currency'), read.integer(item, 'total')];
  if (!currency || total === null) return [];
  const [open, firstDue] = [Number(read.integer(item, 'open') ?? 0), read.instant(item, 'first_due')];
  return [{ currency, open, total: String(total), firstDue, estimated: read.flag(item, 'estimated') ?? false }];
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
  throw new RangeError(reasonText(ENGLISH, NOT_FROM_OUTSIDE));
}

export const tocsin = {
  kind: 'TOCSIN',
  own: true,
  newSecret: unsigned,
  checkSecret: () => NOT_FROM_OUTSIDE,
  verify: () => ({ ok: false, reason: NOT_FROM_OUTSIDE }),
  externalId: () => null,
  normalise,
  customerDetails: () => NO_DETAILS,
  sign: unsigned,
  samples: 'tocsin',
  objectPath: 'data',
  recognises: (body) => isOwn(String(body.type)),
  renewSample: renewStandardSample,
} as const satisfies SourceKindEntry;
