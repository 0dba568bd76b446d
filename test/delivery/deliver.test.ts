/** The ledger of sends: what is recorded, and what holds when destinations, processes or PostgreSQL go away in the middle. */

import type { ApplicationFailure } from '@temporalio/activity';
import { createDataSource } from '../../src/core/data-source.js';
import { giveUp } from '../../src/core/delivery/deliver.js';
import type { Chunk } from '../../src/domain/planning/chunks.js';
import { makeReason } from '../../src/domain/reasons.js';
import { addBusiness, addPerson, addSlack, createDatabase, type TestDatabase } from '../support/database.js';
import {
  activityEnvironment,
  addEvent,
  eventRow,
  ledgerOf,
  openSender,
  planned,
  type Sender,
  tryOnce,
} from '../support/deliveries.js';
import { startLossyRelay } from '../support/lossy-relay.js';
import { eventually } from '../support/program.js';
import { readable } from '../support/reasons.js';
import { type ScriptedSmtp, SILENT, startScriptedSmtp } from '../support/scripted-smtp.js';
import { type HttpStandIn, startHttpStandIn } from '../support/stand-ins.js';

let database: TestDatabase;
let smtp: ScriptedSmtp;
let slack: HttpStandIn;
let sender: Sender;
beforeAll(async () => {
  [database, smtp, slack] = await Promise.all([createDatabase(), startScriptedSmtp(), startHttpStandIn()]);
  sender = openSender(database.dataSource, smtp.url);
});
beforeEach(() => {
  smtp.mails.length = 0;
  smtp.reached.length = 0;
  smtp.script = {};
  slack.requests.length = 0;
  slack.answer = (_request, response) => response.end('ok');
});
afterAll(async () => {
  await sender.close();
  await database.drop();
  await smtp.stop();
  await slack.stop();
});

const sql = (text: string, values: unknown[] = []) => database.dataSource.query(text, values);
const slackSays = (code: number, body: string) => {
  slack.answer = (_request, response) => response.writeHead(code).end(body);
};
const failureOf = (sending: Promise<unknown>): Promise<ApplicationFailure> =>
  sending.then(
    () => Promise.reject(new Error('it did not fail')),
    (error: ApplicationFailure) => error,
  );

/** A business with one Slack hook, and one event planned for it. */
async function plannedForSlack(transformation: string | null = null) {
  const { dataSource } = database;
  const businessId = await addBusiness(dataSource);
  const destinationId = await addSlack(dataSource, businessId, `${slack.url}/hook`, transformation);
  const eventId = await addEvent(dataSource, businessId);
  const { chunks } = await planned(dataSource, [eventId]);
  const input = { eventIds: [eventId], chunk: chunks[0] as Chunk };
  const ledger = async () => (await ledgerOf(dataSource, eventId))[0];
  return { businessId, destinationId, eventId, input, ledger };
}

/** As a process leaves it that ends while its first call is under way. */
const interrupt = (eventId: string) =>
  sql('UPDATE deliveries SET sending_at = now(), tries = tries + 1 WHERE event_id = $1', [eventId]);

it('lists the slip in the user’s code also where Slack refuses what went out instead', async () => {
  const { input, ledger, destinationId } = await plannedForSlack('function handler() { throw new Error("slip") }');
  slackSays(404, 'no_service');
  await tryOnce(sender, input);
  expect(await ledger()).toMatchObject({ status: 'FAILED' });
  const failures = await sql('SELECT reason, line FROM transformation_failures WHERE destination_id = $1', [
    destinationId,
  ]);
  expect(readable(failures)).toEqual([{ reason: expect.stringContaining('slip'), line: 1 }]);
});

it.each(['', 'x'])('records an answer of emojis that is cut in the middle of one, after %j', async (begin) => {
  const { input, ledger, eventId } = await plannedForSlack();
  slackSays(400, `${begin}\0${'🙈'.repeat(1_000)}`);
  await tryOnce(sender, input);
  expect(await ledger()).toMatchObject({ status: 'FAILED', reason: expect.stringContaining('🙈') });
  expect(await eventRow(database.dataSource, eventId)).toMatchObject({ status: 'PROCESSED', open: 0 });
});

