// The in-app centre: counts, marks, and one item per case.
import { planEvents } from '../../src/core/planning/plan-events.js';
import { NO_FACTS, type NormalisedEvent } from '../../src/domain/facts.js';
import { newId } from '../../src/platform/new-id.js';
import { addBusiness, addPerson, createDatabase, type TestDatabase, type TestPerson } from '../support/database.js';
import { addEvent, quietly, tellTo } from '../support/deliveries.js';
import { type Data, GraphqlClient } from '../support/graphql.js';
import { type Program, startProgram } from '../support/program.js';

const ITEM = 'id title body severity readAt archivedAt createdAt updatedAt event { id type }';
const MARKED = `{ notifications { ${ITEM} } unreadCount }`;

let database: TestDatabase;
let program: Program;
let businessId: string;
let ada: TestPerson;
let client: GraphqlClient;

beforeAll(async () => {
  database = await createDatabase(20);
  program = await startProgram(database);
});

beforeEach(async () => {
  businessId = await addBusiness(database.dataSource);
  ada = await addPerson(database.dataSource, businessId);
  client = await GraphqlClient.of(program, businessId);
});

afterAll(async () => {
  await program?.stop();
  await database?.drop();
});

const mark = async (name: string, ids: string[]): Promise<Data> =>
  (
    await client.get(`mutation ($input: NotificationIdsInput!) { ${name}(input: $input) ${MARKED} }`, {
      input: { ids },
    })
  )[name];
const markAll = async (): Promise<Data> => (await client.get(`mutation { markAllRead ${MARKED} }`)).markAllRead;
const unread = async (): Promise<number> => (await client.get('{ unreadCount }')).unreadCount;

async function items(filter = 'ALL', page = ''): Promise<Data[]> {
  const { notifications } = await client.get(
    `{ notifications(filter: ${filter}${page}) { edges { cursor node { ${ITEM} } } } }`,
  );
  return notifications.edges.map((edge: Data) => ({ ...edge.node, cursor: edge.cursor }));
}

/** Many unread items of one event at once. */
async function addItems(count: number, { recipientId, inAppId } = ada): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId('notification'));
  const eventId = await addEvent(database.dataSource, businessId);
  await tellTo(database.dataSource, eventId, inAppId);
  await database.dataSource.query(
    `INSERT INTO notifications (id, business_id, recipient_id, event_id, delivery_id, title, body, severity)
     SELECT id, $2, $3, $4, replace(id, 'ntf', 'dlv'), 'A title', 'A body', 'INFO' FROM unnest($1::text[]) AS t(id)`,
    [ids, businessId, recipientId, eventId],
  );
  return ids;
}

const sourceId = newId('source');

/** Accepts and plans events of one source in one run. */
async function happen(...events: Partial<NormalisedEvent>[]): Promise<string[]> {
  const ids: string[] = [];
  for (const event of events) ids.push(await addEvent(database.dataSource, businessId, { facts: NO_FACTS, ...event }));
  await database.dataSource.query('UPDATE events SET source_id = $2 WHERE id = ANY($1)', [ids, sourceId]);
  await planEvents(quietly(database.dataSource), { eventIds: ids }, `run-of-${ids[0]}`, new Date());
  return ids;
}

const at = (minute: number) => new Date(Date.UTC(2026, 10, 4, 6, minute)).toISOString();
const dispute = (state: string, minute: number, entityId = 'dis_1') => ({
  type: `dispute.${state}`,
  entityId,
  occurredAt: at(minute),
});

