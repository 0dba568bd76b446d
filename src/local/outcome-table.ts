/** A table of what became of events: event → who → channel → outcome → why. */
import type { DataSource } from 'typeorm';
import { In } from 'typeorm';
import { Delivery } from '../core/delivery/delivery.entity.js';
import { Event } from '../core/ingest/event.entity.js';
import { makeReason, type Reason } from '../domain/reasons.js';
import { ENGLISH } from '../i18n/labels.js';
import { reasonText } from '../i18n/reason-text.js';

const LOOK_EVERY_MS = 100;
const OPEN = ['RECEIVED', 'PROCESSING'];

/** Waits until the events are done, or the moment has come: where a carrier is away, messages wait for it for a day. */
export async function awaitEnd(dataSource: DataSource, eventIds: string[], until: number): Promise<void> {
  while (Date.now() < until) {
    const open = await dataSource.getRepository(Event).countBy({ id: In(eventIds), status: In(OPEN) });
    if (open === 0) break;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** A row per delivery; those not told, for one reason, share one. */
export async function outcomeTable(dataSource: DataSource, eventIds: string[]): Promise<string> {
  const events = await dataSource.getRepository(Event).find({ where: { id: In(eventIds) }, order: { id: 'ASC' } });
  const deliveries = await dataSource
    .getRepository(Delivery)
    .find({ where: { eventId: In(eventIds) }, order: { id: 'ASC' } });
  const rows = events.flatMap((event) =>
    outcomeRows(
      event,
      deliveries.filter((delivery) => delivery.eventId === event.id),
    ),
  );
  return drawTable([['event', 'who', 'channel', 'outcome', 'why'], ...rows]);
}

function outcomeRows(event: Event, deliveries: Delivery[]): string[][] {
  if (deliveries.length === 0 && OPEN.includes(event.status))
    return [[event.type, '—', '—', event.status, 'not planned yet']];
  if (deliveries.length === 0)
    return [[event.type, '—', '—', event.status, englishReason(event.statusReason ?? makeReason('NOBODY_ASKED'))]];
  const told = deliveries.filter((delivery) => delivery.status !== 'SKIPPED');
  const rows = told.map((delivery) => [
    delivery.sentTo,
    delivery.channel,
    delivery.status,
    englishReason(delivery.reason ?? delivery.because),
  ]);
  const skipped = new Map<string, number>();
  for (const { status, because } of deliveries)
    if (status === 'SKIPPED') skipped.set(englishReason(because), (skipped.get(englishReason(because)) ?? 0) + 1);
  const others = [...skipped].map(([because, count]) => [`and ${count} not told`, '', 'SKIPPED', because]);
  return [...rows, ...others].map((row, i) => [i === 0 ? event.type : '', ...row]);
}

const englishReason = (reason: Reason) => reasonText(ENGLISH, reason);

function drawTable(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const line = (row: string[]) =>
    `  ${row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()}`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => '─'.repeat(width))), ...body.map(line)].join('\n');
}
