/** The record behind the button of a message: what happened, its dispute with deadline and ladder, who was told, and when. */
import { escapeHtml } from '../../channels/rendering/html.js';
import { bdiOf, composedLine, oneLine } from '../../channels/rendering/one-line.js';
import type { Formatter } from '../../i18n/formatter.js';
import { channelLabel, codeText, eventTypeName } from '../../i18n/labels.js';
import type { MessageKey } from '../../i18n/messages.js';
import type { DeliveryRecord, DisputeRecord, EventRecord, ReminderRecord, TimelineRecord } from './event-record.js';
import { type LinkPage, tableOf } from './page.js';

const SIGN_OUT = `document.getElementById('sign-out').addEventListener('click', async () => {
  await fetch('/session', { method: 'DELETE' });
  location.replace(location.pathname);
});`;

export function eventPage(event: EventRecord, formatter: Formatter): LinkPage {
  const say = (key: MessageKey) => escapeHtml(formatter.text(key));
  const { dispute, payload } = event;
  const notes = [event.test ? formatter.text('eventPage.test') : null, event.unreadable, event.statusReason];
  const body = [
    `<p class="business">${escapeHtml(eventTypeName(formatter, event.type) ?? oneLine(event.type))}</p>`,
    `<h1>${lineOf(event.summary)}</h1>`,
    ...notes.flatMap((note) => (note ? [`<p class="note">${lineOf(note)}</p>`] : [])),
    definitions(rowsOf(event, formatter), formatter),
    dispute ? disputeOf(dispute, formatter) : '',
    `<h2>${say('eventPage.told')}</h2>`,
    deliveriesOf(event, formatter),
    `<h2>${say('eventPage.timeline')}</h2>`,
    `<ol>${event.timeline.map((entry) => entryOf(entry, formatter)).join('')}</ol>`,
    payload === undefined
      ? ''
      : `<details><summary>${say('eventPage.payload')}</summary><pre>${escapeHtml(JSON.stringify(payload, null, 2))}</pre></details>`,
    `<footer class="dim"><button class="quiet" id="sign-out" type="button">${say('eventPage.signOut')}</button></footer>`,
  ].join('\n');
  return { locale: formatter.locale, title: composedLine(event.summary), body, wide: true, script: SIGN_OUT };
}

/** Text of ours that holds text of others, as markup. */
const lineOf = (text: string) => bdiOf(escapeHtml(composedLine(text)));

/** A label, and markup; null: there is nothing to say. */
type Row = [label: MessageKey, value: string | null];

const definitions = (rows: readonly Row[], formatter: Formatter) =>
  `<dl>${rows
    .flatMap(([label, value]) => (value ? [`<dt>${escapeHtml(formatter.text(label))}</dt><dd>${value}</dd>`] : []))
    .join('')}</dl>`;

function rowsOf(event: EventRecord, formatter: Formatter): Row[] {
  const status = formatter.find(`eventPage.status.${event.status}`) ?? event.status;
  return [
    ['eventPage.state', escapeHtml(status)],
    ['eventPage.happened', momentOf(event.occurredAt, formatter)],
    ['eventPage.received', momentOf(event.receivedAt, formatter)],
    ['fact.account', event.account && escapeHtml(oneLine(event.account))],
    ['eventPage.atProvider', linkOf(event.providerUrl, oneLine(event.externalId))],
    ['eventPage.run', linkOf(event.workflowUrl, event.id)],
  ];
}

const momentOf = (at: string, formatter: Formatter) =>
  `<time datetime="${escapeHtml(at)}">${escapeHtml(formatter.moment(at))}</time>`;

const linkOf = (url: string | null | undefined, text: string) =>
  url ? `<a href="${escapeHtml(url)}">${escapeHtml(text)}</a>` : null;

function disputeOf(dispute: DisputeRecord, formatter: Formatter): string {
  const by = (at: string | null, who: string | null) =>
    at && escapeHtml(formatter.text('evidence.atBy', { at: formatter.moment(at), by: who && oneLine(who) }));
  const rows: Row[] = [
    ['fact.dispute', escapeHtml(oneLine(dispute.externalId))],
    ['eventPage.atProvider', linkOf(dispute.providerUrl, oneLine(dispute.externalId))],
    ['fact.stage', escapeHtml(codeText(formatter, dispute.stage))],
    ['evidence.state', escapeHtml(formatter.find(`dispute.state.${dispute.state}`) ?? dispute.state)],
    ['fact.respondBy', deadlineOf(dispute, formatter)],
    ['evidence.acknowledged', by(dispute.acknowledgedAt, dispute.acknowledgedBy)],
    ['evidence.responded', by(dispute.respondedAt, dispute.respondedBy)],
    ['eventPage.run', linkOf(dispute.workflowUrl, dispute.externalId)],
  ];
  const heading = escapeHtml(formatter.text('fact.dispute'));
  return `<h2>${heading}</h2>${definitions(rows, formatter)}${remindersOf(dispute.reminders, formatter)}`;
}

