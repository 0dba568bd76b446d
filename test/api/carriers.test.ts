// An address that no carrier can reach is no listener: coverage says so, where nothing else would.
import { businessFixture } from '../support/business-fixture.js';
import { addDevice, addPerson, addSlack } from '../support/database.js';
import type { Data } from '../support/graphql.js';
import { vapidOf } from '../support/push-stand-ins.js';

const bare = businessFixture();
const vapid = vapidOf();
const pushing = businessFixture(() => ({ config: { push: { fcm: null, vapid } } }));

const COVERAGE = '{ coverage { eventType { key } reachable message } }';
const openings = (data: Data) => data.coverage.filter(({ eventType }: Data) => eventType.key === 'dispute.opened');

it('without a carrier of e-mail, an address covers nothing; the reason says what is missing, in one’s language', async () => {
  await addPerson(bare.dataSource, bare.businessId);
  const message =
    '“Dispute opened” does not arrive by e-mail: this installation has no carrier for that. Ask its operator to set one up, or switch on another channel.';
  expect(openings(await bare.client.get(COVERAGE))).toEqual([
    { eventType: { key: 'dispute.opened' }, reachable: 1, message },
  ]);
  expect(openings(await bare.client.reading('de').get(COVERAGE))[0].message).toMatch(/kommt nicht an per E-Mail/);
  // The notification centre needs none, nor does an endpoint: both together are enough.
  await addSlack(bare.dataSource, bare.businessId, 'http://127.0.0.1:1/hook');
  expect(openings(await bare.client.get(COVERAGE))).toEqual([]);
});

it('a device counts where its own carrier is there', async () => {
  const { recipientId } = await addPerson(pushing.dataSource, pushing.businessId);
  await addDevice(pushing.dataSource, pushing.businessId, recipientId, { platform: 'IOS' });
  expect(openings(await pushing.client.get(COVERAGE))[0].message).toContain('does not arrive by e-mail and push');
  await addDevice(pushing.dataSource, pushing.businessId, recipientId, { platform: 'WEB' });
  expect(openings(await pushing.client.get(COVERAGE))).toEqual([]);
});
