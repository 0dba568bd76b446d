/** What an event may cost, counted exactly: these numbers are the same on every machine. Times are no matter here. */
import { randomBytes } from 'node:crypto';
import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { Inbox } from '../src/core/ingest/inbox.js';
import { RemoteRelayNudge } from '../src/core/ingest/relay-nudge.js';
import { EmailDestination, InAppDestination } from '../src/core/planning/destination.entity.js';
import { Recipient } from '../src/core/planning/recipient.entity.js';
import { newId } from '../src/platform/new-id.js';
import { SEARCH_ATTRIBUTES } from '../workflows/messages.js';
import { addBusiness, addPerson, addSlack, addSource, createDatabase, type TestDatabase } from './support/database.js';
import { webhookOf } from './support/events.js';
import { eventually, LOG, type Program, postSigned, startProgram } from './support/program.js';
import { type HttpStandIn, type SmtpStandIn, startHttpStandIn, startSmtpStandIn } from './support/stand-ins.js';
import { countStatements, type StatementCount } from './support/statements.js';
import { billedActions, eventsOf, type History, startedRun } from './support/temporal.js';

const MANY_MS = 180_000;
/** What a worker asks by the clock would be counted with the event's own statements. */
const SILENT = { relay: { pollMs: 3_600_000, requeueMs: 3_600_000 }, askEveryMs: 3_600_000 };
const RECIPIENTS = 1_000;
const WAITING = 1_000;
/**
 * Of what a relay asks once a second, each ten seconds, and each 50 ms while something waits for the end of a run, whatever happens: the longer a machine takes, the more of them. What
 * is left is the events' own: four statements for each run of 50.
 */
const BY_THE_CLOCK = [
  'FOR UPDATE SKIP LOCKED',
  'AS "destinationId", due_at',
  'SET requeued_at',
  'AS patience',
  'e.planned_at > now()',
];
/** One to the team and a receipt to the customer. */
const MAILS = 2 * WAITING;

const measured: Record<string, Record<string, number>> = {};
let database: TestDatabase;
let smtp: SmtpStandIn;
let slack: HttpStandIn;
let program: Program;

beforeEach(async () => {
  [database, smtp, slack] = await Promise.all([createDatabase(), startSmtpStandIn(), startHttpStandIn()]);
});

afterEach(async () => {
  await program?.stop();
  await smtp?.stop();
  await slack?.stop();
  await database?.drop();
});

afterAll(() => {
  const rows = Object.entries(measured).flatMap(([what, counts]) =>
    Object.entries(counts).map(([name, count]) => `${what.padEnd(34)}${name.padEnd(22)}${count}`),
  );
  console.log(['What it costs, counted:', ...rows].join('\n'));
});

interface Cost {
  eventId: string;
  history: History;
  transitions: number;
  statements: StatementCount;
}

type Source = { id: string; secret: string; kind: 'DODO' };

async function addDodo(businessId: string): Promise<Source> {
  return { ...(await addSource(database.dataSource, businessId, 'DODO')), kind: 'DODO' };
}

/** Posts one fresh event, signed, and waits for the end of its run without asking PostgreSQL. */
async function costOf(eventType: string, businessId: string, source: Source): Promise<Cost> {
  const { body, externalId } = await webhookOf(eventType, businessId, source.id);
  const statementsSince = await countStatements(database.dataSource);
  const answer = await postSigned(program, source, body.toString(), { externalId });
  expect(answer.status).toBe(202);
  const run = await startedRun((program.worker as { client: Client }).client, answer.body.id);
  await run.result();
  const statements = await statementsSince();
  const { raw } = await run.describe();
  const transitions = Number(raw.workflowExecutionInfo?.stateTransitionCount);
  return { eventId: answer.body.id, history: await run.fetchHistory(), transitions, statements };
}

function noteDown(what: string, { history, transitions, statements }: Cost): Record<string, number> {
  const counts = {
    transitions,
    'history events': history.events?.length ?? 0,
    actions: billedActions(history),
    statements: statements.total,
  };
  measured[what] = counts;
  return counts;
}

