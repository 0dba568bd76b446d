// Disputes as providers' bodies tell them, on a real Temporal in real time: what the skipped time of other tests cannot show.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { sample } from '../sources/sample-bodies.js';
import { addBusiness, addPerson, addSource, createDatabase, type TestDatabase } from '../support/database.js';
import { type Data, GraphqlClient } from '../support/graphql.js';
import { eventually, type Program, postSigned, startProgram } from '../support/program.js';
import { type SmtpStandIn, startSmtpStandIn } from '../support/stand-ins.js';

const LONG_MS = 300_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let database: TestDatabase;
let smtp: SmtpStandIn;
let program: Program;
let businessId: string;
let client: GraphqlClient;
let address: string;

beforeAll(async () => {
  [database, smtp] = await Promise.all([createDatabase(), startSmtpStandIn()]);
  program = await startProgram(database, { worker: true, smtpUrl: smtp.url });
});

beforeEach(newTeam);

async function newTeam(): Promise<void> {
  businessId = await addBusiness(database.dataSource);
  client = await GraphqlClient.of(program, businessId);
  address = `${businessId}@team.example`;
  await addPerson(database.dataSource, businessId, { email: address });
}

afterAll(async () => {
  await program?.stop();
  await smtp?.stop();
  await database?.drop();
});

const seconds = (at: number) => Math.floor(at / 1_000);

/** Posts the opening of a dispute as Stripe does; `dueBy` in seconds since 1970. */
async function openedAtStripe(dueBy: number | null): Promise<void> {
  const source = { ...(await addSource(database.dataSource, businessId, 'STRIPE')), kind: 'STRIPE' as const };
  const body = sample('stripe.charge.dispute.created');
  body.data.object.evidence_details.due_by = dueBy;
  body.created = seconds(Date.now());
  expect((await postSigned(program, source, body)).status).toBe(202);
}

/** As Dodo does. */
async function openedAtDodo(changes: object): Promise<void> {
  const source = { ...(await addSource(database.dataSource, businessId, 'DODO')), kind: 'DODO' as const };
  const body = sample('dodo.dispute.opened');
  Object.assign(body.data, changes);
  expect((await postSigned(program, source, body)).status).toBe(202);
}

/** The one dispute, read after its run has ended. */
async function endedDispute(): Promise<Data> {
  const read = async (): Promise<Data | undefined> => {
    const { disputes } = await client.get(
      '{ disputes { edges { node { id state respondBy reminders { dueAt sentAt } } } } }',
    );
    return disputes.edges[0]?.node;
  };
  return eventually('the end of the ladder', async () => {
    const dispute = await read();
    if (!dispute) return null;
    const run = (program.worker as { client: Client }).client.workflow.getHandle(dispute.id);
    const { status } = await run.describe().catch(() => ({ status: { name: 'NONE' } }));
    return status.name === 'COMPLETED' && read();
  });
}

const eventTypes = async (): Promise<string[]> => {
  const rows = await database.dataSource.query(
    `SELECT type FROM events WHERE business_id = $1 AND type LIKE 'dispute.%' ORDER BY id`,
    [businessId],
  );
  return rows.map((row: { type: string }) => row.type);
};
/** The text of all mails to this team, soft line ends taken out. */
const mailed = () =>
  smtp.mails.filter(({ to }) => to.includes(address)).map(({ raw }) => raw.replace(/=\r?\n/g, '').replace(/\s+/g, ' '));

