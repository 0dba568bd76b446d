/** What is held, by the real activities and database on the time-skipping server: no loss and no double, hours in a moment. */
import { randomBytes } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { createActivities } from '../../activities/index.js';
import { choose } from '../../src/api/preferences/choices.js';
import { RecipientService } from '../../src/api/recipients/recipient.service.js';
import type { Viewer } from '../../src/core/access/viewer.js';
import type { NormalisedEvent } from '../../src/domain/facts.js';
import { Metrics } from '../../src/platform/telemetry/metrics.js';
import { WORKFLOW_BUNDLE } from '../../src/temporal/bundle.js';
import { RunStarter } from '../../src/temporal/starter.js';
import { addBusiness, addPerson, createDatabase, type TestDatabase, type TestPerson } from '../support/database.js';
import { addEvent, eventRow, FAILED_PAYMENT, ledgerOf, openSender, type Sender } from '../support/deliveries.js';
import { eventually } from '../support/program.js';
import { type SmtpStandIn, startSmtpStandIn } from '../support/stand-ins.js';
import { quietTemporal, startSkippingTemporal } from '../support/temporal.js';

const LONG_MS = 300_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const TYPES = { info: 'payment.succeeded', warning: 'payment.failed', critical: 'dispute.opened' } as const;

let env: TestWorkflowEnvironment;
let database: TestDatabase;
let smtp: SmtpStandIn;
let sender: Sender;
let worker: { stop(): Promise<void> };
/** The server's clock, which the activities go by. */
let now: number;
const taskQueue = `hold-${randomBytes(6).toString('hex')}`;

beforeAll(async () => {
  quietTemporal();
  env = await startSkippingTemporal();
  [database, smtp] = await Promise.all([createDatabase(), startSmtpStandIn()]);
  sender = openSender(database.dataSource, smtp.url);
  now = await env.currentTimeMs();
  worker = await startWorker();
}, LONG_MS);

afterAll(async () => {
  await worker?.stop();
  await sender?.close();
  await smtp?.stop();
  await env?.teardown();
  await database?.drop();
});

async function startWorker(): Promise<{ stop(): Promise<void> }> {
  const made = await Worker.create({
    connection: env.nativeConnection,
    taskQueue,
    workflowBundle: { codePath: WORKFLOW_BUNDLE },
    activities: createActivities({
      ...sender,
      runs: new RunStarter(env.client, { namespace: 'default', taskQueue, eager: false, metrics: new Metrics() }),
      now: () => new Date(now),
    }),
  });
  const ended = made.run();
  const stop = () => {
    made.shutdown();
    return ended;
  };
  return { stop };
}

async function waitUntil(at: number): Promise<void> {
  if (at > now) await env.sleep(at - now);
  now = Math.max(at, await env.currentTimeMs());
}

/** The first minute of the next full hour, UTC. */
const nextHour = () => waitUntil(Math.ceil((now + 1) / HOUR) * HOUR);

/** An accepted event, planned by its own run; its end is not awaited: that would let the time run. */
async function happens(businessId: string, type: string, changes: Partial<NormalisedEvent> = {}): Promise<string> {
  const id = await addEvent(database.dataSource, businessId, { type, ...changes });
  const start = { args: [{ eventIds: [id] }], taskQueue, workflowId: id };
  await env.client.workflow.start('notify', start);
  await eventually(`the plan of ${id}`, async () => {
    const [row] = await database.dataSource.query('SELECT planned_at FROM events WHERE id = $1', [id]);
    const { status } = await env.client.workflow.getHandle(id).describe();
    return row.planned_at && status.name === 'COMPLETED';
  });
  return id;
}

async function ended(ids: string[]): Promise<void> {
  await eventually('the end of all events', async () => {
    const rows = await Promise.all(ids.map((id) => eventRow(database.dataSource, id)));
    return rows.every((row) => row.status === 'PROCESSED' && row.open === 0);
  });
}

/** The events that each mail to this address tells of. */
async function mailsTo(address: string): Promise<string[][]> {
  const raw = smtp.mails.filter((mail) => mail.to.includes(address));
  const parsed = await Promise.all(raw.map((mail) => PostalMime.parse(mail.raw)));
  return parsed.map((mail) => [...new Set(mail.html?.match(/evt_[0-9a-z]{26}/g) ?? [])].sort());
}

const statusOf = async (id: string) => {
  const rows = await ledgerOf(database.dataSource, id);
  return rows.find((row) => row.channel === 'EMAIL');
};

