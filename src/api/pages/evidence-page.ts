/** The evidence pack on paper: A4, black on white, nothing that needs a screen. English, as the providers' own forms are. */
import { escapeHtml } from '../../channels/rendering/html.js';
import { oneLine } from '../../channels/rendering/texts.js';
import { STATE_WORDS } from '../../domain/answer-words.js';
import { formatMoney } from '../../domain/money.js';
import type { EvidencePack } from '../disputes/evidence.js';
import { type LinkPage, listOf } from './page.js';

export function evidencePage(pack: EvidencePack): LinkPage {
  const { dispute } = pack;
  const title = `Evidence pack: dispute ${oneLine(dispute.externalId)}`;
  const body = [
    `<p class="business">${escapeHtml(oneLine(pack.business))}</p><h1>${escapeHtml(title)}</h1>`,
    listOf(summaryOf(pack)),
    '<h2>What happened, and who was told</h2>',
    pack.events.map(eventOf).join('') || '<p>Nothing is kept of it any more.</p>',
    '<h2>Reminders</h2>',
    remindersOf(pack),
    `<footer class="dim">Made by Tocsin on ${when(pack.generatedAt)} from its ledger; all times are UTC. Dispute ${dispute.id}.</footer>`,
  ].join('\n');
  return { locale: 'en', title, body, wide: true };
}

function summaryOf({ dispute, linksUsed }: EvidencePack): { label: string; value: string }[] {
  const estimated = dispute.respondByEstimated ? ' (estimated)' : '';
  const acted = (at: string | null, by: string | null) =>
    at ? `${plain(at)}${by ? `, by ${oneLine(by)}` : ''}` : 'nobody';
  const rows: [string, string | null][] = [
    ['Stage', dispute.stage],
    ['State', STATE_WORDS[dispute.state].en],
    ['Amount', dispute.amount && dispute.currency ? formatMoney(dispute.amount, dispute.currency, 'en') : null],
    ['Reason given', dispute.reason && oneLine(dispute.reason)],
    ['Payment', dispute.paymentId && oneLine(dispute.paymentId)],
    ['Opened', plain(dispute.openedAt)],
    ['Answer due', dispute.respondBy ? plain(dispute.respondBy) + estimated : 'no answer possible'],
    ['First taken', dispute.firstAcknowledgedAt && plain(dispute.firstAcknowledgedAt)],
    ['Taken', acted(dispute.acknowledgedAt, dispute.acknowledgedBy)],
    ['Answer filed', acted(dispute.answeredAt, dispute.respondedBy)],
    [
      'By links in messages',
      linksUsed.length > 0 ? linksUsed.map(({ at, act }) => `${ACTS[act] ?? act} ${plain(at)}`).join('; ') : null,
    ],
  ];
  return rows.flatMap(([label, value]) => (value ? [{ label, value }] : []));
}

function eventOf({ title, type, occurredAt, receivedAt, deliveries, by }: EvidencePack['events'][number]): string {
  const who = by ? ` by ${escapeHtml(oneLine(by))}` : '';
  const rows = deliveries.flatMap((delivery) => {
    const who = [delivery.person, delivery.to].flatMap((name) => (name ? escapeHtml(oneLine(name)) : []));
    const first = `<td>${who.join('<br>')}</td><td>${escapeHtml(delivery.channel)}</td>`;
    const read = delivery.readAt ? `, read ${when(delivery.readAt)}` : '';
    const end = `<td>${escapeHtml(delivery.status)}${read}<br><span class="dim">${escapeHtml(oneLine(delivery.reason))}</span></td>`;
    return `<tr>${first}<td>${when(delivery.settledAt ?? delivery.createdAt)}</td>${end}<td>${delivery.attempts.map(attemptOf).join('<br>')}</td></tr>`;
  });
  const table =
    rows.length > 0
      ? `<table><thead><tr><th>Who</th><th>Channel</th><th>When</th><th>Outcome</th><th>Tries and receipts</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
      : '<p class="dim">Nobody was told of it.</p>';
  return `<h3>${escapeHtml(oneLine(title))}</h3><p class="dim">${escapeHtml(oneLine(type))}, happened ${when(occurredAt)}${who}, received ${when(receivedAt)}</p>${table}`;
}

function attemptOf({
  number,
  at,
  outcome,
  statusCode,
  receipt,
}: EvidencePack['events'][number]['deliveries'][number]['attempts'][number]) {
  const code = statusCode === null ? '' : ` ${statusCode}`;
  return escapeHtml(`${number}. ${plain(at)}: ${outcome}${code}${receipt ? `, ${oneLine(receipt)}` : ''}`);
}

function remindersOf({ reminders }: EvidencePack): string {
  if (reminders.length === 0) return '<p class="dim">None was due yet.</p>';
  const rows = reminders.map(
    ({ dueAt, level, sentAt, skipped }) =>
      `<tr><td>${when(dueAt)}</td><td>${level}</td><td>${sentAt ? when(sentAt) : escapeHtml(`not sent: ${(skipped ?? 'unknown').toLowerCase()}`)}</td></tr>`,
  );
  return `<table><thead><tr><th>Due</th><th>Level</th><th>Sent</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

const ACTS: Record<string, string> = { ACKNOWLEDGE: 'taken', RESPOND: 'answered' };

/** A moment to the second. */
function plain(at: string): string {
  return `${at.slice(0, 19).replace('T', ' ')} UTC`;
}

const when = (at: string) => `<time datetime="${escapeHtml(at)}">${escapeHtml(plain(at))}</time>`;
