// Disputes through the API: the list by urgency, what belongs to each, who may answer, and the ladder's settings.

import { DEFAULT_POLICY } from '../../src/core/disputes/default-policy.js';
import { Dispute } from '../../src/core/disputes/dispute.entity.js';
import { newId } from '../../src/platform/new-id.js';
import { addBusiness, addPerson, createDatabase, type TestDatabase, type TestPerson } from '../support/database.js';
import { addDispute, inHours, tellOf } from '../support/disputes.js';
import { type Data, GraphqlClient } from '../support/graphql.js';
import { Subscriber } from '../support/live.js';
import { type Program, startProgram } from '../support/program.js';
import { textReason } from '../support/reasons.js';
import { countStatements } from '../support/statements.js';

let database: TestDatabase;
let program: Program;
let businessId: string;
let client: GraphqlClient;
let ada: TestPerson;
let member: GraphqlClient;
let looker: GraphqlClient;

beforeAll(async () => {
  database = await createDatabase();
  program = await startProgram(database);
  await database.dataSource.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
});

beforeEach(async () => {
  businessId = await addBusiness(database.dataSource);
  client = await GraphqlClient.of(program, businessId);
  ada = await addPerson(database.dataSource, businessId);
  member = await client.withKey('MEMBER', ada.recipientId);
  looker = await client.withKey('VIEWER');
});

afterAll(async () => {
  await program?.stop();
  await database?.drop();
});

const add = (values: Partial<Dispute> = {}) => addDispute(database.dataSource, businessId, values);
const LIST = `query ($first: Int, $after: String, $state: DisputeState) { disputes(first: $first, after: $after, state: $state) {
  edges { node { externalId } } pageInfo { hasNextPage hasPreviousPage endCursor } totalCount } }`;

describe('the list', () => {
  it('has what is urgent first, page by page, and is the same in pieces', async () => {
    await add({ externalId: 'won, long ago', state: 'WON', openedAt: inHours(-900) });
    await add({ externalId: 'due in 5 h, taken', state: 'ACKNOWLEDGED', respondBy: inHours(5) });
    await add({ externalId: 'no answer possible', respondBy: null });
    await add({ externalId: 'lost, lately', state: 'LOST', respondBy: inHours(1) });
    await add({ externalId: 'due in 2 h', respondBy: inHours(2) });
    const due = inHours(50);
    for (const n of [1, 2, 3]) await add({ externalId: `at the same moment ${n}`, respondBy: due });
    const wanted = ['due in 2 h', 'due in 5 h, taken', ...[1, 2, 3].map((n) => `at the same moment ${n}`)];
    wanted.push('no answer possible', 'lost, lately', 'won, long ago');
    const seen: string[] = [];
    let after: string | null = null;
    for (let more = true; more; ) {
      const { disputes }: Data = await client.get(LIST, { first: 3, after });
      seen.push(...disputes.edges.map((edge: Data) => edge.node.externalId));
      expect(disputes.pageInfo.hasPreviousPage).toBe(after !== null);
      ({ endCursor: after, hasNextPage: more } = disputes.pageInfo);
    }
    expect(seen).toEqual(wanted);
    const taken = await client.get(LIST, { state: 'ACKNOWLEDGED' });
    expect(taken.disputes.edges).toEqual([{ node: { externalId: 'due in 5 h, taken' } }]);
    const { extensions } = await client.fail(LIST, { after: newId('dispute') });
    expect(extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'after' });
  });

  it('of fifty with their reminders costs six statements at most', async () => {
    const disputes = await Promise.all(Array.from({ length: 50 }, () => add()));
    for (const { id } of disputes)
      await database.dataSource.query(
        `INSERT INTO reminders (dispute_id, due_at, business_id, level, asked_level, sent_at) VALUES ($1, $2, $3, 1, 1, now())`,
        [id, inHours(-1), businessId],
      );
    const query = '{ disputes { edges { node { id reminders { dueAt deliveries } workflowUrl } } } }';
    await client.get(query);
    const counted = await countStatements(database.dataSource);
    const answer = await client.get(query);
    const { total, list } = await counted();
    expect(answer.disputes.edges).toHaveLength(50);
    expect(answer.disputes.edges[49].node.reminders.length).toBeGreaterThan(1);
    expect(`${total <= 6} ${total > 1}\n${list}`).toBe(`true true\n${list}`);
  });
});

