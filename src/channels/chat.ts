/**
 * What chats with incoming webhooks share: the user's own transformation, or our own rendering. They have no idempotency
 * key. If the user's code fails, or the chat refuses what it made, our own rendering is sent: people read chats, so an alert
 * must not be lost to an error in the code, while a program behind a webhook expects the shape that the code makes.
 */
import { type EarlierRefusal, PermanentFailure, RetryLater, type TransformationFailure } from '../domain/failures.js';
import { type Carrier, makeReason } from '../domain/reasons.js';
import { writeExactly } from '../platform/json/exact-json.js';
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
  /** The hook as it takes our own rendering, where it can be told to take another chat's; absent: it cannot. */
  ownHook?(hook: string): string;
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
  // A chat that gets every type of a provider is noise, in which an alert drowns.
  { key: 'unknownTypes', type: 'BOOLEAN', required: false, secret: false },
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
  if (made.kind === 'cancelled')
    return { status: 'CANCELLED', statusCode: null, detail: makeReason('TRANSFORMATION_CANCELLED') };
  if (made.kind === 'untouched') {
    const detail = makeReason('TRANSFORMATION_UNTOUCHED', { carrier: chat.carrier, takes: 'MESSAGE' });
    return { status: 'SKIPPED', statusCode: null, detail };
  }
  const post = async (request: ChatRequest) => {
    const turn = { key: delivery.destination.id, who: delivery.id, severity: delivery.texts.severity };
    await pacer.turn(turn, context);
    return postToChat(chat, request, context);
  };
  const own = {
    method: 'POST',
    url: chat.ownHook?.(delivery.to) ?? delivery.to,
    headers: delivery.headers,
    payload: chat.message(delivery),
  };
  if (made.kind === 'request') return deliverMade(chat, made.request, () => post(own), post, context);
  return made.kind === 'failed' ? insteadOf({ failure: made.failure }, () => post(own)) : post(own);
}

interface ChatRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  payload: unknown;
}

/** What the user's code made; our own rendering where the chat refuses it, which is a failure of the code. */
async function deliverMade(
  chat: Chat,
  request: ChatRequest,
  sendOwn: () => Promise<ChannelReceipt>,
  post: (request: ChatRequest) => Promise<ChannelReceipt>,
  { now }: ChannelContext,
): Promise<ChannelReceipt> {
  const begunAt = now().getTime();
  try {
    return await post({ ...request, payload: chat.mended?.(request.payload) ?? request.payload });
  } catch (error) {
    if (!(error instanceof PermanentFailure) || !isAboutMessage(error)) throw error;
    const { reason, details } = error;
    const refused = { reason, statusCode: details.statusCode ?? null, durationMs: now().getTime() - begunAt };
    const failure = { reason: makeReason('CODE_REFUSED', { why: reason }), line: null, poison: true };
    return insteadOf({ failure, refused: { ...refused, paused: false } }, sendOwn);
  }
}

/**
 * RFC 9110 on what is wrong with the request itself: its syntax, method, size, type, content or headers. Other codes speak of
 * the address, the permission or the moment, which are the same for a message of ours.
 */
const ABOUT_THE_REQUEST: readonly unknown[] = [400, 405, 413, 414, 415, 422, 431];

/** Without a code nobody was asked: our own guard let it go nowhere, as where the code turned it to an address within our network. */
const isAboutMessage = ({ details: { statusCode, destination } }: PermanentFailure) =>
  (statusCode === undefined || ABOUT_THE_REQUEST.includes(statusCode)) && destination === undefined;

interface CodeFailure {
  failure: TransformationFailure;
  /** The call with what the code made, where it came to one. */
  refused?: EarlierRefusal;
}

/** Sends our own rendering because the code failed. The failure is recorded, also if the chat refuses that message. */
async function insteadOf(
  { failure, refused }: CodeFailure,
  sendOwn: () => Promise<ChannelReceipt>,
): Promise<ChannelReceipt> {
  const earlier = refused ? { earlier: [refused] } : {};
  try {
    return { ...(await sendOwn()), transformationFailure: failure, ...earlier };
  } catch (error) {
    if (error instanceof RetryLater)
      throw new RetryLater(error.reason, error.afterMs, { ...error.details, ...earlier });
    if (!(error instanceof PermanentFailure)) throw error;
    // A hook that refuses ours as well says nothing of the code.
    const transformationFailure = refused ? { ...failure, poison: false } : failure;
    throw new PermanentFailure(error.reason, { ...error.details, transformationFailure, ...earlier });
  }
}

async function postToChat(chat: Chat, request: ChatRequest, context: ChannelContext): Promise<ChannelReceipt> {
  const { method, url, headers, payload } = request;
  const answer = await post(
    {
      method,
      url: chat.address?.(url) ?? url,
      headers: { 'content-type': 'application/json', ...headers },
      body: writeExactly(payload),
    },
    context,
  );
  return chat.judgeAnswer(answer);
}
