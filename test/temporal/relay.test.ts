/** From the inbox to runs: every event once, whatever is lost on the way. */
import { randomBytes } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { Inbox } from '../../src/core/ingest/inbox.js';
import type { RelayNudge, StartableEvent } from '../../src/core/ingest/relay-nudge.js';
import { systemTime } from '../../src/platform/clock.js';
import { Metrics } from '../../src/platform/telemetry/metrics.js';
import { Relay } from '../../src/temporal/relay.js';
import { RunStarter } from '../../src/temporal/starter.js';
import type { hold } from '../../workflows/hold.workflow.js';
import type { StartOutcome } from '../../workflows/messages.js';
import type { notify } from '../../workflows/notify.workflow.js';
import { addBusiness, addPerson, addSlack, addSource, createDatabase, type TestDatabase } from '../support/database.js';
import { webhookOf } from '../support/events.js';
import { eventually, LOG, type Program, startProgram } from '../support/program.js';
import { readable } from '../support/reasons.js';
import { type HttpStandIn, type SmtpStandIn, startHttpStandIn, startSmtpStandIn } from '../support/stand-ins.js';

const MANY_MS = 120_000;
/** Relays look only when they are told to. */
const SILENT = { pollMs: 3_600_000, requeueMs: 3_600_000 };
const NOBODY: RelayNudge = { hasRoom: () => false, nudge: () => undefined };
/** The relay of another process. */
const relayOf = (starter: RunStarter) =>
  new Relay(
    {
      dataSource: database.dataSource,
      starter,
      lostAfter: program.config.lostAfter,
      log: LOG,
      metrics: new Metrics(),
      now: systemTime,
      random: Math.random,
    },
    SILENT,
  );

/** The relay of a process that died between its commit and its first start. */
const DYING: RelayNudge = { hasRoom: () => true, nudge: () => undefined };

let database: TestDatabase;
let smtp: SmtpStandIn;
let slack: HttpStandIn;
let program: Program;
let client: Client;
let relay: Relay;

beforeAll(async () => {
  [database, smtp, slack] = await Promise.all([createDatabase(20), startSmtpStandIn(), startHttpStandIn()]);
  program = await startProgram(database, { worker: true, smtpUrl: smtp.url, relay: SILENT });
  ({ client, relay } = program.worker as NonNullable<Program['worker']>);
});

afterAll(async () => {
  await program?.stop();
  await smtp?.stop();
  await slack?.stop();
  await database?.drop();
});

interface Team {
  businessId: string;
  sourceId: string;
  email: string;
  add(eventType: string, relayNudge?: RelayNudge): Promise<string>;
}

/** A business of its own with one person. */
async function addTeam(): Promise<Team> {
  const { dataSource } = database;
  const businessId = await addBusiness(dataSource);
  const email = `${randomBytes(4).toString('hex')}@team.example`;
  await addPerson(dataSource, businessId, { email });
  const { id: sourceId } = await addSource(dataSource, businessId, 'DODO');
  const add = async (eventType: string, relayNudge = NOBODY) => {
    const webhook = await webhookOf(eventType, businessId, sourceId);
    return (await new Inbox(dataSource, relayNudge).add(webhook)).id;
  };
  return { businessId, sourceId, email, add };
}

const mailsTo = (email: string) => smtp.mails.filter(({ to }) => to.includes(email)).length;

async function row(id: string): Promise<Record<string, unknown>> {
  const [found] = await database.dataSource.query(
    `SELECT e.status, e.status_reason AS reason, e.workflow_id AS run, i.dispatched_at AS dispatched, i.attempts, i.parked_reason AS parked
     FROM events e JOIN inbox i ON i.id = e.id WHERE e.id = $1`,
    [id],
  );
  return readable(found);
}

const processed = (id: string) =>
  eventually(`${id} to be PROCESSED`, async () => (await row(id)).status === 'PROCESSED' && row(id));

const isOpen = async (id: string) => (await client.workflow.getHandle(id).describe()).status.name === 'RUNNING';

const runsOf = async (id: string) => (await client.workflow.count(`TocsinEventIds = '${id}'`)).count;

/** As if so much time had passed since the relay last touched it. */
const age = (id: string, column: 'next_attempt_at' | 'dispatched_at', interval: string) =>
  database.dataSource.query(`UPDATE inbox SET ${column} = ${column} - $2::interval WHERE id = $1`, [id, interval]);