describe('a dispute', () => {
  it('that is lost by the time its opening is delivered rings no bell', async () => {
    await openedAtDodo({ dispute_status: 'dispute_lost' });
    expect(await endedDispute()).toMatchObject({ state: 'LOST', reminders: [] });
    expect(await eventTypes()).toEqual(['dispute.lost']);
  });

  it('whose time to answer was over when we heard of it is told once, as it is', async () => {
    const openedOn = new Date(Date.now() - 5 * 24 * 60 * MINUTE).toISOString();
    await openedAtDodo({ created_at: openedOn });
    expect(await endedDispute()).toMatchObject({ state: 'NEEDS_RESPONSE', reminders: [] });
    const [mail] = await eventually('its mail', async () => mailed().length > 0 && mailed());
    expect(mail).toContain('(estimated, already past)');
    expect(await eventTypes()).toEqual(['dispute.opened']);
  });

  it('resolved by the network’s own refund asks nobody for an answer', async () => {
    await openedAtDodo({ is_resolved_by_rdr: true });
    expect(await endedDispute()).toMatchObject({ state: 'CLOSED', respondBy: null, reminders: [] });
    expect(await eventTypes()).toEqual(['dispute.closed']);
  });

  it.each([0, null])('for which the bank allows no answer (due_by %p) says so, and has no ladder', async (dueBy) => {
    await openedAtStripe(dueBy);
    expect(await endedDispute()).toMatchObject({ respondBy: null, reminders: [] });
    const [mail] = await eventually('its mail', async () => mailed().length > 0 && mailed());
    expect(mail).toContain('no answer is possible and no reminders will follow');
  });
});

describe('the run of a dispute', () => {
  it('is found by business and entity, and says which dispute it is and when somebody is asked next', async () => {
    await openedAtDodo({ dispute_id: `dp_${businessId}`, created_at: new Date().toISOString() });
    const temporal = (program.worker as { client: Client }).client.workflow;
    const query = `TocsinBusiness = '${businessId}' AND TocsinEntityId = 'dp_${businessId}' AND TocsinDisputeState = 'NEEDS_RESPONSE'`;
    const run = await eventually('it to be listed', async () => {
      for await (const { workflowId } of temporal.list({ query })) return temporal.getHandle(workflowId);
      return null;
    });
    const label = `\\$28\\.90 · dp_${businessId}`;
    expect(await (await run.describe()).staticSummary()).toMatch(new RegExp(`^${label}$`));
    const { currentDetails } = await run.query<{ currentDetails: string }>('__temporal_workflow_metadata');
    const [line] = currentDetails.split('\n');
    expect(line).toMatch(new RegExp(`^${label} · answer by .+ UTC \\(estimated\\) · next SUPPORT, OWNER at .+ UTC$`));
  });
});

describe('a worker that was away when a reminder was due', () => {
  /** The opening is told and the worker is stopped `leadMs` after it, before the reminder is due; false: it was too slow for that. */
  async function stoppedBefore(leadMs: number): Promise<boolean> {
    const policy =
      'mutation ($input: EscalationPolicyInput!) { setEscalationPolicy(input: $input) { business { id } } }';
    const levels = [{ roles: ['OWNER'], channels: ['EMAIL'] }];
    await client.get(policy, { input: { remindBefore: ['PT1H'], levels: [...levels, ...levels] } });
    const dueAt = Date.now() + leadMs;
    await openedAtStripe(seconds(dueAt + HOUR));
    await eventually('the opening’s mail', async () => mailed().length >= 1);
    await program.stop();
    if (Date.now() > dueAt - 1_000) return false;
    await sleep(dueAt + 1_000 - Date.now());
    return true;
  }

  it(
    'reminds once as soon as it is back, within a minute',
    async () => {
      const { config } = program;
      const again = () =>
        startProgram(database, { worker: true, smtpUrl: smtp.url, config: { temporal: config.temporal } });
      for (let leadMs = 4_000; !(await stoppedBefore(leadMs)); leadMs *= 2) {
        program = await again();
        await newTeam();
      }
      expect(mailed()).toHaveLength(1);
      const back = Date.now();
      program = await again();
      await eventually('the reminder', async () => mailed().length === 2);
      const [reminder, ...others] = await database.dataSource.query(
        'SELECT sent_at FROM reminders WHERE business_id = $1',
        [businessId],
      );
      expect(others).toEqual([]);
      expect(reminder.sent_at.getTime() - back).toBeLessThan(MINUTE);
      // Whatever else looks at the dispute meanwhile finds the reminder dealt with.
      await sleep(3_000);
      expect([mailed().length, await eventTypes()]).toEqual([2, ['dispute.opened', 'dispute.reminder']]);
    },
    LONG_MS,
  );
});
