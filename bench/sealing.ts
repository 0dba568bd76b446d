/**
 * What it costs to seal bodies at rest: the same webhooks into the inbox as they came, in a column that PostgreSQL compresses,
 * and sealed, in turns, so that both have the same machine. `npm run bench:sealing`; see bench/README.md.
 */
import type { DataSource } from 'typeorm';
import { createDataSource } from '../src/core/data-source.js';
import { Inbox } from '../src/core/ingest/inbox.js';
import { newId } from '../src/platform/new-id.js';
import { SecretBox } from '../src/platform/secrets/secret-box.js';
import { sample } from '../test/sources/sample-bodies.js';
import { addBusiness, createDatabase } from '../test/support/database.js';
import { FAILED_PAYMENT } from '../test/support/deliveries.js';
import { runWithServers } from './measurement.js';

const ROUNDS = 40;
/** At once, as a burst comes. */
const WEBHOOKS = 250;
/** Of Dodo Payments; text of one letter would be compressed to nothing. */
const paid = sample('dodo.payment.succeeded');
const BODIES = {
  'one payment': Buffer.from(JSON.stringify(paid)),
  'eight of them in one body': Buffer.from(JSON.stringify({ ...paid, carts: Array.from({ length: 8 }, () => paid) })),
};

/** Seals nothing: bodies stand as they did before. */
class OpenBox extends SecretBox {
  override sealBytes(body: Buffer): Buffer {
    return body;
  }
}

const WAYS = ['plain', 'sealed'] as const;
type How = (typeof WAYS)[number];

/** Milliseconds. */
async function burst(inbox: Inbox, ids: { businessId: string; sourceId: string }, body: Buffer): Promise<number> {
  const begun = performance.now();
  const webhook = () => ({
    ...{ ...ids, externalId: newId('event'), receivedAt: new Date() },
    event: FAILED_PAYMENT,
    body,
  });
  await Promise.all(Array.from({ length: WEBHOOKS }, () => inbox.add(webhook())));
  return performance.now() - begun;
}

const median = (all: number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] as number;

async function measure(): Promise<void> {
  const { dataSource, url, drop } = await createDatabase();
  const before = await createDatabase();
  await before.dataSource.query('ALTER TABLE inbox ALTER COLUMN body SET STORAGE EXTENDED');
  const open = await createDataSource(before.url, 10, new OpenBox(SecretBox.newRing())).initialize();
  const sealing = await createDataSource(url, 10, new SecretBox(SecretBox.newRing())).initialize();
  const inboxOf = (source: DataSource) => new Inbox(source, { hasRoom: () => false, nudge: () => undefined });
  const inboxes: Record<How, Inbox> = { plain: inboxOf(open), sealed: inboxOf(sealing) };
  const ids = { businessId: await addBusiness(dataSource), sourceId: newId('source') };
  for (const [name, body] of Object.entries(BODIES)) {
    const times: Record<How, number[]> = { plain: [], sealed: [] };
    for (let round = 0; round < ROUNDS + 2; round++)
      for (const how of round % 2 ? WAYS : WAYS.toReversed()) {
        const ms = await burst(inboxes[how], ids, body);
        // The first ones warm up.
        if (round >= 2) times[how].push(ms);
      }
    for (const how of WAYS)
      console.log(
        `${name} (${body.length} bytes), ${how}: ${median(times[how]).toFixed(1)} ms for ${WEBHOOKS} webhooks, ${(median(times[how]) / median(times.plain)).toFixed(2)} × plain`,
      );
  }
  await Promise.all([open.destroy(), sealing.destroy()]);
  await Promise.all([drop(), before.drop()]);
}

await runWithServers(measure);
