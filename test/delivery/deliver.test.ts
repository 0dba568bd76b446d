/** The ledger of sends: what is recorded, and what holds when destinations, processes or PostgreSQL go away in the middle. */
import type { ApplicationFailure } from '@temporalio/activity';
import { giveUp } from '../../src/core/delivery/deliver.js';
import type { Chunk } from '../../src/domain/planning/chunks.js';
import { makeReason } from '../../src/domain/reasons.js';
import { addBusiness, addPerson, addSlack } from '../support/database.js';
import { activityEnvironment, addEvent, eventRow, ledgerOf, planned, tryOnce } from '../support/deliveries.js';
import { deliveryFixture } from '../support/delivery-fixture.js';
import { eventually } from '../support/program.js';
import { readable } from '../support/reasons.js';
import { SILENT } from '../support/scripted-smtp.js';

const fixture = deliveryFixture();

const failureOf = (sending: Promise<unknown>): Promise<ApplicationFailure> =>
  sending.then(
    () => Promise.reject(new Error('it did not fail')),
    (error: ApplicationFailure) => error,
  );

/** As a process leaves it that ends while its first call is under way. */
const interrupt = (eventId: string) =>
  fixture.sql('UPDATE deliveries SET sending_at = now(), tries = tries + 1 WHERE event_id = $1', [eventId]);

it('lists the slip in the user’s code also where Slack refuses what went out instead', async () => {
  const { input, ledger, destinationId } = await fixture.plannedForSlack(
    'function handler() { throw new Error("slip") }',
  );
  fixture.slackSays(404, 'no_service');
  await tryOnce(fixture.sender, input);
  expect(await ledger()).toMatchObject({ status: 'FAILED' });
  const failures = await fixture.sql('SELECT reason, line FROM transformation_failures WHERE destination_id = $1', [
    destinationId,
  ]);
  expect(readable(failures)).toEqual([{ reason: expect.stringContaining('slip'), line: 1 }]);
});

it.each(['', 'x'])('records an answer of emojis that is cut in the middle of one, after %j', async (begin) => {
  const { input, ledger, eventId } = await fixture.plannedForSlack();
  fixture.slackSays(400, `${begin}\0${'🙈'.repeat(1_000)}`);
  await tryOnce(fixture.sender, input);
  expect(await ledger()).toMatchObject({ status: 'FAILED', reason: expect.stringContaining('🙈') });
  expect(await eventRow(fixture.database.dataSource, eventId)).toMatchObject({ status: 'PROCESSED', open: 0 });
});

describe('what goes away between plan and send', () => {
  it('gets nothing in the middle of a slow chunk either: where removals are not heard of, it asks again after 15 s', async () => {
    const { dataSource } = fixture.database;
    const businessId = await addBusiness(dataSource);
    const destinationId = await addSlack(dataSource, businessId, `${fixture.slack.url}/hook`);
    const eventIds = await Promise.all([1, 2, 3].map(() => addEvent(dataSource, businessId)));
    const { chunks } = await planned(dataSource, eventIds);
    let passedMs = 0;
    fixture.slack.answer = async (_request, response) => {
      await fixture.sql('UPDATE destinations SET removed_at = now() WHERE id = $1', [destinationId]);
      passedMs += 8_000;
      response.end('ok');
    };
    const begun = Date.now();
    await tryOnce(
      { ...fixture.sender, now: () => new Date(begun + passedMs) },
      { eventIds, chunk: chunks[0] as Chunk },
    );
    expect(fixture.slack.requests.length).toBe(2);
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
    const { destinationId, eventId, input, ledger } = await fixture.plannedForSlack();
    await fixture.sql(change, [destinationId]);
    expect(await tryOnce(fixture.sender, input)).toEqual({ sent: 0 });
    expect(fixture.slack.requests).toEqual([]);
    expect(await ledger()).toMatchObject({
      status: 'CANCELLED',
      reason: expect.stringContaining('removed or switched off'),
    });
    expect(await eventRow(fixture.database.dataSource, eventId)).toMatchObject({ status: 'PROCESSED', open: 0 });
  });

  it('a person who is removed gets nothing, the others do', async () => {
    const { dataSource } = fixture.database;
    const businessId = await addBusiness(dataSource);
    const gone = await addPerson(dataSource, businessId, { name: 'Eve', email: 'eve@team.example' });
    await addPerson(dataSource, businessId);
    const eventId = await addEvent(dataSource, businessId);
    const { chunks } = await planned(dataSource, [eventId]);
    await fixture.sql('UPDATE recipients SET removed_at = now() WHERE id = $1', [gone.recipientId]);
    expect(await tryOnce(fixture.sender, { eventIds: [eventId], chunk: chunks[0] as Chunk })).toEqual({ sent: 1 });
    expect(fixture.smtp.mails.map((mail) => mail.to)).toEqual([['ada@team.example']]);
    const mails = (await ledgerOf(dataSource, eventId)).filter((row) => row.channel === 'EMAIL');
    expect(mails.map((row) => row.status).sort()).toEqual(['CANCELLED', 'SENT']);
    expect(await eventRow(dataSource, eventId)).toMatchObject({ status: 'PROCESSED', open: 0 });
  });
});