describe('An event that two runs were started for', () => {
  it('is planned and sent by one of them only', async () => {
    const team = await addTeam();
    const id = await team.add('payment.failed');
    const { taskQueue } = program.config.temporal;
    const runs = await Promise.all(
      [1, 2, 3, 4].map((n) =>
        client.workflow.start<typeof notify>('notify', {
          args: [{ eventIds: [id] }],
          taskQueue,
          workflowId: `twin-${n}-${id}`,
        }),
      ),
    );
    const results = await Promise.all(runs.map((run) => run.result()));
    expect(results.map(({ planned }) => planned).sort()).toEqual([0, 0, 0, 1]);
    expect(results.map(({ sent }) => sent).sort()).toEqual([0, 0, 0, 1]);
    expect(mailsTo(team.email)).toBe(1);
    expect((await row(id)).run).toBe(runs[results.findIndex(({ planned }) => planned === 1)]?.workflowId);
  });
});

describe('An event whose earlier run has not ended yet', () => {
  it('waits for its end and has a run of its own then', async () => {
    const team = await addTeam();
    const id = await team.add('payment.failed');
    const other = { taskQueue: program.config.temporal.taskQueue, workflowId: id };
    await client.workflow.start<typeof hold>('hold', {
      ...other,
      args: [{ destinationId: 'dst_0', dueAt: Date.now() + MANY_MS }],
    });
    relay.nudge([]);
    await eventually('the relay to meet the open run', async () => (await row(id)).attempts === 1);
    expect(await row(id)).toMatchObject({ dispatched: null, parked: null, status: 'RECEIVED' });
    await client.workflow.getHandle(id).terminate();
    await age(id, 'next_attempt_at', '1 minute');
    relay.nudge([]);
    await processed(id);
    expect(mailsTo(team.email)).toBe(1);
  });
});

describe('A process that dies between its commit and the start', () => {
  it('keeps the event to itself until its lease has run out, then any relay brings it to its end', async () => {
    const team = await addTeam();
    const orphan = await team.add('payment.failed', DYING);
    const other = await team.add('payment.failed');
    relay.nudge([]);
    await processed(other);
    expect(await row(orphan)).toMatchObject({ status: 'RECEIVED', run: null, dispatched: null });
    await age(orphan, 'next_attempt_at', '20 seconds');
    relay.nudge([]);
    expect(await processed(orphan)).toMatchObject({ run: orphan, dispatched: expect.any(Date) });
    expect(mailsTo(team.email)).toBe(2);
  });
});

describe('The sweep', () => {
  /** A run that waits for half an hour, because Slack asked it to. */
  async function addWaiting(team: Team): Promise<string> {
    await addSlack(database.dataSource, team.businessId, slack.url);
    slack.answer = (_request, response) => response.writeHead(429, { 'retry-after': '1800' }).end();
    const before = slack.requests.length;
    const id = await team.add('payment.failed');
    relay.nudge([]);
    await eventually('Slack to be asked', async () => slack.requests.length > before);
    await eventually('the mail', async () => mailsTo(team.email) === 1);
    return id;
  }

  it('starts an event again whose run was terminated, and what was sent is not sent again', async () => {
    const team = await addTeam();
    const id = await addWaiting(team);
    await client.workflow.getHandle(id).terminate('by the test');
    slack.answer = (_request, response) => response.end('ok');
    const before = slack.requests.length;
    await relay.requeueStuck();
    expect(await row(id)).toMatchObject({ status: 'PROCESSING', run: id });
    await age(id, 'dispatched_at', '16 minutes');
    await relay.requeueStuck();
    await processed(id);
    expect(slack.requests.length).toBe(before + 1);
    expect(mailsTo(team.email)).toBe(1);
    expect((await row(id)).dispatched).not.toBeNull();
  });

  it('leaves an event alone whose run lives', async () => {
    const team = await addTeam();
    const id = await addWaiting(team);
    await age(id, 'dispatched_at', '16 minutes');
    const aged = await row(id);
    await relay.requeueStuck();
    const touched = await row(id);
    expect(touched).toMatchObject({ status: 'PROCESSING', run: id });
    expect((touched.dispatched as Date).getTime()).toBeGreaterThan((aged.dispatched as Date).getTime());
    expect(await runsOf(id)).toBe(1);
    await client.workflow.getHandle(id).terminate('the test is over');
  });

  it('plans the new events that come to share a run with revived ones', async () => {
    const team = await addTeam();
    const old = await Promise.all(Array.from({ length: 8 }, () => team.add('payment.succeeded')));
    relay.nudge([]);
    for (const id of old) await processed(id);
    // As after the loss of all Temporal data in mid-delivery.
    await database.dataSource.query(`UPDATE events SET status = 'PROCESSING', open_deliveries = 1 WHERE id = ANY($1)`, [
      old,
    ]);
    await database.dataSource.query(
      `UPDATE deliveries SET status = 'PENDING', settled_at = NULL WHERE channel = 'EMAIL' AND event_id = ANY($1)`,
      [old],
    );
    // An event is done some moments before its run is: the sweep leaves an open run alone.
    for (const id of old) await eventually('its run to close', async () => !(await isOpen(id)));
    for (const id of old) await age(id, 'dispatched_at', '16 minutes');
    const young = await Promise.all(Array.from({ length: 8 }, () => team.add('payment.succeeded')));
    await relay.requeueStuck();
    for (const id of [...old, ...young]) await processed(id);
    expect(mailsTo(team.email)).toBe(24);
    expect(new Set((await Promise.all([...old, ...young].map(row))).map(({ run }) => run)).size).toBe(1);
  });
});

