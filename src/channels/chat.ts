/**
 * What chats with incoming webhooks share: the user's own transformation, or our own rendering. They have no idempotency
 * key. If the user's code fails, our own rendering is sent: people read chats, so an alert must not be lost to an error in
 * the code, while a program behind a webhook expects the shape that the code makes.
 */
import { PermanentFailure, type TransformationFailure } from '../domain/failures.js';
import { type Carrier, makeReason } from '../domain/reasons.js';
import type { OutboundResponse } from '../platform/outbound/http.js';
import type { ChannelContext, ChannelReceipt, FieldInfo, OutgoingDelivery } from './channel.js';
import { Pacer } from './pacer.js';
import { post } from './post.js';
import { transform } from './transformation.js';

export interface Chat {
  carrier: Carrier;
  /** Our own rendering, in the chat's format. */
  message(delivery: OutgoingDelivery): unknown;
  /** Corrects a message of the user's code before it is sent; absent: nothing to correct. */
  mended?(payload: unknown): unknown;
  /** The URL to call for this hook; absent: the hook itself. */
  address?(hook: string): string;
  /** @throws PermanentFailure or RetryLater unless the response means that the chat has the message. */
  judgeAnswer(answer: OutboundResponse): ChannelReceipt;
}

/** The fields of the form of every chat. */
export const CHAT_FIELDS = [
  { key: 'label', type: 'TEXT', required: true, secret: false },
  { key: 'url', type: 'URL', required: true, secret: true },
  {
    key: 'eventTypes',
    type: 'EVENT_TYPES',
    required: false,
    secret: false,
  },
  { key: 'transformation', type: 'CODE', required: false, secret: false },
] as const satisfies FieldInfo[];

/** Slack accepts one message per second and hook, with short bursts; other chats are similar. */
const pacer = new Pacer(1_000, 5);

export async function sendToChat(
  chat: Chat,
  delivery: OutgoingDelivery,
  context: ChannelContext,
): Promise<ChannelReceipt> {
  const made = await transform(delivery, context.sandbox);
  const own = () => ({ method: 'POST', url: delivery.to, headers: delivery.headers, payload: chat.message(delivery) });
  if (made.kind !== 'cancelled' && made.kind !== 'untouched') await pacer.turn(delivery.destination.id, context.signal);
  switch (made.kind) {
    case 'cancelled':
      return { status: 'CANCELLED', statusCode: null, detail: makeReason('TRANSFORMATION_CANCELLED') };
    case 'untouched':
      return {
        status: 'SKIPPED',
        statusCode: null,
        detail: makeReason('TRANSFORMATION_UNTOUCHED', { carrier: chat.carrier, takes: 'MESSAGE' }),
      };
    case 'request':
      return deliver(
        chat,
        { ...made.request, payload: chat.mended?.(made.request.payload) ?? made.request.payload },
        context,
      );
    case 'none':
    case 'off':
      return deliver(chat, own(), context);
    case 'failed':
      return deliverInstead(chat, own(), made.failure, context);
  }
}

interface ChatRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  payload: unknown;
}

/** Sends our own rendering because the code failed. The failure is recorded, also if the chat refuses the message. */
async function deliverInstead(
  chat: Chat,
  request: ChatRequest,
  failure: TransformationFailure,
  context: ChannelContext,
): Promise<ChannelReceipt> {
  try {
    return { ...(await deliver(chat, request, context)), transformationFailure: failure };
  } catch (error) {
    if (!(error instanceof PermanentFailure)) throw error;
    throw new PermanentFailure(error.reason, { ...error.details, transformationFailure: failure });
  }
}

async function deliver(chat: Chat, request: ChatRequest, context: ChannelContext): Promise<ChannelReceipt> {
  const { method, url, headers, payload } = request;
  const answer = await post(
    {
      method,
      url: chat.address?.(url) ?? url,
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(payload),
    },
    context,
  );
  return chat.judgeAnswer(answer);
}

/** At most `length` UTF-16 units, with an ellipsis where something was cut off. */
export function cut(text: string, length: number): string {
  // Half a character (a high surrogate) must not remain: strict JSON parsers refuse it.
  return text.length <= length ? text : `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
