/** Slack by an incoming webhook: the user's own transformation, or our own rendering. Slack knows no idempotency key. */
import { slackMessageOf } from '../../src/content/slack.js';
import { PermanentFailure, RetryLater, retryAfterMs, type TransformationFailure } from '../../src/domain/failures.js';
import { transform } from '../transform.js';
import type { Channel, ChannelContext, ChannelReceipt, OutgoingDelivery } from './channel.js';
import { post } from './post.js';

export const slack = {
  channel: 'SLACK',
  label: 'Slack',
  description: 'A message in a Slack channel, in your own words by a JavaScript transformation.',
  personal: false,
  rings: false,
  fields: [
    { key: 'label', label: 'Name', type: 'TEXT', required: true, secret: false },
    {
      key: 'url',
      label: 'Incoming webhook URL',
      help: 'From the Incoming Webhooks app of your workspace: https://hooks.slack.com/services/…',
      type: 'URL',
      required: true,
      secret: true,
    },
    {
      key: 'eventTypes',
      label: 'Event types',
      help: 'None chosen: all of them.',
      type: 'EVENT_TYPES',
      required: false,
      secret: false,
    },
    { key: 'transformation', label: 'Transformation', type: 'CODE', required: false, secret: false },
  ],
  retry: 'repeatable',
  parallel: 1,
  send,
} as const satisfies Channel;

async function send(delivery: OutgoingDelivery, context: ChannelContext): Promise<ChannelReceipt> {
  const made = await transform(delivery, context.sandbox);
  switch (made.kind) {
    case 'cancelled':
      return { status: 'CANCELLED', statusCode: null, detail: 'cancelled by the transformation' };
    case 'untouched':
      return {
        status: 'SKIPPED',
        statusCode: null,
        detail: 'left untouched by the transformation, and Slack refuses a body that is no message',
      };
    case 'request':
      return deliver({ ...made.request, body: JSON.stringify(made.request.payload) }, context);
    case 'none':
      return deliver(ownRequest(delivery), context);
    case 'failed':
      // An alert must not be lost to a slip in the user's code.
      return deliverInstead(ownRequest(delivery), made.failure, context);
  }
}

/** Our own rendering in place of broken code: the slip is listed whether Slack takes the message or refuses it. */
async function deliverInstead(
  request: SlackRequest,
  failure: TransformationFailure,
  context: ChannelContext,
): Promise<ChannelReceipt> {
  try {
    return { ...(await deliver(request, context)), transformationFailure: failure };
  } catch (error) {
    if (!(error instanceof PermanentFailure)) throw error;
    throw new PermanentFailure(error.message, { ...error.details, transformationFailure: failure });
  }
}

interface SlackRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
}

function ownRequest(delivery: OutgoingDelivery): SlackRequest {
  const message = slackMessageOf(delivery.texts, {
    businessName: delivery.businessName,
    link: delivery.link,
    deliveryId: delivery.id,
  });
  return { method: 'POST', url: delivery.to, headers: delivery.headers, body: JSON.stringify(message) };
}

// Slack's words for a hook that will never work again (its own documentation and reports of users).
const HOOK_IS_GONE = [
  'no_service',
  'no_active_hooks',
  'invalid_token',
  'team_disabled',
  'channel_not_found',
  'channel_is_archived',
  'action_prohibited',
];

// What a transformation made can be no message at all.
const NO_MESSAGE = ['invalid_payload', 'no_text'];

async function deliver(request: SlackRequest, context: ChannelContext): Promise<ChannelReceipt> {
  const answer = await post(
    { ...request, headers: { 'content-type': 'application/json', ...request.headers } },
    context,
  );
  const statusCode = answer.status;
  const said = answer.body.trim().slice(0, 200);
  if (statusCode >= 200 && statusCode < 300) return { status: 'SENT', statusCode, detail: said || null };
  if (statusCode === 429)
    throw new RetryLater('Slack asks us to slow down.', retryAfterMs(answer.headers['retry-after'], Date.now()), {
      statusCode,
    });
  if (statusCode >= 500) throw new RetryLater(`Slack has trouble: ${statusCode} ${said}`, null, { statusCode });
  throw new PermanentFailure(`Slack refused it: ${statusCode}${said && ` ${said}`}.${hintOn(said)}`, { statusCode });
}

function hintOn(said: string): string {
  if (HOOK_IS_GONE.includes(said)) return ' This hook no longer works: make a new one in Slack and enter it here.';
  if (NO_MESSAGE.includes(said))
    return ' The message is none that Slack knows: it needs "text", "blocks" or "attachments".';
  return '';
}
