/**
 * Discord by an incoming webhook: the user's own transformation, or an embed of ours. Discord takes no idempotency key
 * from webhooks, so a second send may show twice. https://discord.com/developers/docs/resources/webhook
 */
import { retryAfterMs } from '../domain/failures.js';
import { makeReason } from '../domain/reasons.js';
import type { Severity } from '../domain/vocabulary.js';
import { beginningOf } from '../i18n/graphemes.js';
import type { OutboundResponse } from '../platform/outbound/http.js';
import type { Channel, ChannelReceipt, HookAddresses, OutgoingDelivery } from './channel.js';
import { CHAT_FIELDS, type Chat, sendToChat } from './chat.js';
import { refusal, usualReceipt, wishOf } from './post.js';
import type { Action } from './rendering/layout.js';

const chat: Chat = {
  carrier: 'DISCORD',
  message: discordMessage,
  mended: withoutPings,
  address: answering,
  ownHook: takingEmbeds,
  judgeAnswer,
};

const HOOKS: HookAddresses = {
  host: /(^|\.)discord(app)?\.com$|^discord\.gg$/,
  takes: ({ pathname }) => /^\/api(\/v\d+)?\/webhooks\/\d+\/[\w-]+(\/(slack|github))?\/?$/.test(pathname),
  beginning: 'https://discord.com/api/webhooks/…',
};

export const discord = {
  channel: 'DISCORD',
  personal: false,
  rings: false,
  fields: CHAT_FIELDS,
  hooks: HOOKS,
  gathers: true,
  retry: 'repeatable',
  parallel: 1,
  send: (delivery, context) => sendToChat(chat, delivery, context),
} as const satisfies Channel;

const COLORS: Record<Severity, number> = { INFO: 0x2f6f4f, WARNING: 0xa15c00, CRITICAL: 0xb3261e };

/** A name or reason in the payload must not be able to mention people. */
const NO_PINGS = { parse: [] };

// Discord's limits of an embed: 256 for the title, 4,096 for its text, 25 fields of 256 and 1,024, 6,000 for all of it.
const MOST_FIELDS = 25;
const TITLE = 256;
const TEXT = 1_500;
// Each with its label; the address of ours is sealed, and long. A provider's may be longer than all that there is room for.
const LINKS = 1_200;
const NAME = 60;
const FOOTER = 200;
const VALUE = 1_024;
const ALL_FIELDS = 6_000 - TITLE - TEXT - LINKS - FOOTER;

function discordMessage({ texts, link, businessName, id, actions = [] }: OutgoingDelivery) {
  const rows = texts.rows.slice(0, MOST_FIELDS);
  const room = Math.min(VALUE, Math.floor(ALL_FIELDS / Math.max(1, rows.length)) - NAME);
  const text = [texts.body, texts.action].filter((words) => words !== null).join('\n');
  return {
    allowed_mentions: NO_PINGS,
    embeds: [
      {
        title: beginningOf(escapeDiscord(texts.title), TITLE),
        url: link,
        description: [beginningOf(escapeDiscord(text), TEXT), ...fittingLinks(actions)].join('\n'),
        color: COLORS[texts.severity],
        fields: rows.map(({ label, value }) => ({
          name: beginningOf(escapeDiscord(label), NAME),
          value: beginningOf(escapeDiscord(value), room),
          inline: value.length < 40,
        })),
        // Discord renders no markdown in a footer.
        footer: { text: `${beginningOf(businessName, FOOTER - id.length - 3)} · ${id}` },
      },
    ],
  };
}

/** Those that there is room for. */
function fittingLinks(actions: readonly Action[]): string[] {
  let left = LINKS;
  return actions.flatMap(({ label, url }) => {
    const link = `[${escapeDiscord(label)}](${url})`;
    if (link.length >= left) return [];
    left -= link.length + 1;
    return [link];
  });
}

/** Discord removes a backslash before punctuation. Escaped, a URL in a name is no link either. */
function escapeDiscord(text: string): string {
  return text.replace(/[\\*_~`|>#[\]()<@-]/g, '\\$&').replaceAll('://', ':\\/\\/');
}

/** The user's code may allow mentions; by default, text of a payload must not mention everybody. */
function withoutPings(payload: unknown): unknown {
  const isObject = typeof payload === 'object' && payload !== null && !Array.isArray(payload);
  return isObject ? { allowed_mentions: NO_PINGS, ...payload } : payload;
}

/** Only with `wait=true` does Discord report whether it stored the message. */
export function answering(hook: string): string {
  const url = new URL(hook);
  // The name that Discord had until 2020, which many guides still show.
  url.hostname = url.hostname.replace(/(^|\.)discordapp\.com$/, '$1discord.com');
  url.searchParams.set('wait', 'true');
  return url.toString();
}

/** Guides to other services have people add `/slack` or `/github` to a hook, which then takes their messages, and none of Discord's own. */
function takingEmbeds(hook: string): string {
  const url = new URL(hook);
  url.pathname = url.pathname.replace(/\/(slack|github)\/?$/, '');
  return url.toString();
}

// Discord's codes for a hook that will never work again: unknown webhook, invalid webhook token.
const HOOK_IS_GONE: readonly unknown[] = [10_015, 50_027];

function judgeAnswer(answer: OutboundResponse): ChannelReceipt {
  const said = jsonOf(answer.body);
  const { retry_after: seconds, id, code } = said;
  const wish =
    typeof seconds === 'number' && seconds >= 0 ? retryAfterMs(String(Math.ceil(seconds)), 0) : wishOf(answer);
  const receipt = usualReceipt('DISCORD', answer, wish);
  if (receipt)
    return typeof id === 'string'
      ? { ...receipt, detail: makeReason('CARRIER_MESSAGE_ID', { id: id.slice(0, 40) }) }
      : receipt;
  if (HOOK_IS_GONE.includes(code)) throw refusal('DISCORD', answer, 'HOOK_GONE', true);
  throw refusal('DISCORD', answer);
}

function jsonOf(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