async function newPerson(columns: { quiet?: boolean; hourly?: boolean }) {
  const businessId = await addBusiness(database.dataSource);
  const email = `${randomBytes(6).toString('hex')}@team.example`;
  const person = await addPerson(database.dataSource, businessId, { email });
  if (columns.quiet)
    await database.dataSource.query(
      `UPDATE recipients SET quiet_start = to_char(to_timestamp($2::float) AT TIME ZONE 'UTC', 'HH24:MI'),
         quiet_end = to_char(to_timestamp($2::float + 7200) AT TIME ZONE 'UTC', 'HH24:MI') WHERE id = $1`,
      [person.recipientId, Math.floor(now / MINUTE) * 60],
    );
  if (columns.hourly)
    await database.dataSource.query(`UPDATE destinations SET digest_every = 'HOURLY' WHERE id = $1`, [person.emailId]);
  return { businessId, email, person };
}

const viewerOf = (businessId: string): Viewer => ({ businessId, access: 'ADMIN', actor: 'test' }) as Viewer;

describe('An hourly digest', () => {
  const arrivals = fc.array(
    fc.record({
      minute: fc.integer({ min: 0, max: 118 }),
      kind: fc.constantFrom('info', 'info', 'info', 'warning', 'critical'),
    }),
    { minLength: 1, maxLength: 8 },
  );

  it(
    'tells each INFO event once, in one mail per window, others at once, whenever they come',
    async () => {
      // A worker that restarts meanwhile: test/api/delivery-settings.test.ts, since this server waits for ever for one that is gone.
      await fc.assert(
        fc.asyncProperty(arrivals, async (list) => {
          const { businessId, email } = await newPerson({ hourly: true });
          await nextHour();
          const begin = now;
          const windows: string[][] = [[], []];
          const alone: string[] = [];
          for (const [n, { minute, kind }] of [...list].sort((a, b) => a.minute - b.minute).entries()) {
            await waitUntil(begin + minute * MINUTE);
            // An hour by the clock that the activities go by: the server's may be some seconds further.
            const window = now < begin + HOUR ? 0 : 1;
            const id = await happens(businessId, TYPES[kind as keyof typeof TYPES], {
              entityId: `pay_${n}`,
              facts: distinct(n),
            });
            if (kind === 'info') windows[window]?.push(id);
            else alone.push(id);
          }
          await eventually('what passes', async () => (await mailsTo(email)).flat().length >= alone.length);
          await waitUntil(begin + 2 * HOUR + MINUTE);
          await ended([...windows.flat(), ...alone]);
          const mails = await mailsTo(email);
          const wanted = [
            ...windows.filter((ids) => ids.length > 0).map((ids) => ids.sort()),
            ...alone.map((id) => [id]),
          ];
          expect(mails.map(String).sort()).toEqual(wanted.map(String).sort());
        }),
        { numRuns: 8, endOnFailure: true },
      );
    },
    LONG_MS,
  );

  it('is sent with the next try where the mail server refused, all of it with the same attempts', async () => {
    const { businessId, email } = await newPerson({ hourly: true });
    await nextHour();
    const ids = [await happens(businessId, TYPES.info), await happens(businessId, TYPES.info)];
    smtp.refuseWith = 451;
    await waitUntil(now + HOUR + MINUTE);
    await eventually('the refusal', async () => smtp.refuseWith === null);
    await waitUntil(now + 5 * MINUTE);
    await ended(ids);
    expect(await mailsTo(email)).toEqual([[...ids].sort()]);
    const rows = await Promise.all(ids.map(statusOf));
    expect(rows.map((row) => row?.status)).toEqual(['SENT', 'SENT']);
    const [first, second] = rows.map((row) =>
      row?.attempts.map(({ number, outcome, statusCode }) => [number, outcome, statusCode]),
    );
    expect(first).toEqual([
      [1, 'retry', 451],
      [2, 'sent', 250],
    ]);
    expect(second).toEqual(first);
  });

  it('takes what was recorded when its run had looked already', async () => {
    const { businessId, email } = await newPerson({ hourly: true });
    await nextHour();
    const first = await happens(businessId, TYPES.info);
    const planned = now;
    await waitUntil(now + HOUR + MINUTE);
    await ended([first]);
    // A plan by a clock that is behind: its window is over.
    const ahead = now;
    now = planned;
    const late = await happens(businessId, TYPES.info);
    now = ahead;
    await ended([late]);
    expect(await mailsTo(email)).toEqual([[first], [late]]);
  });
});

