/**
 * Whether a mail server that takes mails and never says so keeps anybody else waiting: webhooks and Slack messages of the business whose
 * mails hang and of another one, before, meanwhile (`HUNG_SECONDS`, 600) and afterwards. `npm run bench:hung`; see bench/README.md.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { newId } from '../src/platform/new-id.js';
import { addBusiness, addPerson, addSlack, addSource, createDatabase } from '../test/support/database.js';
import { eventually, type Program, postSigned, startProgram } from '../test/support/program.js';
import { SILENT, startScriptedSmtp } from '../test/support/scripted-smtp.js';
import { startHttpStandIn } from '../test/support/stand-ins.js';
import { addEndpoint } from './carriers.js';
import { runWithServers } from './measurement.js';
import { verdictOf } from './verdict.js';

const HUNG_SECONDS = Number(process.env.HUNG_SECONDS ?? 600);
const QUIET_SECONDS = Number(process.env.QUIET_SECONDS ?? 120);
/** Per business: below what would be a storm in a chat. */
const EVENT_EVERY_MS = 3_000;
/** Each event is so many mails. */
const PEOPLE = 10;
/** A mail waits ten minutes at most, and as long as the queue before it takes. */
const BACK_MS = 15 * 60_000;
const CHANNELS = ['WEBHOOK', 'SLACK'];
const MOST_RATIO = 2;

type Source = { id: string; secret: string; kind: 'GENERIC' };

async function addEndpoints(dataSource: DataSource, businessId: string, url: string): Promise<Source> {
  await addSlack(dataSource, businessId, url);
  await addEndpoint(dataSource, businessId, url);
  return { ...(await addSource(dataSource, businessId, 'GENERIC')), kind: 'GENERIC' };
}

/** As producers do, until it is taken: a busy machine says 503. */
async function sendOne(program: Program, source: Source): Promise<void> {
  const data = { payment_id: newId('event'), total_amount: 2_890, currency: 'USD' };
  while ((await postSigned(program, source, { type: 'payment.failed', data })).status !== 202) await sleep(500);
}

/** Events of both businesses, whatever becomes of the ones before. */
async function sendFor(program: Program, sources: readonly Source[], seconds: number): Promise<[Date, Date]> {
  const begun = new Date();
  for (const until = Date.now() + seconds * 1_000; Date.now() < until; ) {
    for (const source of sources) await sendOne(program, source);
    await sleep(EVENT_EVERY_MS);
  }
  return [begun, new Date()];
}

const TIMES = `
  SELECT extract(epoch FROM coalesce(d.settled_at, now()) - e.received_at)::float * 1000 AS ms
  FROM deliveries d JOIN events e ON e.id = d.event_id WHERE d.channel = $1 AND e.received_at BETWEEN $2 AND $3 ORDER BY 1`;

/** From the webhook that came to the message that was taken, milliseconds; what is still under way counts as long as it has been. */
async function timesOf(dataSource: DataSource, channel: string, phases: [Date, Date][]): Promise<number[]> {
  const rows = await Promise.all(phases.map((phase) => dataSource.query(TIMES, [channel, ...phase])));
  return rows.flat().map(({ ms }: { ms: number }) => ms);
}

async function mailsLeft(dataSource: DataSource): Promise<number> {
  const [{ left }] = await dataSource.query(
    "SELECT count(*)::integer AS left FROM deliveries WHERE channel = 'EMAIL' AND status <> 'SENT'",
  );
  return left;
}

async function measure(): Promise<boolean> {
  const [database, smtp, hook] = await Promise.all([createDatabase(), startScriptedSmtp(), startHttpStandIn()]);
  const { dataSource } = database;
  const [hanging, other] = [await addBusiness(dataSource), await addBusiness(dataSource)];
  for (let number = 0; number < PEOPLE; number++)
    await addPerson(dataSource, hanging, { name: `Ada ${number}`, email: `ada${number}@team.example` });
  const sources = [await addEndpoints(dataSource, hanging, hook.url), await addEndpoints(dataSource, other, hook.url)];
  const program = await startProgram(database, { worker: true, smtpUrl: smtp.url });
  await sendFor(program, sources, 10);
  const before = await sendFor(program, sources, QUIET_SECONDS);
  smtp.script.dot = SILENT;
  const hung = await sendFor(program, sources, HUNG_SECONDS);
  const waiting = await mailsLeft(dataSource);
  smtp.script = {};
  const back = Date.now();
  await eventually('all mails', async () => (await mailsLeft(dataSource)) === 0, BACK_MS);
  console.log(`${waiting} mails waited; all were out ${Math.round((Date.now() - back) / 1_000)} s after it was back.`);
  const after = await sendFor(program, sources, QUIET_SECONDS);
  const rows = [];
  for (const channel of CHANNELS) {
    const [quiet, beside] = [
      await timesOf(dataSource, channel, [before, after]),
      await timesOf(dataSource, channel, [hung]),
    ];
    rows.push({ what: `${channel}, p95`, share: 0.95, quiet, beside, mostRatio: MOST_RATIO });
  }
  await program.stop();
  await Promise.all([smtp.stop(), hook.stop()]);
  await database.drop();
  return verdictOf(rows);
}

await runWithServers(measure);
