// What is filed under disputes is not one itself: a bank's early warning makes no dispute, no ladder and no line of the list.

import { sample } from '../sources/sample-bodies.js';
import { planningFixture } from '../support/planning-fixture.js';

const asked = planningFixture();

const disputes = () =>
  asked.dataSource.query('SELECT external_id AS id, state FROM disputes WHERE business_id = $1', [asked.businessId]);

it('a fraud warning is no dispute', async () => {
  expect((await asked.happen('STRIPE', sample('stripe.radar.early_fraud_warning.created'))).type).toBe(
    'fraud_warning.created',
  );
  expect(await disputes()).toEqual([]);
});

it('an event of a name that we do not know, about a dispute, is looked at as any other', async () => {
  const body = { ...sample('dodo.dispute.opened'), type: 'dispute.escalated' };
  await asked.happen('DODO', body);
  expect(await disputes()).toEqual([{ id: 'dp_1BVh3yOW6VkqcJ8iAXSS', state: 'NEEDS_RESPONSE' }]);
});