describe('Quiet hours', () => {
  it('hold warnings, let critical events pass, and give each back by itself when they end', async () => {
    const { businessId, email } = await newPerson({ quiet: true });
    const held = [
      await happens(businessId, TYPES.warning, { entityId: 'pay_a', facts: distinct(1) }),
      await happens(businessId, TYPES.info, { entityId: 'pay_b', facts: distinct(2) }),
    ];
    const critical = await happens(businessId, TYPES.critical);
    await ended([critical]);
    expect(await mailsTo(email)).toEqual([[critical]]);
    for (const id of held) {
      expect(await statusOf(id)).toMatchObject({ status: 'DEFERRED', reason: expect.stringContaining('quiet hours') });
      expect(await eventRow(database.dataSource, id)).toMatchObject({ status: 'PROCESSING', open: 1 });
    }
    await waitUntil(now + 2 * HOUR + MINUTE);
    await ended(held);
    expect((await mailsTo(email)).map(String).sort()).toEqual([critical, ...held].sort());
  });

  it('give back nothing that a newer fact made moot', async () => {
    const { businessId, email } = await newPerson({ quiet: true });
    const failed = await happens(businessId, TYPES.warning);
    const paid = await happens(businessId, TYPES.info, { occurredAt: '2026-11-04T06:30:00.000Z' });
    await waitUntil(now + 2 * HOUR + MINUTE);
    await ended([failed, paid]);
    expect(await mailsTo(email)).toEqual([[paid]]);
    expect(await statusOf(failed)).toMatchObject({
      status: 'SUPERSEDED',
      reason: `Superseded by ${paid}`,
      attempts: [],
    });
  });

  it('give back nothing to a person who was removed meanwhile', async () => {
    const { businessId, email, person } = await newPerson({ quiet: true });
    const id = await happens(businessId, TYPES.warning);
    await new RecipientService(database.dataSource).remove(viewerOf(businessId), person.recipientId);
    await waitUntil(now + 2 * HOUR + MINUTE);
    await ended([id]);
    expect(await statusOf(id)).toMatchObject({ status: 'CANCELLED', reason: expect.stringContaining('removed') });
    expect(await mailsTo(email)).toEqual([]);
  });

  it('give back nothing of what their reader switched off meanwhile', async () => {
    const { businessId, email, person } = await newPerson({ quiet: true });
    const ids = [await happens(businessId, TYPES.warning), await happens(businessId, 'payout.on_hold')];
    const choice = { destinationId: person.emailId, types: [TYPES.warning], enabled: false };
    await database.dataSource.transaction((manager) => choose(manager, viewerOf(businessId), 'setPreference', choice));
    await waitUntil(now + 2 * HOUR + MINUTE);
    await ended(ids);
    expect(await mailsTo(email)).toEqual([[ids[1]]]);
    expect(await statusOf(ids[0] ?? '')).toMatchObject({ status: 'SKIPPED', attempts: [] });
  });

  it('are kept by plans that are asked again: an event whose run was lost is neither lost nor sent twice', async () => {
    const { businessId, email, person } = await newPerson({ quiet: true });
    const id = await happens(businessId, TYPES.warning);
    // As the sweep does with an event whose run is gone; the hold's own run is lost too.
    await endHolds(person);
    await database.dataSource.query('UPDATE events SET workflow_id = NULL WHERE id = $1', [id]);
    await env.client.workflow.start('notify', { args: [{ eventIds: [id] }], taskQueue, workflowId: `${id}-again` });
    await eventually('the run', async () => {
      const { status } = await env.client.workflow.getHandle(`${id}-again`).describe();
      return status.name === 'COMPLETED';
    });
    expect(await mailsTo(email)).toEqual([]);
    await waitUntil(now + 2 * HOUR + MINUTE);
    await ended([id]);
    expect(await mailsTo(email)).toEqual([[id]]);
  });
});

async function endHolds({ emailId }: TestPerson): Promise<void> {
  const [{ due }] = await database.dataSource.query(
    'SELECT extract(epoch FROM due_at)::bigint::text AS due FROM deliveries WHERE destination_id = $1',
    [emailId],
  );
  await env.client.workflow.getHandle(`hold-${emailId}-${due}`).terminate('lost');
}

/** Another customer for each, so that nothing makes another moot. */
function distinct(n: number): NormalisedEvent['facts'] {
  return { ...FAILED_PAYMENT.facts, paymentId: `pay_${n}`, customerName: `Customer ${n}`, amount: String(1_000 + n) };
}
