// However many events wait, the relay takes the urgent ones of them first, and each once.
import { Inbox } from '../../src/core/ingest/inbox.js';
import { LEASE_WAITING_ROWS } from '../../src/core/ingest/relay.statements.js';
import type { RelayNudge } from '../../src/core/ingest/relay-nudge.js';
import { URGENT_TYPES } from '../../src/domain/planning/urgency.js';
import { runStatement } from '../../src/platform/database/statement.js';
import { addBusiness, addSource, createDatabase, type TestDatabase } from '../support/database.js';
import { webhookOf } from '../support/events.js';

const NOBODY: RelayNudge = { hasRoom: () => false, nudge: () => undefined };

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database?.drop());

it('an urgent event overtakes those that have waited longer', async () => {
  const { dataSource } = database;
  const businessId = await addBusiness(dataSource);
  const { id: sourceId } = await addSource(dataSource, businessId, 'DODO');
  const inbox = new Inbox(dataSource, NOBODY);
  const add = async (type: string) => (await inbox.add(await webhookOf(type, businessId, sourceId))).id;
  const ids: string[] = [];
  for (let count = 0; count < 30; count++) ids.push(await add('payment.succeeded'));
  const dispute = await add('dispute.opened');
  const lease = async () =>
    (await runStatement(dataSource, LEASE_WAITING_ROWS, { urgentTypes: URGENT_TYPES, atMost: 10 })).map(({ id }) => id);
  const first = await lease();
  expect(first).toContain(dispute);
  expect(first).toHaveLength(11);
  const leased = [...first, ...(await lease()), ...(await lease())];
  expect(leased.toSorted()).toEqual([...ids, dispute].toSorted());
  expect(await lease()).toEqual([]);
});
