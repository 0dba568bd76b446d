/** A push notification: what phones and browsers show of an event, within the bytes that carriers take. */
import { createHash } from 'node:crypto';
import { findEventType } from '../../domain/catalogue/index.js';
import type { Facts } from '../../domain/facts.js';
import type { Category, Severity } from '../../domain/vocabulary.js';
import { beginningOf } from '../../i18n/graphemes.js';
import type { Action } from './layout.js';
import { composedLine } from './one-line.js';
import { type EventTexts, wholeBody } from './texts.js';

export interface PushNote {
  title: string;
  body: string;
  /** Notes with one tag are of one thing: a newer one takes the place of an older one, shown or still on its way. 32 characters of base64url. */
  tag: string;
  severity: Severity;
  /** For how many seconds a carrier keeps it for a device that is off. */
  ttl: number;
  /** Texts only, which is all that FCM carries. Ids grow with time: of two notes with one tag, the greater `eventId` is the newer. */
  data: {
    deliveryId: string;
    eventId: string;
    eventType: string;
    link: string;
    /** What its reader can do at once; absent where there is nothing. */
    actionUrl?: string;
    actionLabel?: string;
  };
}

export interface NotableDelivery {
  id: string;
  event: { id: string; type: string; facts: Facts };
  texts: EventTexts;
  link: string;
  actions?: readonly Action[];
}

const DAY = 24 * 3_600;
/** What needs an answer is still worth an alarm after a weekend; what only informs is in the inbox by then. */
const TTL: Record<Severity, number> = { INFO: DAY, WARNING: 3 * DAY, CRITICAL: 3 * DAY };
const LONGEST_TITLE = 300;

/** The whole note; `fitted` makes it small enough. */
export function pushNoteOf({ id, event, texts, link, actions }: NotableDelivery): PushNote {
  const [action] = actions ?? [];
  return {
    title: beginningOf(composedLine(texts.title), LONGEST_TITLE, bytesOf),
    body: composedLine(wholeBody(texts)),
    tag: tagOf(event),
    severity: texts.severity,
    ttl: TTL[texts.severity],
    data: {
      ...{ deliveryId: id, eventId: event.id, eventType: event.type, link },
      ...(action ? { actionUrl: action.url, actionLabel: action.label } : {}),
    },
  };
}

/** The JSON that `make` gives of a note, the end of its body left out where it would have more than `limit` bytes. */
export function fitted(note: PushNote, limit: number, make: (note: PushNote) => unknown): string {
  const whole = JSON.stringify(make(note));
  if (Buffer.byteLength(whole) <= limit) return whole;
  const frame = Buffer.byteLength(JSON.stringify(make({ ...note, body: '' })));
  return JSON.stringify(make({ ...note, body: beginningOf(note.body, limit - frame, bytesOf) }));
}

/** Of a part of a text, how many bytes JSON takes for it. */
const bytesOf = (part: string) => Buffer.byteLength(JSON.stringify(part)) - 2;

/** What an event of a category is about; of the others, each event stands for itself. */
const SUBJECT: Partial<Record<Category, 'paymentId' | 'payoutId' | 'refundId' | 'subscriptionId' | 'disputeId'>> = {
  PAYMENTS: 'paymentId',
  PAYOUTS: 'payoutId',
  REFUNDS: 'refundId',
  SUBSCRIPTIONS: 'subscriptionId',
  DISPUTES: 'disputeId',
};

/** A hash: Web Push allows 32 characters of base64url (RFC 8030 5.4), Apple 64 bytes. */
function tagOf({ id, type, facts }: NotableDelivery['event']): string {
  const category = findEventType(type)?.category;
  const key = category && SUBJECT[category];
  const subject = (key && facts[key]) || id;
  return createHash('sha256')
    .update(`${category ?? ''} ${subject}`)
    .digest('base64url')
    .slice(0, 32);
}