describe('The unread count', () => {
  it('counts to 100, for a person and for the team', async () => {
    const bob = await addPerson(database.dataSource, businessId, { name: 'Bob', email: 'bob@team.example' });
    await addItems(60);
    await addItems(50, bob);
    expect(await unread()).toBe(100);
    const { destinations } = await client.get(
      '{ destinations(channel: IN_APP) { edges { node { id ... on InAppDestination { unreadCount } } } } }',
    );
    expect(destinations.edges.map((edge: Data) => edge.node)).toEqual([
      { id: ada.inAppId, unreadCount: 60 },
      { id: bob.inAppId, unreadCount: 50 },
    ]);
    await addItems(60);
    const again = await client.get(
      '{ destinations(channel: IN_APP) { edges { node { ... on InAppDestination { unreadCount } } } } }',
    );
    expect(again.destinations.edges[0].node.unreadCount).toBe(100);
  });

  it('is right after marks of all kinds that raced each other', async () => {
    const ids = await addItems(200);
    const backwards = [...ids].reverse();
    await Promise.all([
      markAll(),
      mark('markRead', ids),
      mark('markUnread', backwards),
      markAll(),
      mark('archive', backwards.slice(0, 50)),
      mark('markRead', backwards),
      mark('unarchive', ids.slice(150)),
      markAll(),
    ]);
    const [row] = await database.dataSource.query(
      `SELECT count(*) FILTER (WHERE read_at IS NULL AND archived_at IS NULL)::integer AS unread FROM notifications WHERE business_id = $1`,
      [businessId],
    );
    expect(await unread()).toBe(Math.min(row.unread, 100));
    await mark('unarchive', ids);
    expect((await mark('markUnread', ids.slice(0, 7))).unreadCount).toBeGreaterThanOrEqual(7);
    expect((await markAll()).unreadCount).toBe(0);
  });

  it('is 0 after all of more than one chunk were marked, which answers with the newest hundred', async () => {
    const ids = await addItems(2_100);
    const { unreadCount, notifications } = await markAll();
    expect(unreadCount).toBe(0);
    expect(notifications).toHaveLength(100);
    expect(notifications[0].id).toBe(ids.at(-1));
    expect(await items('UNREAD')).toEqual([]);
  });
});

describe('Marks', () => {
  it('read, unread, put away and bring back, as often as one likes', async () => {
    const [id] = (await addItems(1)) as [string];
    const first = await mark('markRead', [id]);
    expect(first).toMatchObject({ unreadCount: 0, notifications: [{ id, readAt: expect.any(String) }] });
    expect((await mark('markRead', [id])).notifications[0].readAt).toBe(first.notifications[0].readAt);
    expect(await mark('markUnread', [id])).toMatchObject({ unreadCount: 1, notifications: [{ readAt: null }] });
    expect(await mark('archive', [id])).toMatchObject({
      unreadCount: 0,
      notifications: [{ archivedAt: expect.any(String) }],
    });
    expect((await items()).length).toBe(0);
    expect((await items('ARCHIVED')).map((item) => item.id)).toEqual([id]);
    expect(await mark('unarchive', [id])).toMatchObject({ unreadCount: 1, notifications: [{ archivedAt: null }] });
  });

  it('mark nothing where one of the ids is another business’s or nobody’s', async () => {
    const [own] = (await addItems(1)) as [string];
    const mine = businessId;
    businessId = await addBusiness(database.dataSource);
    const [foreign] = (await addItems(1)) as [string];
    businessId = mine;
    for (const id of [foreign, newId('notification'), 'x']) {
      const error = await client.fail(
        'mutation ($input: NotificationIdsInput!) { markRead(input: $input) { unreadCount } }',
        {
          input: { ids: [own, id] },
        },
      );
      expect(error).toMatchObject({ message: `There is no notification ${id}.`, extensions: { code: 'NOT_FOUND' } });
    }
    expect(await unread()).toBe(1);
  });

  it('of a member are of their own items only', async () => {
    const bob = await addPerson(database.dataSource, businessId, { name: 'Bob', email: 'bob@team.example' });
    const [adas] = await addItems(1);
    const [bobs] = await addItems(1, bob);
    client = await client.withKey('MEMBER', bob.recipientId);
    expect((await items()).map((item) => item.id)).toEqual([bobs]);
    const error = await client.fail(
      'mutation ($input: NotificationIdsInput!) { archive(input: $input) { unreadCount } }',
      {
        input: { ids: [adas] },
      },
    );
    expect(error.extensions.code).toBe('NOT_FOUND');
    expect(await markAll()).toMatchObject({ unreadCount: 0, notifications: [{ id: bobs }] });
    client = await GraphqlClient.of(program, businessId);
    expect(await unread()).toBe(1);
  });
});