describe('what goes away between plan and send', () => {
  it('gets nothing in the middle of a slow chunk either: where removals are not heard of, it asks again after 15 s', async () => {
    const { dataSource } = database;
    const businessId = await addBusiness(dataSource);
    const destinationId = await addSlack(dataSource, businessId, `${slack.url}/hook`);
    const eventIds = await Promise.all([1, 2, 3].map(() => addEvent(dataSource, businessId)));
    const { chunks } = await planned(dataSource, eventIds);
    let passedMs = 0;
    slack.answer = async (_request, response) => {
      await sql('UPDATE destinations SET removed_at = now() WHERE id = $1', [destinationId]);
      passedMs += 8_000;
      response.end('ok');
    };
    const begun = Date.now();
    await tryOnce({ ...sender, now: () => new Date(begun + passedMs) }, { eventIds, chunk: chunks[0] as Chunk });
    expect(slack.requests.length).toBe(2);
    const ledgers = await Promise.all(eventIds.map((id) => ledgerOf(dataSource, id)));
    expect(
      ledgers
        .flat()
        .map(({ status }) => status)
        .sort(),
    ).toEqual(['CANCELLED', 'SENT', 'SENT']);
  });

  it.each([
    ['is removed', 'UPDATE destinations SET removed_at = now() WHERE id = $1'],
    ['is switched off', 'UPDATE destinations SET enabled = false WHERE id = $1'],
    ['is suppressed', 'UPDATE destinations SET suppressed = true WHERE id = $1'],
  ])('a destination that %s gets nothing, and its delivery is cancelled', async (_what, change) => {
    const { destinationId, eventId, input, ledger } = await plannedForSlack();
    await sql(change, [destinationId]);
    expect(await tryOnce(sender, input)).toEqual({ sent: 0 });
    expect(slack.requests).toEqual([]);
    expect(await ledger()).toMatchObject({
      status: 'CANCELLED',
      reason: expect.stringContaining('removed or switched off'),
    });
    expect(await eventRow(database.dataSource, eventId)).toMatchObject({ status: 'PROCESSED', open: 0 });
  });

  it('a person who is removed gets nothing, the others do', async () => {
    const { dataSource } = database;
    const businessId = await addBusiness(dataSource);
    const gone = await addPerson(dataSource, businessId, { name: 'Eve', email: 'eve@team.example' });
    await addPerson(dataSource, businessId);
    const eventId = await addEvent(dataSource, businessId);
    const { chunks } = await planned(dataSource, [eventId]);
    await sql('UPDATE recipients SET removed_at = now() WHERE id = $1', [gone.recipientId]);
    expect(await tryOnce(sender, { eventIds: [eventId], chunk: chunks[0] as Chunk })).toEqual({ sent: 1 });
    expect(smtp.mails.map((mail) => mail.to)).toEqual([['ada@team.example']]);
    const mails = (await ledgerOf(dataSource, eventId)).filter((row) => row.channel === 'EMAIL');
    expect(mails.map((row) => row.status).sort()).toEqual(['CANCELLED', 'SENT']);
    expect(await eventRow(dataSource, eventId)).toMatchObject({ status: 'PROCESSED', open: 0 });
  });
});