describe('a try that was interrupted by the end of its process', () => {
  it('is recorded, and the message goes again under the same id', async () => {
    const { eventId, input, ledger } = await fixture.plannedForSlack();
    await interrupt(eventId);
    await tryOnce(fixture.sender, input);
    const row = await ledger();
    expect(row).toMatchObject({
      status: 'SENT',
      attempts: [
        { number: 1, outcome: 'interrupted', statusCode: null },
        { number: 2, outcome: 'sent', statusCode: 200 },
      ],
    });
    expect(fixture.slack.requests.map((request) => request.body)).toEqual([expect.stringContaining(row?.id ?? '?')]);
  });

  it.each([
    [true, 'UNKNOWN'],
    [false, 'FAILED'],
  ])('(%s) makes a refusal %s', async (wasInterrupted, status) => {
    const { eventId, input, ledger } = await fixture.plannedForSlack();
    if (wasInterrupted) await interrupt(eventId);
    fixture.slackSays(404, 'no_service');
    await tryOnce(fixture.sender, input);
    expect(await ledger()).toMatchObject({ status, reason: expect.stringContaining('no_service') });
    expect(await eventRow(fixture.database.dataSource, eventId)).toMatchObject({ status: 'PROCESSED', open: 0 });
  });

  it('is UNKNOWN, too, where nothing more is sent because its destination is gone', async () => {
    const { eventId, destinationId, input, ledger } = await fixture.plannedForSlack();
    await interrupt(eventId);
    await fixture.sql('UPDATE destinations SET enabled = false WHERE id = $1', [destinationId]);
    await tryOnce(fixture.sender, input);
    const reason = 'It may have arrived. the destination was removed or switched off meanwhile';
    expect(await ledger()).toMatchObject({ status: 'UNKNOWN', reason });
    expect(fixture.slack.requests).toEqual([]);
  });

  it.each([
    [true, 'UNKNOWN', 'It may have arrived. Slack has trouble: 503 down'],
    [false, 'FAILED', 'Slack has trouble: 503 down'],
  ])('(%s) makes what is given up %s', async (wasInterrupted, status, reason) => {
    const { eventId, input, ledger } = await fixture.plannedForSlack();
    if (wasInterrupted) await interrupt(eventId);
    fixture.slackSays(503, 'down');
    expect((await failureOf(tryOnce(fixture.sender, input))).message).toBe('1 not sent yet (503)');
    expect(await ledger()).toMatchObject({ status: 'PENDING', reason: 'Slack has trouble: 503 down' });
    await giveUp(fixture.sender, { ...input, reason: makeReason('NO_ANSWER_IN_TIME') });
    expect(await ledger()).toMatchObject({ status, reason });
    await giveUp(fixture.sender, { ...input, reason: makeReason('NO_ANSWER_IN_TIME') });
    expect(await eventRow(fixture.database.dataSource, eventId)).toMatchObject({ status: 'PROCESSED', open: 0 });
  });

  it('makes what is given up UNKNOWN although no try came after it', async () => {
    const { eventId, input, ledger } = await fixture.plannedForSlack();
    await interrupt(eventId);
    await giveUp(fixture.sender, { ...input, reason: makeReason('NO_ANSWER_IN_TIME') });
    expect(await ledger()).toMatchObject({ status: 'UNKNOWN', reason: 'It may have arrived. no answer in time' });
  });
});

