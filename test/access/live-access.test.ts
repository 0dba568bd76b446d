// What a member may not ask, no live update shows either.
import { teamFixture } from '../support/business-fixture.js';
import { addPerson } from '../support/database.js';
import { tellTo } from '../support/deliveries.js';
import { addDispute, tellOf } from '../support/disputes.js';
import { Stream, Subscriber } from '../support/live.js';
import { eventually } from '../support/program.js';

const asked = teamFixture();
let subscriber: Subscriber;

beforeEach(async () => {
  subscriber = new Subscriber(asked.program, (await asked.client.withKey('MEMBER', asked.ada.recipientId)).key);
});
afterEach(() => subscriber?.close());

const announce = (ids: string[]) =>
  asked.program.bus.publish(ids.map((id) => ({ businessId: asked.businessId, recipientId: null, id })));

it('a member is shown events that were told to them, and no others', async () => {
  const bob = await addPerson(asked.dataSource, asked.businessId, { name: 'Bob', email: 'bob@team.example' });
  const [others, own] = [await asked.add(), await asked.add()];
  await tellTo(asked.dataSource, others, bob.inAppId);
  await tellTo(asked.dataSource, own, asked.ada.inAppId);
  const events = await subscriber.listen('eventUpdated { id summary }');
  announce([others, own]);
  await events.until('the own event', (event) => event.id === own);
  expect(events.items.map(({ id }) => id)).not.toContain(others);
});

it('a member is shown disputes that were told to them, and no others', async () => {
  const bob = await addPerson(asked.dataSource, asked.businessId, { name: 'Bob', email: 'bob@team.example' });
  const [others, own] = [
    await addDispute(asked.dataSource, asked.businessId),
    await addDispute(asked.dataSource, asked.businessId),
  ];
  await tellOf(asked.dataSource, others, bob.emailId);
  await tellOf(asked.dataSource, own, asked.ada.emailId);
  const disputes = await subscriber.listen('disputeUpdated { id state }');
  announce([others.id, own.id]);
  await disputes.until('the own dispute', (dispute) => dispute.id === own.id);
  expect(disputes.items.map(({ id }) => id)).not.toContain(others.id);
});

it.each([
  'eventUpdated { id payload }',
  'disputeUpdated { id evidencePack { url } }',
  'eventUpdated { source { name } }',
])('a member is refused %s', async (selection) => {
  const stream = new Stream(subscriber.client, `subscription { ${selection} }`);
  await eventually('the refusal', async () => stream.errors.length > 0);
  expect(stream.errors.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
  expect(stream.items).toEqual([]);
});
