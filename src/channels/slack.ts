/** Slack by an incoming webhook: the user's own transformation, or our own rendering. Slack knows no idempotency key. */
import type { OutboundResponse } from '../platform/outbound/http.js';
import type { Channel, ChannelReceipt, HookAddresses } from './channel.js';
import { CHAT_FIELDS, type Chat, sendToChat } from './chat.js';
import { answerExcerpt, refusal, usualReceipt } from './post.js';
import { slackMessageOf } from './rendering/slack.js';
import { SLACK_CONNECTION } from './slack-connection.js';
import { SLACK_STARTERS } from './starters.js';

const chat: Chat = {
  carrier: 'SLACK',
  message: ({ texts, formatter, businessName, link, id, actions }) =>
    slackMessageOf(texts, { formatter, businessName, link, deliveryId: id, actions }),
  judgeAnswer,
};

const HOOKS: HookAddresses = {
  host: /(^|\.)slack(-gov)?\.com$/,
  takes: ({ hostname, pathname }) =>
    /^hooks\.slack(-gov)?\.com$/.test(hostname) && /^\/services(\/[\w-]+){3}\/?$/.test(pathname),
  // Webhook triggers of old workflows and of new ones.
  startsWorkflow: ({ pathname }) => /^\/(workflows|triggers)\//.test(pathname),
  beginning: 'https://hooks.slack.com/services/…',
};

export const slack = {
  channel: 'SLACK',
  personal: false,
  rings: false,
  fields: CHAT_FIELDS,
  hooks: HOOKS,
  connection: SLACK_CONNECTION,
  starters: SLACK_STARTERS,
  gathers: true,
  retry: 'repeatable',
  parallel: 1,
  send: (delivery, context) => sendToChat(chat, delivery, context),
} as const satisfies Channel;

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

function judgeAnswer(answer: OutboundResponse): ChannelReceipt {
  const receipt = usualReceipt('SLACK', answer);
  if (receipt) return receipt;
  const said = answerExcerpt(answer);
  if (HOOK_IS_GONE.includes(said)) throw refusal('SLACK', answer, 'HOOK_GONE', true);
  if (NO_MESSAGE.includes(said)) throw refusal('SLACK', answer, 'NOT_A_MESSAGE');
  throw refusal('SLACK', answer);
}
