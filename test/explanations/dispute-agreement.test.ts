// What explain says of a dispute's events and what their runs recorded are the same, whatever was told in which order.
import fc from 'fast-check';
import { advanceDisputeLadder, recordDisputes } from '../../src/core/disputes/ladder.js';
import { newId } from '../../src/platform/new-id.js';
import { Metrics } from '../../src/platform/telemetry/metrics.js';
import { sample } from '../sources/sample-bodies.js';
import { businessFixture } from '../support/business-fixture.js';
import { addPerson, addSlack, addSource } from '../support/database.js';
import { planned } from '../support/deliveries.js';
import type { Data } from '../support/graphql.js';
import { postSigned } from '../support/program.js';

const asked = businessFixture();

const EXPLAIN = `query ($input: ExplainInput!) { explain(input: $input) {
  decision reason steps { rule outcome decided } recorded { status because } } }`;

const HOUR = 3_600_000;
const NAMES = ['opened', 'challenged', 'accepted', 'cancelled', 'expired', 'won', 'lost'] as const;
const CHOSEN = ['dispute.opened', 'dispute.reminder', 'dispute.lost', 'dispute.won'] as const;

const teams = fc.record({
  roles: fc.array(fc.subarray(['OWNER', 'SUPPORT', 'FINANCE', 'SALES'] as const), { minLength: 2, maxLength: 3 }),
  /** What somebody chose, by the place among the destinations. */
  choices: fc.array(fc.record({ at: fc.nat(9), type: fc.constantFrom(...CHOSEN), enabled: fc.boolean() }), {
    maxLength: 4,
  }),
  facts: fc.array(
    fc.record({ name: fc.constantFrom(...NAMES, 'opened' as const), unreadable: fc.nat(5).map((n) => n === 0) }),
    { minLength: 2, maxLength: 5 },
  ),
});
type Team = typeof teams extends fc.Arbitrary<infer T> ? T : never;

/** People with roles, and endpoints: chats with all types and with chosen ones, and a webhook. */
async function addDestinations({ roles, choices }: Team): Promise<string[]> {
  const { dataSource, businessId } = asked;
  for (const [n, some] of roles.entries())
    await addPerson(dataSource, businessId, { name: `P${n}`, email: `p${n}@team.example`, roles: [...some] });
  const endpoints = await Promise.all(
    [1, 2, 3].map((n) => addSlack(dataSource, businessId, `https://hooks.example/${n}`)),
  );
  await dataSource.query('UPDATE destinations SET takes_all = false WHERE id = $1', [endpoints[1]]);
  await dataSource.query(`UPDATE destinations SET channel = 'WEBHOOK' WHERE id = $1`, [endpoints[2]]);
  const rows: { id: string }[] = await dataSource.query(
    'SELECT id FROM destinations WHERE business_id = $1 ORDER BY id',
    [businessId],
  );
  const ids = rows.map(({ id }) => id);
  for (const { at, type, enabled } of choices)
    await dataSource.query(
      `INSERT INTO preferences (destination_id, event_type, business_id, enabled, changed_by)
       VALUES ($1, $2, $3, $4, 'a test') ON CONFLICT DO NOTHING`,
      [ids[at % ids.length], type, businessId, enabled],
    );
  return ids;
}

/** Each fact is told, and the ladder moves as if it were an hour before the deadline, before the next one comes. */
async function comeToPass({ facts }: Team): Promise<string[]> {
  const { dataSource, businessId, program } = asked;
  const source = { ...(await addSource(dataSource, businessId, 'DODO')), kind: 'DODO' as const };
  const opened = Date.now() - 90 * HOUR;
  for (const [n, { name, unreadable }] of facts.entries()) {
    const body = sample('dodo.dispute.opened');
    const about = { dispute_id: `dp_${businessId}`, created_at: new Date(opened).toISOString() };
    Object.assign(body, { type: `dispute.${name}`, timestamp: new Date(opened + n * HOUR).toISOString() });
    body.data = unreadable ? null : { ...body.data, ...about, dispute_status: `dispute_${name}` };
    const { body: answer, status } = await postSigned(program, source, body, { externalId: newId('event') });
    expect(status).toBe(202);
    await planned(dataSource, [answer.id]);
    for (const { id } of await recordDisputes(dataSource, [answer.id]))
      await advanceDisputeLadder(
        { dataSource, publish: () => undefined, metrics: new Metrics() },
        { disputeId: id, now: Date.now() + 5 * HOUR },
      );
    const notices: { id: string }[] = await dataSource.query(
      'SELECT id FROM events WHERE business_id = $1 AND planned_at IS NULL ORDER BY id',
      [businessId],
    );
    for (const { id } of notices) await planned(dataSource, [id]);
  }
  const events: { id: string }[] = await dataSource.query('SELECT id FROM events WHERE business_id = $1', [businessId]);
  return events.map(({ id }) => id);
}

const DECISIONS: Record<string, string> = { PENDING: 'SEND', DELIVERED: 'SEND', DEFERRED: 'DEFER' };

/** How often each rule decided. */
const deciders = new Map<string, number>();

async function expectAgreement(eventId: string, destinationId: string): Promise<void> {
  const { explain }: Data = await asked.client.get(EXPLAIN, { input: { eventId, destinationId } });
  const { decision, reason, recorded, steps } = explain;
  const { rule } = steps.find((step: Data) => step.decided);
  const then = recorded ? (DECISIONS[recorded.status] ?? 'SKIP') : 'SKIP';
  const about = { eventId, destinationId, rule, reason, because: recorded?.because };
  expect({ ...about, decision }).toEqual({ ...about, decision: then });
  if (recorded) expect(about).toEqual({ ...about, reason: expect.stringContaining(recorded.because) });
  deciders.set(rule, (deciders.get(rule) ?? 0) + 1);
}

describe('explain and the plan of a dispute’s events', () => {
  const courses = fc.sample(teams, { numRuns: 20, seed: 20_261_128 });

  it.each(courses.map((team, n) => ({ n, team })))('agree on course $n', async ({ team }) => {
    const destinations = await addDestinations(team);
    for (const eventId of await comeToPass(team))
      for (const destinationId of destinations) await expectAgreement(eventId, destinationId);
  });

  it('were decided by each rule about disputes, or this would prove nothing', () => {
    const rules = ['OPENING', 'ON_CALL', 'LEVEL', 'UNREADABLE', 'SUPERSEDED', 'EXPLICIT', 'ROLE'];
    expect(rules.filter((rule) => (deciders.get(rule) ?? 0) < 4)).toEqual([]);
  });
});
