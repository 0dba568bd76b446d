// Cases 01, 03 and 05: what a dispute's body says decides, whatever its event is called and whatever changed "this time".
import type { Client } from '@temporalio/client';
import { addBusiness, addPerson, addSource, createDatabase, type TestDatabase } from '../support/database.js';
import { type Data, GraphqlClient } from '../support/graphql.js';
import { eventually, type Program, postSigned, startProgram } from '../support/program.js';
import { type SmtpStandIn, startSmtpStandIn } from '../support/stand-ins.js';
import { caseOf } from './case.js';

const LONG_MS = 300_000;
const DAY_S = 86_400;

let database: TestDatabase;
let smtp: SmtpStandIn;
let program: Program;

beforeAll(async () => {
  [database, smtp] = await Promise.all([createDatabase(), startSmtpStandIn()]);
  program = await startProgram(database, { worker: true, smtpUrl: smtp.url });
}, LONG_MS);

afterAll(async () => {
  await program?.stop();
  await smtp?.stop();
  await database?.drop();
});

interface Team {
  businessId: string;
  source: { id: string; secret: string; kind: 'STRIPE' | 'DODO' };
  client: GraphqlClient;
}

async function newTeam(kind: 'STRIPE' | 'DODO' = 'STRIPE'): Promise<Team> {
  const businessId = await addBusiness(database.dataSource);
  await addPerson(database.dataSource, businessId, {
    name: 'Sue',
    roles: ['SUPPORT'],
    email: `sue@${mailHost(businessId)}`,
  });
  await addPerson(database.dataSource, businessId, {
    name: 'Finn',
    roles: ['FINANCE'],
    email: `finn@${mailHost(businessId)}`,
  });
  const source = { ...(await addSource(database.dataSource, businessId, kind)), kind };
  return { businessId, source, client: await GraphqlClient.of(program, businessId) };
}

const mailHost = (businessId: string) => `${businessId.slice(4).toLowerCase()}.example`;

/** One after the other: each is told before the next one comes. */
async function send(team: Team, bodies: readonly object[]): Promise<void> {
  for (const body of bodies) {
    expect((await postSigned(program, team.source, body as Data)).status).toBe(202);
    await eventually('the end of all events', async () => {
      const [{ open }] = await database.dataSource.query(
        `SELECT count(*)::integer AS open FROM events WHERE business_id = $1 AND status IN ('RECEIVED', 'PROCESSING')`,
        [team.businessId],
      );
      return open === 0;
    });
  }
}

/** What the case sends, as if the first of it happened now: all moments move along. */
function sentNow(name: string): Data[] {
  const { send: bodies } = caseOf(name);
  const first = Number(bodies?.[0]?.created);
  const shift = Math.floor(Date.now() / 1_000) - first;
  const moved = JSON.stringify(bodies, (key, value) =>
    ['created', 'due_by'].includes(key) && typeof value === 'number' && value > 0 ? value + shift : value,
  );
  return JSON.parse(moved);
}

/** The types that were told, each with who got its e-mail. */
async function told({ businessId }: Team): Promise<string[]> {
  const rows: { type: string; names: string[] }[] = await database.dataSource.query(
    `SELECT e.type, json_agg(r.name ORDER BY r.name) AS names FROM events e JOIN deliveries d ON d.event_id = e.id
       JOIN destinations t ON t.id = d.destination_id JOIN recipients r ON r.id = t.recipient_id
     WHERE e.business_id = $1 AND d.channel = 'EMAIL' AND d.status IN ('SENT', 'DELIVERED') GROUP BY e.id, e.type ORDER BY e.id`,
    [businessId],
  );
  return rows.map(({ type, names }) => `${type} ${names.join('+')}`);
}

async function disputes({ client }: Team): Promise<Data[]> {
  const { disputes: found } = await client.get(
    '{ disputes { edges { node { id stage state respondBy reminders { dueAt sentAt } } } } }',
  );
  return found.edges.map(({ node }: Data) => node);
}

const mails = ({ businessId }: Team) =>
  smtp.mails
    .filter(({ to }) => to.some((one) => one.endsWith(mailHost(businessId))))
    .map(({ raw }) => raw.replace(/=\r?\n/g, '').replace(/\s+/g, ' '));

async function runEnds(id: string): Promise<void> {
  await eventually('the end of the ladder', async () => {
    const run = (program.worker as { client: Client }).client.workflow.getHandle(id);
    return (await run.describe()).status.name === 'COMPLETED';
  });
}

describe('a stage that moves up', () => {
  it('an inquiry that becomes a chargeback is told at once, with what became of the money', async () => {
    const team = await newTeam();
    await send(team, sentNow('01-inquiry-becomes-chargeback'));
    expect(await told(team)).toEqual(['dispute.opened Sue', 'dispute.opened Sue']);
    const [inquiry = '', chargeback = ''] = mails(team);
    const { disputes: listed } = await team.client.get('{ disputes { edges { node { overdue contradictory } } } }');
    expect(listed.edges[0].node).toEqual({ overdue: false, contradictory: false });
    expect(inquiry).toContain('no money has moved yet');
    expect(chargeback).toContain('The money has been taken');
    const states = (await disputes(team)).map(({ stage, state }) => `${stage} ${state}`);
    expect(states.sort()).toEqual(['dispute NEEDS_RESPONSE', 'inquiry CLOSED']);
  });

  it('a dispute that is first seen by the withdrawal of its amount is told as opened', async () => {
    const team = await newTeam();
    const [, , withdrawn] = sentNow('01-inquiry-becomes-chargeback');
    await send(team, [withdrawn as Data]);
    expect(await told(team)).toEqual(['dispute.opened Sue']);
  });

  it('an appeal after an answer is a question of its own, with a ladder', async () => {
    const team = await newTeam();
    const [opened, answered] = sentNow('05-answered-but-update-names-no-status') as [Data, Data];
    const appeal = structuredClone(answered);
    Object.assign(appeal, { id: 'evt_appeal', created: answered.created + 60 });
    Object.assign(appeal.data.object, { status: 'appeal_needs_response' });
    appeal.data.object.evidence_details.due_by = answered.created + 9 * DAY_S;
    await send(team, [opened, answered, appeal]);
    expect(await told(team)).toEqual(['dispute.opened Sue', 'dispute.challenged Sue', 'dispute.opened Sue']);
    const open = (await disputes(team)).filter(({ state }) => state === 'NEEDS_RESPONSE');
    expect(open).toMatchObject([{ stage: 'pre_arbitration' }]);
  });
});

