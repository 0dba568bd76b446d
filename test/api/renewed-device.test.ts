/** A browser that subscribes anew after the server's key pair was exchanged is the same device. */
import { newVapidKeys } from '../../src/platform/outbound/push-settings.js';
import { teamFixture } from '../support/business-fixture.js';
import { addBusiness, addPerson } from '../support/database.js';
import { type Data, GraphqlClient } from '../support/graphql.js';
import { newBrowser, vapidOf } from '../support/push-stand-ins.js';

const asked = teamFixture({}, () => ({ config: { push: { fcm: null, vapid: vapidOf(newVapidKeys()) } } }));

const REGISTER = `mutation ($input: RegisterDeviceInput!) { registerDevice(input: $input) { destination {
  ... on PushDestination { id label enabled recipient { id } } } } }`;
const RENEW = 'mutation ($input: RegisterDeviceInput!) { registerDevice(input: $input) { __typename } }';
let count = 0;
const newToken = () => JSON.stringify(newBrowser(`https://fcm.googleapis.com/fcm/send/${count++}`).subscription);
const register = async (input: object, client = asked.client): Promise<Data> =>
  (await client.get(REGISTER, { input: { platform: 'WEB', ...input } })).registerDevice.destination;
const devices = () =>
  asked.dataSource.query(
    `SELECT id FROM destinations WHERE business_id = $1 AND channel = 'PUSH' AND removed_at IS NULL`,
    [asked.businessId],
  );

it('keeps its name, its person and its own "off", whoever is signed in there; and can say so twice', async () => {
  const { recipientId } = asked.ada;
  const [before, after] = [newToken(), newToken()];
  const device = await register({ token: before, recipientId, label: 'Desk' });
  await asked.dataSource.query('UPDATE destinations SET enabled = false WHERE id = $1', [device.id]);
  const bob = await addPerson(asked.dataSource, asked.businessId, { name: 'Bob', email: 'bob@team.example' });
  const kept = { id: device.id, label: 'Desk', enabled: false, recipient: { id: recipientId } };
  expect(await register({ token: after, replaces: before })).toEqual(kept);
  const again = newToken();
  const client = await asked.client.withKey('MEMBER', bob.recipientId);
  // A MEMBER sees nothing of somebody else's device.
  const input = { platform: 'WEB', token: again, replaces: after, recipientId: bob.recipientId };
  await client.get(RENEW, { input });
  // The answer was lost on its way: the same once more, by its own person.
  const ada = await asked.client.withKey('MEMBER', recipientId);
  expect(await register({ token: again, replaces: after, recipientId }, ada)).toEqual(kept);
  expect(await devices()).toHaveLength(1);
});

it('what is not known is replaced by nothing: a device of who is signed in', async () => {
  const ada = await asked.client.withKey('MEMBER', asked.ada.recipientId);
  expect(
    await register({ token: newToken(), replaces: newToken(), recipientId: asked.ada.recipientId }, ada),
  ).toMatchObject({
    recipient: { id: asked.ada.recipientId },
  });
  const nobody = await asked.client.fail(REGISTER, {
    input: { platform: 'WEB', token: newToken(), replaces: newToken() },
  });
  expect(nobody.extensions.code).toBe('BAD_USER_INPUT');
});

it('who knows a device’s address only, or asks in another business, does not have it', async () => {
  const before = newToken();
  const device = await register({ token: before, recipientId: asked.ada.recipientId });
  const { keys } = newBrowser('https://fcm.googleapis.com/x').subscription;
  const guessed = JSON.stringify({ ...JSON.parse(before), keys });
  const bob = await addPerson(asked.dataSource, asked.businessId, { name: 'Bob', email: 'bob@team.example' });
  const member = await asked.client.withKey('MEMBER', bob.recipientId);
  expect((await register({ token: newToken(), replaces: guessed, recipientId: bob.recipientId }, member)).id).not.toBe(
    device.id,
  );
  const elsewhere = await addBusiness(asked.dataSource);
  const other = await addPerson(asked.dataSource, elsewhere);

  const stranger = await GraphqlClient.of(asked.program, elsewhere);
  const theirs = await register({ token: newToken(), replaces: before, recipientId: other.recipientId }, stranger);
  expect(theirs.id).not.toBe(device.id);
});