describe('a try that was interrupted by the end of its process', () => {
  it('is recorded, and the message goes again under the same id', async () => {
    const { eventId, input, ledger } = await plannedForSlack();
    await interrupt(eventId);
    await tryOnce(sender, input);
    const row = await ledger();
    expect(row).toMatchObject({
      status: 'SENT',
      attempts: [
        { number: 1, outcome: 'interrupted', statusCode: null },
        { number: 2, outcome: 'sent', statusCode: 200 },
      ],
    });
    expect(slack.requests.map((request) => request.body)).toEqual([expect.stringContaining(row?.id ?? '?')]);
  });

  it.each([
    [true, 'UNKNOWN'],
    [false, 'FAILED'],
  ])('(%s) makes a refusal %s', async (wasInterrupted, status) => {
    const { eventId, input, ledger } = await plannedForSlack();
    if (wasInterrupted) await interrupt(eventId);
    slackSays(404, 'no_service');
    await tryOnce(sender, input);
    expect(await ledger()).toMatchObject({ status, reason: expect.stringContaining('no_service') });
    expect(await eventRow(database.dataSource, eventId)).toMatchObject({ status: 'PROCESSED', open: 0 });
  });

  it.each([
    [true, 'UNKNOWN', 'It may have arrived. Slack has trouble: 503 down'],
    [false, 'FAILED', 'Slack has trouble: 503 down'],
  ])('(%s) makes what is given up %s', async (wasInterrupted, status, reason) => {
    const { eventId, input, ledger } = await plannedForSlack();
    if (wasInterrupted) await interrupt(eventId);
    slackSays(503, 'down');
    expect((await failureOf(tryOnce(sender, input))).message).toBe('1 not sent yet (503)');
    expect(await ledger()).toMatchObject({ status: 'PENDING', reason: 'Slack has trouble: 503 down' });
    await giveUp(sender, { ...input, reason: makeReason('NO_ANSWER_IN_TIME') });
    expect(await ledger()).toMatchObject({ status, reason });
    await giveUp(sender, { ...input, reason: makeReason('NO_ANSWER_IN_TIME') });
    expect(await eventRow(database.dataSource, eventId)).toMatchObject({ status: 'PROCESSED', open: 0 });
  });

  it('makes what is given up UNKNOWN although no try came after it', async () => {
    const { eventId, input, ledger } = await plannedForSlack();
    await interrupt(eventId);
    await giveUp(sender, { ...input, reason: makeReason('NO_ANSWER_IN_TIME') });
    expect(await ledger()).toMatchObject({ status: 'UNKNOWN', reason: 'It may have arrived. no answer in time' });
  });
});

describe('a try that is told to stop', () => {
  it('leaves what it had no time for untried, and does not hurry those that failed', async () => {
    const { dataSource } = database;
    const businessId = await addBusiness(dataSource);
    for (let i = 0; i < 8; i++) await addPerson(dataSource, businessId, { email: `p${i}@team.example` });
    const eventId = await addEvent(dataSource, businessId);
    const { chunks } = await planned(dataSource, [eventId]);
    const input = { eventIds: [eventId], chunk: chunks[0] as Chunk };
    smtp.script = { rcpt: SILENT };
    const environment = activityEnvironment();
    const sending = failureOf(tryOnce(sender, input, environment));
    await eventually('five mails under way', async () => smtp.reached.filter((at) => at === 'rcpt').length === 5);
    environment.cancel();
    expect(await sending).toMatchObject({ message: '8 not sent yet (no answer)', nextRetryDelay: undefined });
    const mails = async () => (await ledgerOf(dataSource, eventId)).filter((row) => row.channel === 'EMAIL');
    expect((await mails()).map((row) => row.attempts.length).sort()).toEqual([0, 0, 0, 1, 1, 1, 1, 1]);

    // Its turn did not come for any of them: soon again, and what is known of them stays known.
    const reasons = (await mails()).map((row) => row.reason);
    const late = await failureOf(tryOnce(sender, input, environment));
    expect(late.nextRetryDelay).toBe(100);
    expect((await mails()).map((row) => row.reason)).toEqual(reasons);
  });
});

describe('words of others', () => {
  it('with NUL in them are recorded, and the message goes out once', async () => {
    const broken = 'function handler(w) {\n  throw new Error("a\\0b");\n}';
    const { destinationId, input, ledger } = await plannedForSlack(broken);
    slackSays(200, 'o\0k');
    expect(await tryOnce(sender, input)).toEqual({ sent: 1 });
    expect(slack.requests).toHaveLength(1);
    expect(await ledger()).toMatchObject({ status: 'SENT', attempts: [{ outcome: 'sent', detail: 'ok' }] });
    const failures = await sql('SELECT * FROM transformation_failures WHERE destination_id = $1', [destinationId]);
    expect(readable(failures)).toMatchObject([{ line: 2, reason: 'Your code threw an error: Error: ab' }]);
  });
});

