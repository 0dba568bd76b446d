/**
 * A signed webhook to any server, by Standard Webhooks: the provider's own body, or what a transformation made of it. The
 * delivery's id is the `webhook-id` of every try, so a receiver can collapse a second one.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
import { PermanentFailure, RetryLater } from '../domain/failures.js';
import { makeReason } from '../domain/reasons.js';
import { writeExactly } from '../platform/json/exact-json.js';
import type { OutboundResponse } from '../platform/outbound/http.js';
import {
  checkStandardSecret,
  newStandardSecret,
  signStandardWebhook,
} from '../platform/signatures/standard-webhooks.js';
import type { Channel, ChannelContext, ChannelReceipt, OutgoingDelivery } from './channel.js';
import { post, successDetail, wholeAnswer, wishOf } from './post.js';
import { WEBHOOK_STARTERS } from './starters.js';
import { transform } from './transformation.js';

export const webhook = {
  channel: 'WEBHOOK',
  personal: false,
  rings: false,
  carriesEvent: true,
  fields: [
    { key: 'label', type: 'TEXT', required: true, secret: false },
    {
      key: 'url',
      type: 'URL',
      required: true,
      secret: true,
    },
    {
      key: 'secret',
      type: 'SECRET',
      required: false,
      secret: true,
      pattern: '^(whsec_)?[A-Za-z0-9+/]{32,}={0,2}$',
    },
    { key: 'headers', type: 'KEY_VALUES', required: false, secret: true },
    {
      key: 'eventTypes',
      type: 'EVENT_TYPES',
      required: false,
      secret: false,
    },
    { key: 'transformation', type: 'CODE', required: false, secret: false },
  ],
  secret: { check: checkStandardSecret, make: newStandardSecret },
  sendsBody: true,
  starters: WEBHOOK_STARTERS,
  retry: 'idempotent',
  parallel: 1,
  send,
} as const satisfies Channel;

async function send(delivery: OutgoingDelivery, context: ChannelContext): Promise<ChannelReceipt> {
  const made = await transform(delivery, context.sandbox);
  switch (made.kind) {
    case 'cancelled':
      return { status: 'CANCELLED', statusCode: null, detail: makeReason('TRANSFORMATION_CANCELLED') };
    case 'failed':
    case 'off':
      // A program reads it and expects the shape that the code makes: better later and right.
      throw new PermanentFailure(makeReason('TRANSFORMATION_FAILED', { why: made.failure.reason }), {
        transformationFailure: made.failure,
      });
    case 'none':
    case 'untouched':
      return postToWebhook(delivery, original(delivery), context);
    case 'request':
      return postToWebhook(
        delivery,
        { ...made.request, body: Buffer.from(writeExactly(made.request.payload)) },
        context,
      );
  }
}

interface WebhookRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: Buffer;
  trusted: boolean;
}

/** Byte for byte what the provider sent. */
function original({ event, to, headers }: OutgoingDelivery): WebhookRequest {
  if (!event.body) throw new PermanentFailure(makeReason('BODY_GONE'));
  return { method: 'POST', url: to, headers, body: event.body, trusted: true };
}

async function postToWebhook(
  { id, secrets }: OutgoingDelivery,
  { method, url, headers, body, trusted }: WebhookRequest,
  context: ChannelContext,
): Promise<ChannelReceipt> {
  if (secrets.length === 0) throw new PermanentFailure(makeReason('SIGNING_SECRET_MISSING'));
  // What is signed for another host, that host could pass on to the endpoint as if it came from us.
  const signed = signatureHeaders(id, body, trusted ? secrets : [], context.now());
  const answer = await post(
    { method, url, headers: { 'content-type': 'application/json', ...withoutOurs(headers), ...signed }, body },
    context,
  );
  return judgeWebhookAnswer(answer);
}

/** One signature for each secret that holds, so that a receiver can change its secret in its own time; none without. */
export function signatureHeaders(
  id: string,
  body: Buffer,
  secrets: readonly string[],
  now: Date,
): Record<string, string> {
  const signed = secrets.map((secret) => signStandardWebhook({ id, body, secret, now }));
  const signatures = signed.map((headers) => headers['webhook-signature']).join(' ');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    ...(signatures ? { 'webhook-signature': signatures } : {}),
  };
}

const OURS = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];

/** Also where we sign nothing, nobody's code may say what looks like our signature. */
function withoutOurs(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !OURS.includes(name.toLowerCase())));
}

/**
 * 410 is the one answer that means "never again". Any other refusal is tried again, as Svix and Dodo do it: 401, 404 and
 * redirects are what a receiver answers while it is being deployed or has the wrong secret, and its owner mends that
 * within hours; a second one does no harm. 502 to 504 and 429 ask for time by Retry-After.
 */
function judgeWebhookAnswer(answer: OutboundResponse): ChannelReceipt {
  const { status: statusCode } = answer;
  if (statusCode >= 200 && statusCode < 300) return { status: 'SENT', statusCode, detail: successDetail(answer) };
  const reason = makeReason(codeOfStatus(statusCode), { answer: wholeAnswer(answer) });
  if (statusCode === 410) throw new PermanentFailure(reason, { statusCode, destination: 'dead' });
  throw new RetryLater(reason, wishOf(answer), { statusCode });
}

function codeOfStatus(statusCode: number) {
  if (statusCode === 410) return 'ENDPOINT_GONE';
  if (statusCode >= 300 && statusCode < 400) return 'ENDPOINT_REDIRECTS';
  if (statusCode === 401 || statusCode === 403) return 'ENDPOINT_UNAUTHORIZED';
  return 'ENDPOINT_ANSWERED';
}