describe('A case', () => {
  it('is one item that shows its newest state, unread again and first in the list', async () => {
    await happen(dispute('opened', 1));
    const [opened] = await items();
    await mark('markRead', [opened.id]);
    await happen({ type: 'payment.failed', entityId: 'pay_1', occurredAt: at(2) });
    expect((await items()).map((item) => item.event.type)).toEqual(['payment.failed', 'dispute.opened']);
    const [lost] = await happen(dispute('lost', 3));
    const [now, other] = await items();
    expect(now).toMatchObject({
      id: opened.id,
      event: { id: lost, type: 'dispute.lost' },
      readAt: null,
      createdAt: opened.createdAt,
    });
    expect(now.title).not.toBe(opened.title);
    expect(other.event.type).toBe('payment.failed');
    expect(await unread()).toBe(2);
    const deliveries = await database.dataSource.query(
      `SELECT d.status FROM deliveries d WHERE d.business_id = $1 AND d.channel = 'IN_APP'`,
      [businessId],
    );
    expect(deliveries).toEqual(Array(3).fill({ status: 'DELIVERED' }));
  });

  it('never goes backwards in time, neither across runs nor within one', async () => {
    const [lost] = await happen(dispute('lost', 5));
    await happen(dispute('opened', 1));
    expect(await items()).toMatchObject([{ event: { id: lost } }]);
    const [, won] = await happen(
      dispute('opened', 1, 'dis_2'),
      dispute('won', 9, 'dis_2'),
      dispute('challenged', 4, 'dis_2'),
    );
    expect((await items()).map((item) => item.event.id)).toEqual([won, lost]);
  });

  it('that was put away begins anew with its next event; brought back, the old item stays as it was', async () => {
    const [opened] = await happen(dispute('opened', 1));
    const [old] = await items();
    await mark('archive', [old.id]);
    const [challenged] = await happen(dispute('challenged', 2));
    const [fresh] = await items();
    expect(fresh.id).not.toBe(old.id);
    await mark('unarchive', [old.id]);
    const [lost] = await happen(dispute('lost', 3));
    const now = await items();
    expect(now.map((item) => item.event.id).sort()).toEqual([opened, lost].sort());
    expect(now.find((item) => item.event.id === lost)?.id).toBe(fresh.id);
    expect(challenged).not.toBe(lost);
  });

  it('that was put away by mistake and brought back at once goes on as one item', async () => {
    await happen(dispute('opened', 1));
    const [item] = await items();
    await mark('archive', [item.id]);
    await mark('unarchive', [item.id]);
    const [lost] = await happen(dispute('lost', 2));
    expect(await items()).toMatchObject([{ id: item.id, event: { id: lost } }]);
  });

  it('is each person’s own, and payments and refunds are items of their own', async () => {
    await addPerson(database.dataSource, businessId, { name: 'Bob', email: 'bob@team.example' });
    await happen(dispute('opened', 1), dispute('challenged', 2));
    expect(await items()).toHaveLength(2);
    await happen(
      { type: 'payment.failed', entityId: 'pay_1', occurredAt: at(3) },
      { type: 'payment.failed', entityId: 'pay_1', occurredAt: at(4) },
    );
    expect(await items()).toHaveLength(6);
  });

  it('takes marks that race its events without a fault', async () => {
    await happen(dispute('opened', 1));
    const [item] = await items();
    const states = Array.from({ length: 12 }, (_, i) => happen(dispute(i % 2 ? 'challenged' : 'opened', 2 + i)));
    const marks = Array.from({ length: 12 }, (_, i) => mark(i % 2 ? 'archive' : 'unarchive', [item.id]));
    await Promise.all([...states, ...marks, markAll(), markAll()]);
    const rows = await database.dataSource.query(
      'SELECT count(*)::integer AS count FROM notifications WHERE business_id = $1 AND thread_key IS NOT NULL AND archived_at IS NULL',
      [businessId],
    );
    expect(rows[0].count).toBeLessThanOrEqual(1);
    await happen(dispute('lost', 50));
    expect((await items())[0].event.type).toBe('dispute.lost');
  });
});

describe('Pages', () => {
  it('show each item once, also those of one moment', async () => {
    const ids = await addItems(25);
    const seen: string[] = [];
    for (let after = ''; ; ) {
      const page = await items('ALL', `, first: 10${after}`);
      seen.push(...page.map((item) => item.id));
      if (page.length < 10) break;
      after = `, after: ${JSON.stringify(page.at(-1).cursor)}`;
    }
    expect(seen).toEqual([...ids].reverse());
  });

  it('say what is wrong with a cursor', async () => {
    const { extensions, message } = await client.fail('{ notifications(after: "nonsense") { edges { cursor } } }');
    expect(extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'after' });
    expect(message).toMatch(/endCursor/);
  });
});
