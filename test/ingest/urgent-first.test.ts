// However many events wait, the relay takes the urgent ones of them first, of all businesses in turns, and each once.
import { Inbox } from '../../src/core/ingest/inbox.js';
import { LEASE_WAITING_ROWS } from '../../src/core/ingest/relay.statements.js';
import type { RelayNudge } from '../../src/core/ingest/relay-nudge.js';
import { URGENT_TYPES } from '../../src/domain/planning/urgency.js';
import { runStatement } from '../../src/platform/database/statement.js';
import { addBusiness, addSource, createDatabase, type TestDatabase } from '../support/database.js';
import { webhookOf } from '../support/events.js';

const NOBODY: RelayNudge = { hasRoom: () => false, nudge: () => undefined };

let database: TestDatabase;
beforeEach(async () => {
  database = await createDatabase();
});
afterEach(() => database?.drop());

interface Waiting {
  businessId: string;
  /** In this order. @returns their ids */
  add(count: number, type: string): Promise<string[]>;
}

async function addWaiting(): Promise<Waiting> {
  const { dataSource } = database;
  const businessId = await addBusiness(dataSource);
  const { id: sourceId } = await addSource(dataSource, businessId, 'DODO');
  const inbox = new Inbox(dataSource, NOBODY);
  const add = async (count: number, type: string) => {
    const ids: string[] = [];
    for (let n = 0; n < count; n++) ids.push((await inbox.add(await webhookOf(type, businessId, sourceId))).id);
    return ids;
  };
  return { businessId, add };
}

const lease = async (atMost: number, full: string[] = []) =>
  (await runStatement(database.dataSource, LEASE_WAITING_ROWS, { urgentTypes: URGENT_TYPES, full, atMost })).map(
    ({ id }) => id,
  );

it('an urgent event overtakes those that have waited longer', async () => {
  const { add } = await addWaiting();
  const ids = await add(30, 'payment.succeeded');
  const [dispute = ''] = await add(1, 'dispute.opened');
  const first = await lease(10);
  expect(first).toContain(dispute);
  expect(first).toHaveLength(10);
  const leased = [...first, ...(await lease(10)), ...(await lease(10)), ...(await lease(10))];
  expect(leased.toSorted()).toEqual([...ids, dispute].toSorted());
  expect(await lease(10)).toEqual([]);
});

it.each(['dispute.opened', 'payment.failed'])(
  'of many %s each business has its first before any has its second',
  async (type) => {
    const [many, few] = [await addWaiting(), await addWaiting()];
    const waiting = await many.add(40, type);
    const others = await few.add(2, type);
    const first = await lease(4);
    expect(first.toSorted()).toEqual([...waiting.slice(0, 2), ...others].toSorted());
    expect(await lease(4)).toHaveLength(4);
  },
);

it('whoever is full is passed by', async () => {
  const [full, other] = [await addWaiting(), await addWaiting()];
  const ids = await full.add(3, 'payment.failed');
  const [mine = ''] = await other.add(1, 'payment.succeeded');
  expect(await lease(10, [full.businessId])).toEqual([mine]);
  expect((await lease(10)).toSorted()).toEqual(ids.toSorted());
});

it('two relays that look at the same moment take no event twice', async () => {
  const [one, other] = [await addWaiting(), await addWaiting()];
  const ids = [...(await one.add(30, 'payment.failed')), ...(await other.add(30, 'dispute.opened'))];
  const leased = (await Promise.all([lease(100), lease(100), lease(100)])).flat();
  while (leased.length < ids.length) {
    const more = await lease(100);
    if (more.length === 0) break;
    leased.push(...more);
  }
  expect(leased.toSorted()).toEqual(ids.toSorted());
});
