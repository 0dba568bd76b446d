// Events that could not be read are told once a day and source, not one by one.
import { raiseUnreadable } from '../../src/core/maintenance/unreadable.js';
import { teamFixture } from '../support/business-fixture.js';
import { addSource } from '../support/database.js';
import { planned } from '../support/deliveries.js';
import { postSigned } from '../support/program.js';

const asked = teamFixture();

const DAY_MS = 24 * 3_600_000;
const tomorrow = () => new Date(Date.now() + DAY_MS);

const noticesOf = (businessId: string): Promise<{ id: string; facts: { about: string[]; why: object } }[]> =>
  asked.dataSource.query(
    `SELECT id, facts FROM events WHERE business_id = $1 AND type = 'tocsin.source_unreadable' ORDER BY id`,
    [businessId],
  );

it('three of one source are one notice of the day after, with their number; other sources and days have their own', async () => {
  const { dataSource, program, businessId, ada } = asked;
  const broken = { ...(await addSource(dataSource, businessId, 'STRIPE')), kind: 'STRIPE' as const };
  const fine = { ...(await addSource(dataSource, businessId, 'DODO')), kind: 'DODO' as const };
  for (const id of ['evt_1', 'evt_2', 'evt_3'])
    await postSigned(
      program,
      broken,
      { id, type: 'payment_intent.succeeded', data: { object: null } },
      { externalId: id },
    );
  await postSigned(program, fine, { type: 'something.else', data: {} });
  const at = tomorrow();
  await raiseUnreadable(dataSource, businessId, new Date());
  expect(await noticesOf(businessId)).toEqual([]);
  await raiseUnreadable(dataSource, businessId, at);
  await raiseUnreadable(dataSource, businessId, at);
  await raiseUnreadable(dataSource, businessId, new Date(at.getTime() + DAY_MS));
  const [notice, ...others] = await noticesOf(businessId);
  expect(others).toEqual([]);
  expect(notice?.facts).toMatchObject({ about: ['STRIPE'], why: { code: 'EVENTS_UNREADABLE', params: { count: 3 } } });
  await planned(dataSource, [notice?.id ?? '']);
  const [item] = await dataSource.query('SELECT title, body FROM notifications WHERE recipient_id = $1', [
    ada.recipientId,
  ]);
  expect(item.title).toBe('STRIPE sends what cannot be read');
  expect(item.body).toContain('3 events of yesterday could not be read');
});