describe('settling', () => {
  /** Holds the events while `during` runs, so that whoever settles them has to wait. */
  async function holding(eventIds: string[], during: () => Promise<unknown>): Promise<void> {
    await database.dataSource.transaction(async (manager) => {
      await manager.query('SELECT id FROM events WHERE id = ANY($1) FOR UPDATE', [eventIds]);
      await during();
    });
  }
  /** The backends that wait for it. Looks without a pause: PostgreSQL sets the pace. */
  async function waiting(count: number): Promise<number[]> {
    for (let looks = 0; looks < 5_000; looks++) {
      const rows: { pid: number }[] = await sql(
        `SELECT pid FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%WITH outcome%'`,
      );
      if (rows.length === count) return rows.map((row) => row.pid);
    }
    throw new Error(`there were never ${count} that wait`);
  }

  it('of two channels that end at the same time ends each event exactly once, 50 times over', async () => {
    const { dataSource } = database;
    for (let round = 0; round < 50; round++) {
      // A hook of its own for each: so many messages to one would be slowed down, and then gathered.
      const businessId = await addBusiness(dataSource);
      await addPerson(dataSource, businessId);
      await addSlack(dataSource, businessId, `${slack.url}/hook`);
      const eventIds = await Promise.all([1, 2, 3].map(() => addEvent(dataSource, businessId)));
      const { chunks } = await planned(dataSource, eventIds);
      expect(chunks.map((chunk) => chunk.count)).toEqual([3, 3]);
      let sending: Promise<unknown> | null = null;
      await holding(eventIds, () => {
        sending = Promise.all(chunks.map((chunk) => tryOnce(sender, { eventIds, chunk })));
        return waiting(2);
      });
      expect(await sending).toEqual([{ sent: 3 }, { sent: 3 }]);
      const rows = await Promise.all(eventIds.map((id) => eventRow(dataSource, id)));
      expect(rows).toEqual(eventIds.map(() => ({ status: 'PROCESSED', reason: null, open: 0 })));
    }
    expect(slack.requests).toHaveLength(150);
    expect(smtp.mails).toHaveLength(150);
  });

  it('survives the end of its connection in the middle: sent once, recorded once', async () => {
    const { eventId, input, ledger } = await plannedForSlack();
    let sending: Promise<unknown> | null = null;
    await holding([eventId], async () => {
      sending = tryOnce(sender, input);
      const [pid] = await waiting(1);
      await sql('SELECT pg_terminate_backend($1)', [pid]);
    });
    expect(await sending).toEqual({ sent: 1 });
    expect(slack.requests).toHaveLength(1);
    expect(await ledger()).toMatchObject({ status: 'SENT', attempts: [{ number: 1, outcome: 'sent' }] });
    expect(await eventRow(database.dataSource, eventId)).toMatchObject({ status: 'PROCESSED', open: 0 });
  });

  it('survives that the answer to its commit is lost: sent once, recorded once', async () => {
    const { eventId, input, ledger } = await plannedForSlack('function handler(w) { throw new Error("no"); }');
    const relay = await startLossyRelay(database.url);
    const behindRelay = await createDataSource(relay.url, 2).initialize();
    relay.loseAnswerTo = 'deliver.settle';
    expect(await tryOnce({ ...sender, dataSource: behindRelay }, input)).toEqual({ sent: 1 });
    expect(relay.lost).toBe(1);
    expect(slack.requests).toHaveLength(1);
    expect(await ledger()).toMatchObject({ status: 'SENT', attempts: [{ number: 1, outcome: 'sent' }] });
    expect(await eventRow(database.dataSource, eventId)).toMatchObject({ status: 'PROCESSED', open: 0 });
    const failures = await sql('SELECT * FROM transformation_failures WHERE event_id = $1', [eventId]);
    expect(failures).toHaveLength(1);
    await behindRelay.destroy();
    await relay.stop();
  });
});
