/** The checker of bench/ledger-check.ts finds what is lost and what is doubled: one that finds nothing would prove nothing. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Accepted, Moments, Received } from '../../bench/ledger-check.js';
import { newId } from '../../src/platform/new-id.js';
import { addBusiness, addPerson, createDatabase, type TestDatabase } from '../support/database.js';
import { addEvent, planned } from '../support/deliveries.js';
import { makeDataFolder } from '../support/folders.js';
import { startProcess } from '../support/processes.js';

const CHECKER = fileURLToPath(new URL('../../bench/ledger-check.js', import.meta.url));
const now = () => new Date().toISOString();

let database: TestDatabase;
let folder: string;
let eventId: string;
let mail: Received;

beforeAll(async () => {
  [database, folder] = [await createDatabase(), await makeDataFolder('ledger-check')];
  const { dataSource } = database;
  const businessId = await addBusiness(dataSource);
  await addPerson(dataSource, businessId);
  eventId = await addEvent(dataSource, businessId, { type: 'payment.failed' });
  await planned(dataSource, [eventId]);
  const sent = `UPDATE deliveries SET status = 'SENT', settled_at = now() WHERE channel = 'EMAIL' RETURNING id`;
  const [[{ id }]] = await dataSource.query(sent);
  await dataSource.query("UPDATE events SET status = 'PROCESSED'");
  mail = { at: now(), channel: 'EMAIL', key: `<${id}@tocsin>`, to: 'ada@team.example', eventId, fact: null };
});

afterAll(async () => {
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

/** The lines that fail. */
async function failures(accepted: Accepted[], received: Received[]): Promise<string[]> {
  const moments: Moments = { restoredTo: null, broken: now(), back: now() };
  const lines = (rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  await writeFile(join(folder, 'accepted.jsonl'), lines(accepted));
  await writeFile(join(folder, 'received.jsonl'), lines(received));
  await writeFile(join(folder, 'moments.json'), JSON.stringify(moments));
  const { ended, output } = startProcess([CHECKER, '--database', database.url, '--logs', folder], {});
  const code = await ended;
  const failed = output()
    .split('\n')
    .flatMap((line) => /^\| (.*?) +\| +\d+ \| FAIL \|$/.exec(line)?.[1] ?? []);
  expect(code).toBe(failed.length > 0 ? 1 : 0);
  return failed;
}

const accepted = (id: string): Accepted => ({ at: now(), eventId: id, fact: `payment.failed ${id}`, listed: false });

it('finds nothing where all is well', async () => {
  expect(await failures([accepted(eventId)], [mail])).toEqual([]);
});

it('finds what was accepted and is nowhere', async () => {
  expect(await failures([accepted(eventId), accepted(newId('event'))], [mail])).toEqual(['lost']);
});

it('finds what the ledger says and no carrier got, and what a carrier got and no ledger says', async () => {
  const strange = { ...mail, key: `<${newId('delivery')}@tocsin>` };
  expect(await failures([accepted(eventId)], [strange])).toEqual([
    'told as sent, and nobody got it',
    'came, and the ledger knows nothing of it',
  ]);
});

it('finds a mail that came twice unless the ledger says so, and one fact under two ids', async () => {
  const [one, other] = [newId('delivery'), newId('delivery')];
  const hook = (key: string): Received => ({ ...mail, channel: 'WEBHOOK', key, fact: accepted(eventId).fact });
  expect(await failures([accepted(eventId)], [mail, mail, hook(one), hook(other)])).toEqual([
    'doubled on keyed channels: one fact under two ids',
    'came again elsewhere, and the ledger does not say so',
    'came, and the ledger knows nothing of it',
  ]);
  await database.dataSource.query('UPDATE deliveries SET unclear = true');
  expect(await failures([accepted(eventId)], [mail, mail])).toEqual([]);
});

it('finds what should have gone out', async () => {
  await database.dataSource.query(`
    UPDATE deliveries SET status = 'PENDING', settled_at = NULL, created_at = now() - interval '1 minute' WHERE channel = 'EMAIL'`);
  expect(await failures([accepted(eventId)], [mail])).toEqual(['without an end, though it is due']);
});

it('finds events without an end, a webhook that became two, and a dispute that ended otherwise', async () => {
  await database.dataSource.query(`
    UPDATE deliveries SET status = 'SENT', settled_at = now() WHERE channel = 'EMAIL'`);
  const won = { ...accepted(eventId), fact: 'dispute.won dp_1' };
  expect(await failures([accepted(eventId), won], [mail])).toEqual(['that the ledger has in another state']);
  const again = { ...accepted(newId('event')), fact: accepted(eventId).fact };
  expect(await failures([accepted(eventId), again], [mail])).toEqual(['lost', 'one webhook that became two events']);
  await database.dataSource.query(`
    UPDATE events SET status = 'PROCESSING', received_at = now() - interval '1 minute'`);
  expect(await failures([accepted(eventId)], [mail])).toEqual(['events without an end']);
  await database.dataSource.query("UPDATE events SET status = 'PROCESSED'");
});

it('finds what an endpoint never heard of, and what came though the ledger says that it was not sent', async () => {
  await database.dataSource.query("UPDATE deliveries SET channel = 'WEBHOOK' WHERE channel = 'IN_APP'");
  const old = { ...accepted(eventId), at: new Date(Date.now() - 60_000).toISOString() };
  expect(await failures([old], [mail])).toEqual(['accepted, and the endpoint that takes all never heard of it']);
  await database.dataSource.query("UPDATE deliveries SET status = 'FAILED', unclear = false WHERE channel = 'EMAIL'");
  expect(await failures([accepted(eventId)], [mail])).toEqual(['came, and the ledger says that it was not sent']);
});