describe('a dispute', () => {
  it('shows reminders that were sent and those to come, as they will be if nobody takes it', async () => {
    const due = inHours(20);
    const dispute = await add({ respondBy: due, respondByKnownAt: inHours(-60), escalationLevel: 1 });
    const { eventId } = await tellOf(database.dataSource, dispute, ada.emailId, { type: 'dispute.reminder' });
    const at = (hours: number) => new Date(due.getTime() - hours * 3_600_000);
    await database.dataSource.query(
      `INSERT INTO reminders (dispute_id, due_at, business_id, level, asked_level, sent_at, skipped, event_id)
       VALUES ($1, $2, $3, 0, 0, NULL, 'OVERTAKEN', NULL), ($1, $4, $3, 1, 1, $4, NULL, $5)`,
      [dispute.id, at(72), businessId, at(24), eventId],
    );
    const { node } = await client.get(
      'query ($id: ID!) { node(id: $id) { ... on Dispute { respondBySource reminders { dueAt level roles state sentAt deliveries } workflowUrl } } }',
      { id: dispute.id },
    );
    expect(node.respondBySource).toBe('PROVIDER');
    expect(node.workflowUrl).toMatch(new RegExp(`/workflows/${dispute.id}$`));
    const [first, , last] = DEFAULT_POLICY.levels.map(({ roles }, level) => {
      return { level, roles, state: 'TO_COME', sentAt: null, deliveries: 0 };
    });
    const sent = { ...first, level: 1, state: 'SENT', deliveries: 1 };
    expect(node.reminders).toEqual([
      { ...first, dueAt: at(72).toISOString(), state: 'OVERTAKEN' },
      { ...sent, dueAt: at(24).toISOString(), sentAt: at(24).toISOString() },
      { ...last, dueAt: at(6).toISOString() },
      { ...last, dueAt: at(2).toISOString() },
    ]);
  });

  it('without a deadline has no ladder, and one that is over has none to come', async () => {
    const query =
      'query ($id: ID!) { node(id: $id) { ... on Dispute { respondBy respondBySource reminders { dueAt } amount { currency } } } }';
    const impossible = await add({ respondBy: null, respondByKnownAt: null, amount: null, currency: null });
    const none = { respondBy: null, respondBySource: null, reminders: [], amount: { currency: 'XXX' } };
    expect((await client.get(query, { id: impossible.id })).node).toEqual(none);
    const over = await add({ state: 'RESPONDED' });
    expect((await client.get(query, { id: over.id })).node.reminders).toEqual([]);
  });

  it('has a timeline of its facts and of who was told, and an evidence pack with the same', async () => {
    const dispute = await add();
    const { eventId, deliveryId } = await tellOf(database.dataSource, dispute, ada.emailId, {
      facts: { customerName: 'Jo' },
    });
    await database.dataSource.query(
      `INSERT INTO attempts (id, business_id, delivery_id, number, at, outcome, status_code, detail, duration_ms)
       VALUES ($1, $2, $3, 1, now(), 'sent', 250, $4, 12)`,
      [newId('attempt'), businessId, deliveryId, textReason('2.0.0 OK queued as 4711')],
    );
    // The same case at another stage is another dispute.
    const other = await add({ sourceId: dispute.sourceId, externalId: dispute.externalId, stage: 'pre_arbitration' });
    await tellOf(database.dataSource, other, ada.emailId);
    const { disputes } = await client.get(
      '{ disputes { edges { node { id timeline { kind text delivery { id } } evidencePack { url json } } } } }',
    );
    const own = disputes.edges.find((edge: Data) => edge.node.id === dispute.id).node;
    expect(own.timeline).toEqual([
      { kind: 'FACT', text: 'Dispute of $99.00 opened by Jo', delivery: null },
      { kind: 'TRIED_SENT', text: 'Sent to ada@team.example (E-mail), attempt 1', delivery: { id: deliveryId } },
    ]);
    const { json } = own.evidencePack;
    expect(json.dispute).toMatchObject({ id: dispute.id, state: 'NEEDS_RESPONSE', amount: '9900', answeredAt: null });
    expect(json.events).toMatchObject([
      {
        ...{ id: eventId, type: 'dispute.opened' },
        deliveries: [
          {
            ...{ id: deliveryId, channel: 'EMAIL', to: 'ada@team.example', person: 'Ada', status: 'SENT' },
            attempts: [{ number: 1, outcome: 'sent', statusCode: 250, receipt: '2.0.0 OK queued as 4711' }],
          },
        ],
      },
    ]);
    const url = own.evidencePack.url.replace('http://tocsin.test', program.url);
    const page = await (await fetch(url)).text();
    for (const text of ['Dispute of $99.00 opened by Jo', 'queued as 4711', 'Ada<br>ada<wbr>@team.example'])
      expect(page).toContain(text);
    const german = await fetch(url, { headers: { 'accept-language': 'de-CH,en;q=0.5' } });
    const words = await german.text();
    for (const text of ['lang="de"', 'Beweismappe: Streitfall', 'Streitfall über $\u00a099.00 ', ': gesendet 250'])
      expect(words).toContain(text);
    const chosen = await fetch(`${url}?locale=fr&locale=it`, { headers: { 'accept-language': 'de' } });
    expect(await chosen.text()).toContain('Dossier de preuves');
    expect((await fetch(url.replace('/evidence/', '/a/'))).status).toBe(404);
  });
});