function deadlineOf({ respondBy, respondBySource, overdue }: DisputeRecord, formatter: Formatter): string {
  if (!respondBy) return escapeHtml(formatter.text('evidence.noResponsePossible'));
  const remarks = [
    ...(respondBySource === 'ESTIMATED' ? [formatter.text('message.estimated')] : []),
    ...(overdue ? [formatter.text('message.past')] : []),
  ];
  const at = momentOf(respondBy, formatter);
  return remarks.length > 0 ? `${at} (${escapeHtml(remarks.join(', '))})` : at;
}

function remindersOf(reminders: readonly ReminderRecord[], formatter: Formatter): string {
  if (reminders.length === 0) return '';
  const rows = reminders.map((reminder) => [
    momentOf(reminder.dueAt, formatter),
    escapeHtml(formatter.list((reminder.roles ?? []).map((role) => formatter.text(`role.${role}.label`)))),
    escapeHtml(reminderText(reminder, formatter)),
  ]);
  const columns = ['evidence.due', 'evidence.who', 'evidence.outcome'] as const;
  return `<h3>${escapeHtml(formatter.text('evidence.reminders'))}</h3>${tableOf(columns, rows, formatter, true)}`;
}

function reminderText({ state, sentAt, deliveries }: ReminderRecord, formatter: Formatter): string {
  if (state === 'TO_COME') return formatter.text('eventPage.toCome');
  if (sentAt) return formatter.text('eventPage.sentTo', { at: formatter.moment(sentAt), count: deliveries });
  return formatter.find(`evidence.notSent.${state}`) ?? formatter.text('evidence.notSent.UNKNOWN');
}

const LEFT_OUT: ReadonlySet<string> = new Set(['SKIPPED', 'SUPERSEDED']);

function deliveriesOf({ deliveries: { edges, pageInfo } }: EventRecord, formatter: Formatter): string {
  const all = edges.map(({ node }) => node);
  const [told, leftOut] = [false, true].map((out) => all.filter(({ status }) => LEFT_OUT.has(status) === out));
  const table = (some: readonly DeliveryRecord[] = []) => {
    const columns = ['evidence.who', 'evidence.channel', 'evidence.outcome'] as const;
    return tableOf(
      columns,
      some.map((delivery) => deliveryOf(delivery, formatter)),
      formatter,
      true,
    );
  };
  const more = pageInfo.hasNextPage ? `<p class="dim">${escapeHtml(formatter.text('eventPage.more'))}</p>` : '';
  const nobody = `<p class="dim">${escapeHtml(formatter.text('evidence.notTold'))}</p>`;
  const count = leftOut?.length ?? 0;
  const summary = escapeHtml(formatter.text('timeline.NOT_TOLD', { count }));
  const others = count > 0 ? `<details><summary>${summary}</summary>${table(leftOut)}</details>` : '';
  return `${told?.length ? table(told) : nobody}${others}${more}`;
}

function deliveryOf({ to, channel, status, because, reason }: DeliveryRecord, formatter: Formatter): string[] {
  const outcome = formatter.find(`delivery.status.${status}`) ?? status;
  const why = reason ?? because;
  return [
    escapeHtml(oneLine(to)),
    escapeHtml(channelLabel(formatter, channel)),
    why ? `${escapeHtml(outcome)}<br><span class="dim">${lineOf(why)}</span>` : escapeHtml(outcome),
  ];
}

function entryOf({ at, text, folded }: TimelineRecord, formatter: Formatter): string {
  const line = lineOf(text);
  const lines = folded.map((one) => `<li>${lineOf(one.text)}</li>`).join('');
  const shown = folded.length > 0 ? `<details><summary>${line}</summary><ol>${lines}</ol></details>` : line;
  return `<li>${momentOf(at, formatter)}${shown}</li>`;
}
