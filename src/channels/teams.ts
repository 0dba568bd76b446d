/**
 * Microsoft Teams by the webhook of a Workflow: the user's own transformation, or an Adaptive Card of ours. It knows no
 * idempotency key, so a second send may show twice.
 * https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook
 */
import type { Severity } from '../domain/vocabulary.js';
import { beginningOf } from '../i18n/graphemes.js';
import { labelled } from '../i18n/labels.js';
import type { OutboundResponse } from '../platform/outbound/http.js';
import type { Channel, ChannelReceipt, HookAddresses, OutgoingDelivery } from './channel.js';
import { CHAT_FIELDS, type Chat, sendToChat } from './chat.js';
import { answerExcerpt, refusal, usualReceipt } from './post.js';

const chat: Chat = { carrier: 'TEAMS', message: teamsMessage, judgeAnswer };

const HOOKS: HookAddresses = {
  host: /(^|\.)(webhook\.office\.com|logic\.azure\.(com|us|cn)|api\.powerplatform\.(com|us|cn)|teams\.(microsoft\.com|cloud\.microsoft|live\.com))$/,
  takes: ({ hostname }) => !/^teams\./.test(hostname),
  beginning: 'https://….api.powerplatform.com/powerautomate/…',
};

export const teams = {
  channel: 'TEAMS',
  personal: false,
  rings: false,
  fields: CHAT_FIELDS,
  hooks: HOOKS,
  gathers: true,
  retry: 'repeatable',
  parallel: 1,
  send: (delivery, context) => sendToChat(chat, delivery, context),
} as const satisfies Channel;

const COLORS: Record<Severity, string> = { INFO: 'Good', WARNING: 'Warning', CRITICAL: 'Attention' };

// Teams takes 28 KB as UTF-8: a third of that many characters, and room for what stands around them.
const MOST_ROWS = 25;
const TITLE = 256;
const TEXT = 1_500;
const LABEL = 40;
const ALL_VALUES = 3_000;

function teamsMessage({ texts, link, businessName, id, formatter, actions = [] }: OutgoingDelivery) {
  const rows = texts.rows.slice(0, MOST_ROWS);
  const room = Math.floor(ALL_VALUES / Math.max(1, rows.length));
  const text = [texts.body, texts.action].filter((words) => words !== null).join('\n');
  const title = { size: 'Large', weight: 'Bolder', color: COLORS[texts.severity] };
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [
      block(textRun(beginningOf(texts.title, TITLE), title)),
      block(textRun(beginningOf(text, TEXT))),
      ...rows.map(({ label, value }) =>
        block(
          textRun(labelled(formatter, beginningOf(label, LABEL), ''), { weight: 'Bolder' }),
          textRun(beginningOf(value, room)),
        ),
      ),
      block(textRun(`${beginningOf(businessName, TITLE)} · ${id}`, { isSubtle: true, size: 'Small' })),
    ],
    actions: [...actions, { label: formatter.text('message.open'), url: link }].map(({ label, url }) => ({
      type: 'Action.OpenUrl',
      title: label,
      url,
    })),
  };
  const contentType = 'application/vnd.microsoft.card.adaptive';
  return { type: 'message', attachments: [{ contentType, contentUrl: null, content }] };
}

/** Text runs know no markdown, so nothing in a payload can be a link, a mention or a style: there is nothing to escape. */
const textRun = (text: string, style: object = {}) => ({ type: 'TextRun', text, ...style });
const block = (...inlines: object[]) => ({ type: 'RichTextBlock', inlines });

/** Connectors of old answer 200 whatever became of the message, and say so in words only (msteams-docs#400, #7425). */
const FAILED_BEHIND = /endpoint returned HTTP error (\d{3})/;

function judgeAnswer(answer: OutboundResponse): ChannelReceipt {
  const behind = Number(FAILED_BEHIND.exec(answer.body)?.[1] ?? Number.NaN);
  const status = answer.status === 200 && behind >= 400 ? behind : answer.status;
  const meant = { ...answer, status };
  const receipt = usualReceipt('TEAMS', meant);
  if (receipt) return receipt;
  const dead = status === 410 || (status === 404 && /WorkflowNotFound/.test(answerExcerpt(answer)));
  throw dead ? refusal('TEAMS', meant, 'WORKFLOW_GONE', true) : refusal('TEAMS', meant);
}