/** The statements stand beside the count, so that a failure shows them. */
function expectStatements({ total, list }: StatementCount, budget: number): void {
  expect({ withinBudget: total <= budget, total, list }).toEqual({ withinBudget: true, total, list });
}

async function deliveriesOf(ids: string[]): Promise<{ channel: string; status: string; count: number }[]> {
  return database.dataSource.query(
    'SELECT channel, status, count(*)::integer AS count FROM deliveries WHERE event_id = ANY($1) GROUP BY 1, 2 ORDER BY 1, 2',
    [ids],
  );
}

describe('One event for one person with e-mail and in-app', () => {
  it('costs 2 state transitions, 7 history events, 2 actions and 5 statements at most, and starts eagerly', async () => {
    const businessId = await addBusiness(database.dataSource);
    await addPerson(database.dataSource, businessId);
    const source = await addDodo(businessId);
    program = await startProgram(database, { worker: true, smtpUrl: smtp.url, ...SILENT });
    await costOf('payment.failed', businessId, source);
    const cost = await costOf('payment.failed', businessId, source);
    const counts = noteDown('one event, one person', cost);
    expect(smtp.mails).toHaveLength(2);
    expect(counts.transitions).toBeLessThanOrEqual(2);
    expect(counts['history events']).toBeLessThanOrEqual(7);
    expect(counts.actions).toBeLessThanOrEqual(2);
    // A source is remembered for five seconds: where the first run took longer than that, it is read once more.
    const [, read = '0'] = /^(\d+) × SELECT "Source"/m.exec(cost.statements.list) ?? [];
    expect(Number(read)).toBeLessThanOrEqual(1);
    expectStatements(cost.statements, 5 + Number(read));
    const [started] = eventsOf(cost.history, 'EVENT_TYPE_WORKFLOW_EXECUTION_STARTED');
    expect(started?.workflowExecutionStartedEventAttributes?.eagerExecutionAccepted).toBe(true);
  });
});

describe('1,000 INFO events that wait', () => {
  /** Takes them in as a process without a worker does. */
  async function addWaiting(businessId: string): Promise<string[]> {
    const source = await addDodo(businessId);
    const inbox = new Inbox(database.dataSource, new RemoteRelayNudge(database.dataSource, LOG));
    const webhooks = await Promise.all(
      Array.from({ length: WAITING }, () => webhookOf('payment.succeeded', businessId, source.id)),
    );
    return (await Promise.all(webhooks.map((webhook) => inbox.add(webhook)))).map(({ id }) => id);
  }

  /** The completed runs of this business as Temporal's search shows them. */
  async function completedRuns(client: Client, businessId: string): Promise<WorkflowExecutionInfo[]> {
    const query = `TocsinBusiness = '${businessId}' AND ExecutionStatus = 'Completed'`;
    const runs: WorkflowExecutionInfo[] = [];
    for await (const run of client.workflow.list({ query })) runs.push(run);
    return runs;
  }

  const eventIdsOf = (run: WorkflowExecutionInfo) => run.typedSearchAttributes.get(SEARCH_ATTRIBUTES.eventIds) ?? [];

  async function expectEachDeliveredOnce(ids: string[]): Promise<void> {
    const { dataSource } = database;
    const events = await dataSource.query(
      'SELECT status, count(*)::integer AS count FROM events WHERE id = ANY($1) GROUP BY 1',
      [ids],
    );
    expect(events).toEqual([{ status: 'PROCESSED', count: WAITING }]);
    expect(await deliveriesOf(ids)).toEqual([
      { channel: 'EMAIL', status: 'SENT', count: MAILS },
      { channel: 'IN_APP', status: 'DELIVERED', count: WAITING },
    ]);
    const [{ sets }] = await dataSource.query(
      `SELECT count(*)::integer AS sets FROM (SELECT event_id FROM deliveries
       GROUP BY 1 HAVING count(*) = 3 AND count(*) FILTER (WHERE audience = 'CUSTOMER') = 1) AS whole`,
    );
    expect(sets).toBe(WAITING);
    expect(smtp.mails).toHaveLength(MAILS);
    expect(new Set(smtp.mails.map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw)?.[1])).size).toBe(MAILS);
  }

  it(
    'cost 0.3 actions and one statement each at most, and each is found in Temporal by its id',
    async () => {
      const businessId = await addBusiness(database.dataSource);
      await addPerson(database.dataSource, businessId);
      const ids = await addWaiting(businessId);
      const [statementsSince, ownSince] = [
        await countStatements(database.dataSource),
        await countStatements(database.dataSource, BY_THE_CLOCK),
      ];
      program = await startProgram(database, { worker: true, smtpUrl: smtp.url });
      const { client } = program.worker as { client: Client };
      await eventually('2,000 mails', async () => smtp.mails.length >= MAILS, MANY_MS);
      const runs = await eventually('all runs to be completed', async () => {
        const seen = await completedRuns(client, businessId);
        return seen.flatMap(eventIdsOf).length >= WAITING && seen;
      });
      const [statements, own] = [await statementsSince(), await ownSince()];

      await expectEachDeliveredOnce(ids);
      expect(runs.flatMap(eventIdsOf).sort()).toEqual([...ids].sort());
      expect(Math.max(...runs.map((run) => eventIdsOf(run).length))).toBeLessThanOrEqual(50);
      const histories = await Promise.all(
        runs.map(({ workflowId, runId }) => client.workflow.getHandle(workflowId, runId).fetchHistory()),
      );
      const actions = histories.reduce((sum, history) => sum + billedActions(history), 0);
      measured['1,000 waiting events'] = {
        runs: runs.length,
        'actions per event': actions / WAITING,
        'statements per event': own.total / WAITING,
        'and by the clock': (statements.total - own.total) / WAITING,
      };
      expect(actions / WAITING).toBeLessThanOrEqual(0.3);
      expectStatements(statements, WAITING);
      expectStatements(own, WAITING / 10);
      for (let i = 0; i < WAITING; i += WAITING / 20) {
        expect((await client.workflow.count(`TocsinEventIds = '${ids[i]}'`)).count).toBe(1);
      }
    },
    MANY_MS,
  );
});