describe('a deadline that moves', () => {
  it('much nearer is said at once, to who was told of the opening', async () => {
    const team = await newTeam();
    await send(team, sentNow('03-deadline-moved-nearer'));
    expect(await told(team)).toEqual(['dispute.opened Sue', 'dispute.deadline_moved Sue']);
  });

  it.each([
    ['a little nearer', -DAY_S],
    ['away', 3 * DAY_S],
  ])('%s is silent, and the ladder follows', async (_, by) => {
    const team = await newTeam();
    const [opened, moved] = sentNow('03-deadline-moved-nearer') as [Data, Data];
    const dueBy = opened.data.object.evidence_details.due_by + by;
    moved.data.object.evidence_details.due_by = dueBy;
    await send(team, [opened, moved]);
    expect(await told(team)).toEqual(['dispute.opened Sue']);
    await eventually('the new deadline', async () => {
      const [dispute] = await disputes(team);
      return Date.parse(dispute?.respondBy) === dueBy * 1_000;
    });
  });
});

describe('an answer on file', () => {
  it('ends the ladder although the update names no status that changed', async () => {
    const team = await newTeam();
    await send(team, sentNow('05-answered-but-update-names-no-status'));
    expect(await told(team)).toEqual(['dispute.opened Sue', 'dispute.challenged Sue']);
    const [dispute] = await disputes(team);
    await runEnds(dispute?.id);
    expect(await disputes(team)).toMatchObject([{ state: 'RESPONDED', reminders: [] }]);
  });

  it('that only its count tells of ends it too', async () => {
    const team = await newTeam();
    const [opened, answered] = sentNow('05-answered-but-update-names-no-status') as [Data, Data];
    answered.data.object.status = 'needs_response';
    await send(team, [opened, answered]);
    expect(await told(team)).toEqual(['dispute.opened Sue', 'dispute.challenged Sue']);
  });

  it('before the dispute was heard of is told as that, and never as "no answer is possible"', async () => {
    const team = await newTeam();
    const [, answered] = sentNow('05-answered-but-update-names-no-status') as [Data, Data];
    answered.type = 'charge.dispute.created';
    answered.data.object.evidence_details.due_by = null;
    await send(team, [answered]);
    expect(await told(team)).toEqual(['dispute.challenged Sue']);
    expect(mails(team).join()).not.toContain('no answer is possible');
  });
});

it('a dispute type over another family’s body is told to nobody as a fact, and the event says why', async () => {
  const team = await newTeam();
  const [opened] = sentNow('03-deadline-moved-nearer') as [Data];
  opened.data.object = { id: 'in_1', object: 'invoice', amount_due: 100, currency: 'eur' };
  opened.account = 'acct_1';
  await send(team, [opened]);
  expect(await told(team)).toEqual([]);
  const { events } = await team.client.get('{ events { edges { node { unreadable account } } } }');
  expect(events.edges[0].node).toEqual({ unreadable: expect.stringContaining('could not be read'), account: 'acct_1' });
});

describe('who was told that a dispute is open', () => {
  const dodo = (status: string, at: number) => ({
    type: `dispute.${status}`,
    timestamp: new Date(at).toISOString(),
    data: {
      ...{ payload_type: 'Dispute', dispute_id: 'dp_1', payment_id: 'pay_1', amount: '2890', currency: 'USD' },
      ...{ dispute_stage: 'dispute', dispute_status: `dispute_${status}`, created_at: new Date().toISOString() },
    },
  });

  it.each(['accepted', 'cancelled', 'expired'])('is told that it is %s, and once how it ended', async (status) => {
    const team = await newTeam('DODO');
    const now = Date.now();
    await send(team, [dodo('opened', now), dodo(status, now + 1_000)]);
    expect(await told(team)).toEqual(['dispute.opened Sue', `dispute.${status} Sue`]);
    await send(team, [dodo(status === 'cancelled' ? 'won' : 'lost', now + 2_000), dodo('opened', now + 500)]);
    expect(await told(team)).toEqual(['dispute.opened Sue', `dispute.${status} Sue`]);
  });

  it('is told although its opening comes in one batch with its end', async () => {
    const team = await newTeam('DODO');
    const now = Date.now();
    const bodies = [dodo('opened', now), dodo('accepted', now + 1_000)];
    await Promise.all(bodies.map((body) => postSigned(program, team.source, body as Data)));
    await eventually('the end of both', async () => {
      const [{ open }] = await database.dataSource.query(
        `SELECT count(*)::int AS open FROM events WHERE business_id = $1 AND status <> 'PROCESSED'`,
        [team.businessId],
      );
      return open === 0;
    });
    // The end may have come first, and an opening after it is told to nobody.
    const heard = await told(team);
    expect(heard.includes('dispute.accepted Sue')).toBe(heard.includes('dispute.opened Sue'));
  });
});