describe('a try that is told to stop', () => {
  it('in a burst for one Slack hook leaves at once what only waits for its turn, and another process sends that', async () => {
    const { dataSource } = fixture.database;
    const businessId = await addBusiness(dataSource);
    await addSlack(dataSource, businessId, `${fixture.slack.url}/hook`);
    const eventIds = await Promise.all(Array.from({ length: 9 }, () => addEvent(dataSource, businessId)));
    const { chunks } = await planned(dataSource, eventIds);
    const input = { eventIds, chunk: chunks[0] as Chunk };
    const stop = new AbortController();
    fixture.slack.answer = (_request, response) => {
      response.end('ok');
      // After five at once the sixth waits for a second.
      if (fixture.slack.requests.length === 5) setTimeout(() => stop.abort(), 100);
    };
    const stopped = await failureOf(tryOnce({ ...fixture.sender, stopping: stop.signal }, input));
    expect(stopped).toMatchObject({ message: '4 not sent yet (no answer)', nextRetryDelay: 100 });
    const attempts = async () => (await Promise.all(eventIds.map((id) => ledgerOf(dataSource, id)))).flat();
    expect((await attempts()).map(({ status }) => status).sort()).toEqual([
      ...Array.from({ length: 4 }, () => 'PENDING'),
      ...Array.from({ length: 5 }, () => 'SENT'),
    ]);
    expect(await tryOnce(fixture.sender, input)).toEqual({ sent: 4 });
    expect(fixture.slack.requests).toHaveLength(9);
    const ended = await attempts();
    expect(ended.map(({ status, attempts }) => `${status} ${attempts.length}`)).toEqual(ended.map(() => 'SENT 1'));
  });

  it('leaves what it had no time for untried, and does not hurry those that failed', async () => {
    const { dataSource } = fixture.database;
    const businessId = await addBusiness(dataSource);
    for (let i = 0; i < 8; i++) await addPerson(dataSource, businessId, { email: `p${i}@team.example` });
    const eventId = await addEvent(dataSource, businessId);
    const { chunks } = await planned(dataSource, [eventId]);
    const input = { eventIds: [eventId], chunk: chunks[0] as Chunk };
    fixture.smtp.script = { rcpt: SILENT };
    const environment = activityEnvironment();
    const sending = failureOf(tryOnce(fixture.sender, input, environment));
    await eventually(
      'five mails under way',
      async () => fixture.smtp.reached.filter((at) => at === 'rcpt').length === 5,
    );
    environment.cancel();
    expect(await sending).toMatchObject({ message: '8 not sent yet (no answer)', nextRetryDelay: 5_000 });
    const mails = async () => (await ledgerOf(dataSource, eventId)).filter((row) => row.channel === 'EMAIL');
    expect((await mails()).map((row) => row.attempts.length).sort()).toEqual([0, 0, 0, 1, 1, 1, 1, 1]);

    // Its turn did not come for any of them: soon again, and what is known of them stays known.
    const reasons = (await mails()).map((row) => row.reason);
    const late = await failureOf(tryOnce(fixture.sender, input, environment));
    expect(late.nextRetryDelay).toBe(100);
    expect((await mails()).map((row) => row.reason)).toEqual(reasons);
  });
});

describe('words of others', () => {
  it('with NUL in them are recorded, and the message goes out once', async () => {
    const broken = 'function handler(w) {\n  throw new Error("a\\0b");\n}';
    const { destinationId, input, ledger } = await fixture.plannedForSlack(broken);
    fixture.slackSays(200, 'o\0k');
    expect(await tryOnce(fixture.sender, input)).toEqual({ sent: 1 });
    expect(fixture.slack.requests).toHaveLength(1);
    expect(await ledger()).toMatchObject({ status: 'SENT', attempts: [{ outcome: 'sent', detail: 'ok' }] });
    const failures = await fixture.sql('SELECT * FROM transformation_failures WHERE destination_id = $1', [
      destinationId,
    ]);
    expect(readable(failures)).toMatchObject([{ line: 2, reason: 'Your code threw an error: Error: ab' }]);
  });
});
