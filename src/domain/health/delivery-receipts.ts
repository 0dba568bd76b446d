/**
 * What SendGrid reports of mails that it took. Its names: https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event
 * Reports come late, twice and in any order; what they do to a delivery is the same in every order.
 */
import { isId } from '../ids.js';
import { makeReason, type Reason } from '../reasons.js';

const REPORTS = ['delivered', 'bounced', 'deferred', 'complained', 'unsubscribed'] as const;
type Report = (typeof REPORTS)[number];

export interface DeliveryReceipt {
  /** The provider's own, at most 100 characters; the same report comes under it again. */
  id: string;
  deliveryId: string;
  report: Report;
  at: Date;
  detail: Reason;
  /** Where the delivery moves to; null: it stays where it is. A bounce after an arrival counts, an arrival after a bounce does not. */
  status: 'DELIVERED' | 'BOUNCED' | null;
  /** Nothing more is to be sent to this address. */
  suppresses: boolean;
}

type Meaning = Pick<DeliveryReceipt, 'report' | 'status' | 'suppresses'>;

const ARRIVED: Meaning = { report: 'delivered', status: 'DELIVERED', suppresses: false };

const MEANINGS: Record<string, (item: Item) => Meaning> = {
  delivered: () => ARRIVED,
  deferred: () => ({ report: 'deferred', status: null, suppresses: false }),
  bounce: (item) => ({ report: 'bounced', status: 'BOUNCED', suppresses: isForGood(item) }),
  dropped: ({ reason }) => ({ report: 'bounced', status: 'BOUNCED', suppresses: !isOurs(reason) }),
  // Who complains or unsubscribes has it before them.
  spamreport: () => ({ ...ARRIVED, report: 'complained', suppresses: true }),
  unsubscribe: () => ({ ...ARRIVED, report: 'unsubscribed', suppresses: true }),
  group_unsubscribe: () => ({ ...ARRIVED, report: 'unsubscribed', suppresses: true }),
};

/**
 * `blocked`: the receiver turned this one mail away, for example for the reputation of a sender, or was away for days; the mailbox is
 * there. So it is by a status of 4 (RFC 3463: a failure that may pass).
 */
const isForGood = ({ type, status }: Item) =>
  (type === undefined || type === 'bounce') && !String(status ?? '').startsWith('4');

/** SendGrid's reasons to drop a mail that are about its sender: the address is fine. */
const isOurs = (reason: unknown) => /smtpapi|spam content|package quota/i.test(String(reason ?? ''));

interface Item {
  event?: unknown;
  sg_event_id?: unknown;
  delivery_id?: unknown;
  timestamp?: unknown;
  type?: unknown;
  status?: unknown;
  reason?: unknown;
  response?: unknown;
}

/** The reports that matter, each once; what is about mails of others, or only looked at, is left out. */
export function deliveryReceiptsOf(items: readonly unknown[]): DeliveryReceipt[] {
  const found = new Map(items.flatMap((item) => readReceipt(item) ?? []).map((receipt) => [receipt.id, receipt]));
  return [...found.values()];
}

function readReceipt(value: unknown): DeliveryReceipt | null {
  if (typeof value !== 'object' || value === null) return null;
  const item: Item = value;
  const { event, sg_event_id: id, delivery_id: deliveryId, timestamp } = item;
  const meaning = typeof event === 'string' && Object.hasOwn(MEANINGS, event) ? MEANINGS[event] : undefined;
  if (!meaning || typeof id !== 'string' || !/^[\x21-\x7e]{1,100}$/.test(id)) return null;
  if (typeof deliveryId !== 'string' || !isId('delivery', deliveryId)) return null;
  if (typeof timestamp !== 'number' || !(timestamp > 0 && timestamp < 1e11)) return null;
  return { id, deliveryId, at: new Date(timestamp * 1_000), detail: detailOf(item), ...meaning(item) };
}

const LONGEST_ANSWER = 300;

/** In the provider's words, where it has some. */
function detailOf({ event, type, reason, response }: Item): Reason {
  const answer = [reason, response].find((text) => typeof text === 'string' && text !== '');
  return makeReason('CARRIER_REPORT', {
    report: type === 'blocked' ? 'blocked' : String(event),
    // PostgreSQL's JSON knows neither NUL nor half a surrogate pair.
    answer: typeof answer === 'string' ? answer.replaceAll('\0', '').slice(0, LONGEST_ANSWER).toWellFormed() : null,
  });
}