describe('One event for 1,000 people on three channels', () => {
  async function addPeople(businessId: string): Promise<void> {
    const { dataSource } = database;
    const people = Array.from({ length: RECIPIENTS }, (_, n) => ({
      id: newId('recipient'),
      businessId,
      name: `Person ${n}`,
      roles: ['OWNER' as const],
    }));
    const inboxes = people.map((person) => ({
      id: newId('destination'),
      businessId,
      recipientId: person.id,
      channel: 'IN_APP',
      label: person.name,
    }));
    const mailboxes = inboxes.map((inbox) => {
      const address = `${randomBytes(6).toString('hex')}@team.example`;
      return { ...inbox, id: newId('destination'), channel: 'EMAIL', label: address, address };
    });
    await dataSource.getRepository(Recipient).insert(people);
    await dataSource.getRepository(InAppDestination).insert(inboxes);
    await dataSource.getRepository(EmailDestination).insert(mailboxes);
  }

  it(
    'costs 22 actions, 150 history events and 25 statements at most',
    async () => {
      const businessId = await addBusiness(database.dataSource);
      await addPeople(businessId);
      const source = await addDodo(businessId);
      program = await startProgram(database, { worker: true, smtpUrl: smtp.url, ...SILENT });
      // A type that customers alone hear of warms up without a mail.
      await costOf('credit.added', businessId, source);
      expect(smtp.mails).toHaveLength(0);
      await addSlack(database.dataSource, businessId, slack.url);
      const cost = await costOf('payment.failed', businessId, source);
      const counts = noteDown('one event, 1,000 people', cost);
      expect(await deliveriesOf([cost.eventId])).toEqual([
        { channel: 'EMAIL', status: 'SENT', count: RECIPIENTS },
        { channel: 'IN_APP', status: 'DELIVERED', count: RECIPIENTS },
        { channel: 'SLACK', status: 'SENT', count: 1 },
      ]);
      expect(smtp.mails).toHaveLength(RECIPIENTS);
      expect(slack.requests).toHaveLength(1);
      expect(counts.actions).toBeLessThanOrEqual(22);
      expect(counts['history events']).toBeLessThanOrEqual(150);
      expectStatements(cost.statements, 25);
    },
    MANY_MS,
  );
});
