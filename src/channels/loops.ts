/**
 * Loops mails a merchant's customers: an event of ours, or of the user's transformation, starts a workflow there. The
 * delivery's id is the Idempotency-Key, which Loops remembers for 24 h. https://loops.so/docs/api-reference/send-event
 */
import { createHash } from 'node:crypto';
import { PermanentFailure } from '../domain/failures.js';
import { toDecimal } from '../domain/money.js';
import { makeReason, type Reason } from '../domain/reasons.js';
import { writeExactly } from '../platform/json/exact-json.js';
import type { OutboundResponse } from '../platform/outbound/http.js';
import type { Channel, ChannelContext, ChannelReceipt, OutgoingDelivery } from './channel.js';
import { Pacer } from './pacer.js';
import { answerExcerpt, post, refusal, usualReceipt } from './post.js';
import { LOOPS_STARTERS } from './starters.js';
import { transform } from './transformation.js';

export const loops = {
  channel: 'LOOPS',
  personal: false,
  rings: false,
  carriesEvent: true,
  fields: [
    { key: 'label', type: 'TEXT', required: true, secret: false },
    {
      key: 'url',
      type: 'URL',
      required: false,
      secret: true,
    },
    {
      key: 'secret',
      type: 'SECRET',
      required: true,
      secret: true,
    },
    {
      key: 'eventTypes',
      type: 'EVENT_TYPES',
      required: false,
      secret: false,
    },
    { key: 'transformation', type: 'CODE', required: false, secret: false },
  ],
  standardUrl: 'https://app.loops.so/api/v1/events/send',
  hooks: {
    host: /(^|\.)loops\.so$/,
    takes: ({ pathname }: URL) => pathname.startsWith('/api/'),
    beginning: 'https://app.loops.so/api/…',
  },
  secret: {
    check: (secret) => (/^[\x21-\x7e]{8,}$/.test(secret) ? null : makeReason('LOOPS_KEY_INVALID')),
  },
  starters: LOOPS_STARTERS,
  retry: 'idempotent',
  parallel: 1,
  send,
} as const satisfies Channel;

/** Both hosts belong to Loops: a transformation may use either, and the API key is sent to it. */
const ORIGINS = ['https://app.loops.so', 'https://api.loops.so'];

/** Loops takes ten requests a second of one team, whatever they are for. */
const pacer = new Pacer(100);

async function send(delivery: OutgoingDelivery, context: ChannelContext): Promise<ChannelReceipt> {
  const made = await transform(delivery, context.sandbox, ORIGINS);
  switch (made.kind) {
    case 'cancelled':
      return { status: 'CANCELLED', statusCode: null, detail: makeReason('TRANSFORMATION_CANCELLED') };
    case 'untouched':
      return skipped(makeReason('TRANSFORMATION_UNTOUCHED', { carrier: 'LOOPS', takes: 'EVENT' }));
    case 'failed':
    case 'off':
      // Our own event in its place could start another mail to the customer than the merchant wrote.
      throw new PermanentFailure(makeReason('TRANSFORMATION_FAILED', { why: made.failure.reason }), {
        transformationFailure: made.failure,
      });
    case 'request':
      return postToLoops(delivery, made.request, context);
    case 'none': {
      const { to, headers } = delivery;
      const payload = loopsEvent(delivery);
      if (!payload) return skipped(makeReason('CUSTOMER_NOT_NAMED', { carrier: 'LOOPS' }));
      return postToLoops(delivery, { method: 'POST', url: to, headers, payload, trusted: true }, context);
    }
  }
}

const skipped = (detail: Reason): ChannelReceipt => ({ status: 'SKIPPED', statusCode: null, detail });

/** The event with the keys that merchants' handlers use; unknown values are left out. Null if no customer address is known. */
function loopsEvent({ event: { id, type, facts, test } }: OutgoingDelivery) {
  if (!facts.customerEmail) return null;
  const known = {
    event_id: id,
    event_type: type,
    test_mode: test,
    customer_name: facts.customerName,
    amount: facts.amount && facts.currency && toDecimal(facts.amount, facts.currency),
    currency: facts.currency,
    reason: facts.reason,
    payment_id: facts.paymentId,
    subscription_id: facts.subscriptionId,
    refund_id: facts.refundId,
    dispute_id: facts.disputeId,
    product_id: facts.productId,
    payment_method: facts.method,
    status: facts.status,
    next_at: facts.nextAt,
    ends_at: facts.endsAt,
  };
  const eventProperties = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null));
  return { email: facts.customerEmail, eventName: type.replaceAll('.', '_'), eventProperties };
}

interface LoopsRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  payload: unknown;
  trusted: boolean;
}

async function postToLoops(
  { id, secrets, texts }: OutgoingDelivery,
  { method, url, headers, payload, trusted }: LoopsRequest,
  context: ChannelContext,
): Promise<ChannelReceipt> {
  const [key] = secrets;
  if (!key) throw new PermanentFailure(makeReason('API_KEY_MISSING'));
  // A hash, because the pacer keeps it in memory for long and it should hold no secret.
  const account = createHash('sha256').update(key).digest('base64url');
  await pacer.turn({ key: account, who: id, severity: texts.severity }, context);
  const answer = await post(
    {
      method,
      url,
      headers: {
        'content-type': 'application/json',
        ...(trusted ? { authorization: `Bearer ${key}` } : {}),
        ...headers,
        'idempotency-key': id,
      },
      body: writeExactly(payload),
    },
    context,
  );
  return judgeLoopsAnswer(answer);
}

/** 409: an earlier attempt with the same key arrived, which is a success. */
function judgeLoopsAnswer(answer: OutboundResponse): ChannelReceipt {
  if (answer.status === 409)
    return { status: 'SENT', statusCode: 409, detail: makeReason('CARRIER_HAD_IT', { answer: answerExcerpt(answer) }) };
  const receipt = usualReceipt('LOOPS', answer);
  if (receipt) return receipt;
  throw refusal('LOOPS', answer, answer.status === 401 ? 'API_KEY_REFUSED' : 'CARRIER_REFUSED');
}