const ACKNOWLEDGE =
  'mutation ($id: ID!) { acknowledgeDispute(input: { id: $id }) { dispute { state acknowledgedBy acknowledgedAt } } }';
const RESPOND = 'mutation ($id: ID!) { markDisputeResponded(input: { id: $id }) { dispute { state respondedBy } } }';

describe('answering', () => {
  it('is for all who were told of it, by name, and the second one is told who was first', async () => {
    const dispute = await add();
    const { id } = dispute;
    expect((await member.fail(ACKNOWLEDGE, { id })).extensions.code).toBe('NOT_FOUND');
    await tellOf(database.dataSource, dispute, ada.emailId);
    const { acknowledgeDispute } = await member.get(ACKNOWLEDGE, { id });
    expect(acknowledgeDispute.dispute).toMatchObject({ state: 'ACKNOWLEDGED', acknowledgedBy: 'Ada' });
    const { message, extensions } = await client.fail(ACKNOWLEDGE, { id });
    expect(extensions.code).toBe('CONFLICT');
    expect(message).toMatch(/^Ada was first, at .* UTC; you need do nothing\.$/);
    const { markDisputeResponded } = await client.get(RESPOND, { id });
    expect(markDisputeResponded.dispute.state).toBe('RESPONDED');
    expect((await member.fail(RESPOND, { id })).message).toContain('its state is RESPONDED');
    const { auditLog } = await client.get(
      'query ($id: String) { auditLog(filter: { subject: $id }) { edges { node { action } } } }',
      { id },
    );
    expect(auditLog.edges.map((edge: Data) => edge.node.action)).toEqual([
      'markDisputeResponded',
      'acknowledgeDispute',
    ]);
  });

  it('is not for who only looks, nor for another business', async () => {
    const { id } = await add();
    expect((await looker.fail(ACKNOWLEDGE, { id })).extensions.code).toBe('FORBIDDEN');
    const stranger = await GraphqlClient.of(program, await addBusiness(database.dataSource));
    for (const mutation of [ACKNOWLEDGE, RESPOND])
      expect((await stranger.fail(mutation, { id })).extensions.code).toBe('NOT_FOUND');
    expect((await database.dataSource.getRepository(Dispute).findOneByOrFail({ id })).state).toBe('NEEDS_RESPONSE');
  });

  it('is seen by everybody who watches, and by nobody of another business', async () => {
    const dispute = await add();
    const { id } = dispute;
    await tellOf(database.dataSource, dispute, ada.emailId);
    const other = await GraphqlClient.of(program, await addBusiness(database.dataSource));
    const [watcher, stranger] = [looker, other].map(({ key }) => new Subscriber(program, key));
    try {
      const [seen, unseen] = await Promise.all(
        [watcher, stranger].map((one) => (one as Subscriber).listen('disputeUpdated { id state acknowledgedBy }')),
      );
      await member.get(ACKNOWLEDGE, { id });
      expect(await seen?.next('the dispute')).toEqual({ id, state: 'ACKNOWLEDGED', acknowledgedBy: 'Ada' });
      await client.get(RESPOND, { id });
      expect(await seen?.next('the answer')).toMatchObject({ id, state: 'RESPONDED' });
      expect(unseen?.items).toEqual([]);
    } finally {
      await watcher?.close();
      await stranger?.close();
    }
  });

  it('by an in-app item is offered to its own reader alone', async () => {
    const dispute = await add();
    const respondBy = inHours(5).toISOString();
    const { eventId, deliveryId } = await tellOf(database.dataSource, dispute, ada.inAppId, { facts: { respondBy } });
    await database.dataSource.query(
      `INSERT INTO notifications (id, business_id, recipient_id, event_id, delivery_id, title, body, severity, occurred_at)
       VALUES ($1, $2, $3, $4, $5, 'x', 'x', 'CRITICAL', now())`,
      [newId('notification'), businessId, ada.recipientId, eventId, deliveryId],
    );
    const ask = async (who: GraphqlClient) =>
      (await who.get('{ notifications { edges { node { actionUrl } } } }')).notifications.edges[0].node.actionUrl;
    expect([await ask(client), await ask(looker)]).toEqual([null, null]);
    const url: string = await ask(member);
    const body = new URLSearchParams({ act: 'ACKNOWLEDGE' });
    const answer = await fetch(url.replace('http://tocsin.test', program.url), { method: 'POST', body });
    expect(answer.status).toBe(200);
    expect((await database.dataSource.getRepository(Dispute).findOneByOrFail({ id: dispute.id })).acknowledgedBy).toBe(
      'Ada',
    );
  });
});

