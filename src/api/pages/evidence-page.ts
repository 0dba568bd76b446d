/** The evidence pack on paper: A4, black on white, nothing that needs a screen, in the language of who opens it. */
import { escapeHtml } from '../../channels/rendering/html.js';
import { oneLine } from '../../channels/rendering/one-line.js';
import type { Formatter } from '../../i18n/formatter.js';
import { channelLabel, joined, labelled, remarked } from '../../i18n/labels.js';
import type { MessageKey } from '../../i18n/messages.js';
import type { EvidencePack } from '../disputes/evidence.js';
import { definitionList, type LinkPage, tableOf } from './page.js';

type PackEvent = EvidencePack['events'][number];
type PackDelivery = PackEvent['deliveries'][number];

export function evidencePage(pack: EvidencePack, formatter: Formatter): LinkPage {
  const { dispute } = pack;
  const title = formatter.text('evidence.title', { dispute: oneLine(dispute.externalId) });
  const say = (key: MessageKey) => escapeHtml(formatter.text(key));
  const footer = formatter.text('evidence.footer', { at: toSecond(pack.generatedAt), dispute: dispute.id });
  const body = [
    `<p class="business">${escapeHtml(oneLine(pack.business))}</p><h1>${escapeHtml(title)}</h1>`,
    definitionList(evidenceSummary(pack, formatter)),
    `<h2>${say('evidence.events')}</h2>`,
    pack.events.map((event) => eventSection(event, formatter)).join('') || `<p>${say('evidence.noEvents')}</p>`,
    `<h2>${say('evidence.reminders')}</h2>`,
    remindersOf(pack, formatter),
    `<footer class="dim">${escapeHtml(footer)}</footer>`,
  ].join('\n');
  return { locale: formatter.locale, title, body, wide: true };
}

function evidenceSummary(
  { dispute, linksUsed }: EvidencePack,
  formatter: Formatter,
): { label: string; value: string }[] {
  const { amount, currency } = dispute;
  const respondBy = dispute.respondBy && toSecond(dispute.respondBy);
  const estimated = respondBy && dispute.respondByEstimated;
  const acted = (at: string | null, by: string | null) =>
    at
      ? formatter.text('evidence.atBy', { at: toSecond(at), by: by && oneLine(by) })
      : formatter.text('evidence.nobody');
  const used = linksUsed.map(({ at, act }) => {
    const moment = toSecond(at);
    return formatter.find(`evidence.link.${act}`, { at: moment }) ?? `${act} ${moment}`;
  });
  const rows: [MessageKey, string | null][] = [
    ['fact.stage', dispute.stageText],
    ['evidence.state', formatter.text(`dispute.state.${dispute.state}`)],
    ['fact.amount', amount && currency ? formatter.money(amount, currency) : null],
    ['evidence.reason', dispute.reasonText],
    ['fact.payment', dispute.paymentId && oneLine(dispute.paymentId)],
    ['evidence.opened', toSecond(dispute.openedAt)],
    [
      'fact.respondBy',
      (estimated ? remarked(formatter, respondBy, formatter.text('message.estimated')) : respondBy) ??
        formatter.text('evidence.noResponsePossible'),
    ],
    ['evidence.firstAcknowledged', dispute.firstAcknowledgedAt && toSecond(dispute.firstAcknowledgedAt)],
    ['evidence.acknowledged', acted(dispute.acknowledgedAt, dispute.acknowledgedBy)],
    ['evidence.responded', acted(dispute.answeredAt, dispute.respondedBy)],
    ['evidence.linksUsed', used.length > 0 ? joined(formatter, used) : null],
  ];
  return rows.flatMap(([key, value]) => (value ? [{ label: formatter.text(key), value }] : []));
}

function eventSection(event: PackEvent, formatter: Formatter): string {
  const about = formatter.text('evidence.event', {
    type: oneLine(event.typeName),
    occurredAt: toSecond(event.occurredAt),
    by: event.by && oneLine(event.by),
    receivedAt: toSecond(event.receivedAt),
  });
  const head = `<h3>${escapeHtml(oneLine(event.title))}</h3><p class="dim">${escapeHtml(about)}</p>`;
  if (event.deliveries.length === 0)
    return `${head}<p class="dim">${escapeHtml(formatter.text('evidence.notTold'))}</p>`;
  const columns: MessageKey[] = [
    'evidence.who',
    'evidence.channel',
    'evidence.when',
    'evidence.outcome',
    'evidence.attempts',
  ];
  const rows = event.deliveries.map((delivery) => deliveryCells(delivery, formatter));
  return head + tableOf(columns, rows, formatter);
}

/** A row of cells. */
function deliveryCells(delivery: PackDelivery, formatter: Formatter): string[] {
  // In the app it is the person themselves; an address is best broken before its domain.
  const names = [...new Set([delivery.person, delivery.to])].flatMap((name) => (name ? escapeHtml(oneLine(name)) : []));
  const who = names.map((name) => name.replace('@', '<wbr>@'));
  const status = formatter.find(`delivery.status.${delivery.status}`) ?? delivery.status;
  const outcome = delivery.readAt ? formatter.text('evidence.read', { status, at: toSecond(delivery.readAt) }) : status;
  return [
    who.join('<br>'),
    escapeHtml(channelLabel(formatter, delivery.channel)),
    when(delivery.settledAt ?? delivery.createdAt),
    `${escapeHtml(outcome)}<br><span class="dim">${escapeHtml(oneLine(delivery.reason))}</span>`,
    delivery.attempts.map((attempt) => attemptLine(attempt, formatter)).join('<br>'),
  ];
}

function attemptLine(attempt: PackDelivery['attempts'][number], formatter: Formatter): string {
  const { number, at, outcome, statusCode, receipt } = attempt;
  const said = formatter.find(`attempt.outcome.${outcome}`) ?? outcome;
  const code = statusCode === null ? '' : ` ${statusCode}`;
  const outcomes = joined(formatter, [`${said}${code}`, ...(receipt ? [oneLine(receipt)] : [])]);
  return escapeHtml(labelled(formatter, `${number}. ${toSecond(at)}`, outcomes));
}

function remindersOf({ reminders }: EvidencePack, formatter: Formatter): string {
  if (reminders.length === 0) return `<p class="dim">${escapeHtml(formatter.text('evidence.noReminders'))}</p>`;
  const rows = reminders.map(({ dueAt, level, sentAt, skipped }) => {
    const notSent = formatter.find(`evidence.notSent.${skipped}`) ?? formatter.text('evidence.notSent.UNKNOWN');
    return [when(dueAt), String(level), sentAt ? when(sentAt) : escapeHtml(notSent)];
  });
  return tableOf(['evidence.due', 'fact.level', 'evidence.sent'], rows, formatter);
}

/** The same in every language: what is filed must not be read in two ways. */
function toSecond(at: string): string {
  return `${at.slice(0, 19).replace('T', ' ')} UTC`;
}

const when = (at: string) => `<time datetime="${escapeHtml(at)}">${escapeHtml(toSecond(at))}</time>`;