describe('An event that Temporal refuses', () => {
  it('is parked after 20 tries, FAILED with the reason, and no relay takes it again', async () => {
    const team = await addTeam();
    const id = await team.add('payment.failed');
    const { namespace } = program.config.temporal;
    const starter = new RunStarter(client, {
      namespace,
      taskQueue: 'too long'.repeat(200),
      eager: false,
      metrics: new Metrics(),
    });
    const refused = relayOf(starter);
    for (let tries = 1; tries < 20; tries++) {
      refused.nudge([]);
      await eventually(`try ${tries}`, async () => (await row(id)).attempts === tries);
      expect(await row(id)).toMatchObject({ status: 'RECEIVED', parked: null });
      await age(id, 'next_attempt_at', '3 minutes');
    }
    refused.nudge([]);
    const parked = await eventually('it to be parked', async () => (await row(id)).parked !== null && row(id));
    expect(parked).toMatchObject({ status: 'FAILED', dispatched: null });
    expect(parked.reason).toMatch(/^Temporal refused it 20 times: .*length exceeds limit/);
    await refused.stop();
    const next = await team.add('payment.failed');
    relay.nudge([]);
    await processed(next);
    expect(await row(id)).toEqual(parked);
  });
});

/** Starts runs and remembers for which events. */
class WatchedStarter extends RunStarter {
  readonly asked: string[] = [];

  override startNotify(events: StartableEvent[]): Promise<StartOutcome> {
    this.asked.push(...events.map(({ id }) => id));
    return super.startNotify(events);
  }
}

describe('Relays side by side', () => {
  it(
    'start every event once between them',
    async () => {
      const team = await addTeam();
      const { namespace, taskQueue } = program.config.temporal;
      const starters = [1, 2].map(
        () => new WatchedStarter(client, { namespace, taskQueue, eager: true, metrics: new Metrics() }),
      );
      const relays = starters.map((starter) => relayOf(starter));
      const both: RelayNudge = { hasRoom: () => false, nudge: () => relays.forEach((each) => void each.nudge([])) };
      const ids: string[] = [];
      for (let batch = 0; batch < 8; batch++) {
        const types = Array.from({ length: 12 }, (_, n) => (n % 2 === 0 ? 'payment.failed' : 'payment.succeeded'));
        ids.push(...(await Promise.all(types.map((type) => team.add(type, both)))));
      }
      for (const id of ids) await processed(id);
      await Promise.all(relays.map((each) => each.stop()));
      const asked = starters.map((starter) => starter.asked.filter((id) => ids.includes(id)));
      expect(asked.flat().sort()).toEqual([...ids].sort());
      expect(asked.every((some) => some.length > 0)).toBe(true);
      expect(mailsTo(team.email)).toBe(ids.length);
      for (const id of ids.slice(0, 20)) expect(await runsOf(id)).toBe(1);
      // Few are asked for one by one, and known to be over at once; of many the search says so some moments later.
      const runs = [...new Set((await Promise.all(ids.map(row))).map(({ run }) => String(run)))];
      for (const run of runs) await eventually('a run to close', async () => !(await isOpen(run)));
      const starter = starters[0] as WatchedStarter;
      expect(await starter.findRunning(runs.slice(0, 20))).toEqual(new Set());
      await eventually('the search to show it', async () => (await starter.findRunning(ids)).size === 0);
    },
    MANY_MS,
  );
});