describe('the policy of a business', () => {
  const POLICY = 'escalationPolicy { remindBefore estimatedResponseTime levels { roles channels } }';
  const SET = `mutation ($input: EscalationPolicyInput!) { setEscalationPolicy(input: $input) { business { ${POLICY} } } }`;
  const input = { remindBefore: ['P2D', 'PT90M'], levels: [{ roles: ['OWNER'], channels: ['EMAIL', 'SLACK'] }] };

  it('is ours until it chooses its own, which is on the trail and leaves open disputes alone', async () => {
    const { id } = await add();
    expect((await client.get(`{ business { ${POLICY} } }`)).business.escalationPolicy).toEqual(DEFAULT_POLICY);
    const wanted = { ...input, estimatedResponseTime: 'P4D' };
    expect((await client.get(SET, { input })).setEscalationPolicy.business.escalationPolicy).toEqual(wanted);
    expect((await client.get(`{ business { ${POLICY} } }`)).business.escalationPolicy).toEqual(wanted);
    const { node } = await client.get(`query ($id: ID!) { node(id: $id) { ... on Dispute { ${POLICY} } } }`, { id });
    expect(node.escalationPolicy).toEqual(DEFAULT_POLICY);
    const { auditLog } = await client.get('{ auditLog { edges { node { action before after } } } }');
    expect(auditLog.edges[0].node).toMatchObject({
      action: 'setEscalationPolicy',
      before: { remindBefore: DEFAULT_POLICY.remindBefore },
      after: { remindBefore: input.remindBefore },
    });
  });

  it.each([
    [{ remindBefore: ['3 days'] }, 'remindBefore'],
    [{ estimatedResponseTime: 'P90D' }, 'estimatedResponseTime'],
    [{ levels: [] }, 'levels'],
  ])('is refused: %j', async (wrong, field) => {
    expect((await client.fail(SET, { input: { ...input, ...wrong } })).extensions).toEqual({
      code: 'BAD_USER_INPUT',
      field,
    });
  });
});
