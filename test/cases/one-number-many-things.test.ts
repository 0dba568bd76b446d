// Neighbours of case 11: who counts has a dispute, a payout and a subscription of one number, and each has an item of its own.
import { Inbox } from '../../src/core/ingest/inbox.js';
import { newId } from '../../src/platform/new-id.js';
import { SOURCE_KINDS, type SourceKind } from '../../src/sources/index.js';
import { addSource } from '../support/database.js';
import { planned } from '../support/deliveries.js';
import { planningFixture } from '../support/planning-fixture.js';

const asked = planningFixture();

/** The types of the events that the items of the person say, after all of these. */
async function itemsAfter(kind: SourceKind, bodies: Record<string, unknown>[]): Promise<string[]> {
  const { dataSource, businessId } = asked;
  const { id: sourceId } = await addSource(dataSource, businessId, kind);
  const inbox = new Inbox(dataSource, { hasRoom: () => false, nudge: () => undefined });
  for (const body of bodies) {
    const receivedAt = new Date();
    const event = SOURCE_KINDS[kind].normalise(body, 'x', receivedAt);
    const row = { businessId, sourceId, externalId: newId('event'), receivedAt, event };
    await planned(dataSource, [(await inbox.add({ ...row, body: Buffer.from(JSON.stringify(body)) })).id]);
  }
  const items: { type: string }[] = await dataSource.query(
    'SELECT e.type FROM notifications n JOIN events e ON e.id = n.event_id WHERE n.business_id = $1 ORDER BY 1',
    [businessId],
  );
  return items.map(({ type }) => type);
}

const told = (type: string, minute: number) => ({
  type,
  timestamp: `2026-11-03T10:0${minute}:00Z`,
  data: { id: 1, amount: 100, currency: 'EUR' },
});

it('of a program that counts', async () => {
  const types = ['dispute.opened', 'payout.failed', 'subscription.active', 'dispute.won'];
  expect(await itemsAfter('GENERIC', types.map(told))).toEqual(['dispute.won', 'payout.failed', 'subscription.active']);
});

it('of a payment provider one thing is one item, whatever comes of it', async () => {
  const data = { payload_type: 'Payout', payout_id: 'pyt_1', amount: 100, currency: 'EUR' };
  const payout = (type: string, minute: number) => ({ ...told(type, minute), data });
  expect(await itemsAfter('DODO', [payout('payout.created', 0), payout('payout.failed', 1)])).toEqual([
    'payout.failed',
  ]);
});
