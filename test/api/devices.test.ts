/** Devices: registered, seen again, passed on, switched off, removed; and what reaches them. */
import { newVapidKeys } from '../../src/platform/outbound/push-settings.js';
import {
  addBusiness,
  addPerson,
  addSource,
  createDatabase,
  type TestDatabase,
  type TestPerson,
} from '../support/database.js';
import { type Data, GraphqlClient } from '../support/graphql.js';
import { send } from '../support/producers.js';
import { eventually, type Program, startProgram } from '../support/program.js';
import { type FcmStandIn, newBrowser, startFcm, vapidOf } from '../support/push-stand-ins.js';
import { textReason } from '../support/reasons.js';
import { type HttpStandIn, startHttpStandIn } from '../support/stand-ins.js';

const KEYS = newVapidKeys();
let database: TestDatabase;
let fcm: FcmStandIn;
let service: HttpStandIn;
let program: Program;
let businessId: string;
let admin: GraphqlClient;
let ada: TestPerson;
let bob: TestPerson;

beforeAll(async () => {
  [database, fcm, service] = await Promise.all([createDatabase(), startFcm(), startHttpStandIn()]);
  service.answer = (_request, response) => response.writeHead(201).end();
  const vapid = vapidOf(KEYS);
  program = await startProgram(database, { worker: true, config: { push: { fcm: fcm.settings, vapid } } });
});
beforeEach(async () => {
  fcm.reset();
  service.requests.length = 0;
  businessId = await addBusiness(database.dataSource);
  admin = await GraphqlClient.of(program, businessId);
  ada = await addPerson(database.dataSource, businessId);
  bob = await addPerson(database.dataSource, businessId, { name: 'Bob', email: 'bob@team.example' });
});
afterAll(async () => {
  await program?.stop();
  await Promise.all([fcm?.stop(), service?.stop()]);
  await database?.drop();
});

const DEVICE = '... on PushDestination { id channel label enabled platform lastSeenAt recipient { id } }';
const REGISTER = `mutation ($input: RegisterDeviceInput!) { registerDevice(input: $input) { destination { ${DEVICE} } } }`;
const sql = (text: string, values: unknown[] = []) => database.dataSource.query(text, values);

async function register(input: object, client = admin): Promise<Data> {
  const phone = { platform: 'IOS', token: 'phone:APA91b', recipientId: ada.recipientId };
  return (await client.get(REGISTER, { input: { ...phone, ...input } })).registerDevice.destination;
}
const refused = (input: object, client = admin) =>
  client.fail(REGISTER, { input: { platform: 'IOS', token: 'phone:APA91b', recipientId: ada.recipientId, ...input } });
const rowOf = async (id: string) => (await sql('SELECT * FROM destinations WHERE id = $1', [id]))[0];
const mutate = (name: string, type: string, input: object) =>
  admin.get(`mutation ($input: ${type}!) { ${name}(input: $input) { __typename } }`, { input });
const devicesOf = async (recipientId: string): Promise<Data[]> =>
  (
    await admin.get(
      `query ($id: ID!) { node(id: $id) { ... on Recipient { destinations { __typename ${DEVICE} } } } }`,
      {
        id: recipientId,
      },
    )
  ).node.destinations.filter((one: Data) => one.__typename === 'PushDestination');
const member = ({ recipientId }: TestPerson) => admin.withKey('MEMBER', recipientId);

describe('a device', () => {
  it('is a destination of its person, named after its platform until somebody names it', async () => {
    const device = await register({});
    expect(device).toEqual({
      id: expect.stringMatching(/^dst_/),
      channel: 'PUSH',
      label: 'iPhone or iPad',
      enabled: true,
      platform: 'IOS',
      lastSeenAt: expect.any(String),
      recipient: { id: ada.recipientId },
    });
    expect(Math.abs(Date.now() - Date.parse(device.lastSeenAt))).toBeLessThan(60_000);
    expect(await devicesOf(ada.recipientId)).toMatchObject([{ id: device.id }]);
  });

  it('keeps its token sealed, and out of the audit trail', async () => {
    const { id } = await register({ token: 'very-secret:token', label: 'Ada’s phone' });
    expect(JSON.stringify(await rowOf(id))).not.toContain('very-secret');
    const entries = await sql('SELECT * FROM audit_entries WHERE subject = $1', [id]);
    expect(entries).toMatchObject([
      { action: 'registerDevice', before: null, after: { label: 'Ada’s phone', recipientId: ada.recipientId } },
    ]);
    expect(JSON.stringify(entries)).not.toContain('very-secret');
  });

  it('that registers again is the same one, seen later; it keeps its name unless it brings one', async () => {
    const first = await register({ label: 'Ada’s phone' });
    await sql(`UPDATE destinations SET last_seen_at = now() - interval '1 day' WHERE id = $1`, [first.id]);
    const again = await register({});
    expect(again).toMatchObject({ id: first.id, label: 'Ada’s phone' });
    expect(Date.parse(again.lastSeenAt)).toBeGreaterThanOrEqual(Date.parse(first.lastSeenAt));
    expect(await register({ label: ' New name ' })).toMatchObject({ id: first.id, label: 'New name' });
    const entries = await sql('SELECT before, after FROM audit_entries WHERE subject = $1 ORDER BY id', [first.id]);
    expect(entries.slice(1)).toEqual([{ before: { label: 'Ada’s phone' }, after: { label: 'New name' } }]);
  });

  it('that registers twice at the same moment is one', async () => {
    const ids = await Promise.all(
      [ada, bob, ada, bob].map(async ({ recipientId }) => (await register({ recipientId })).id),
    );
    expect(new Set(ids).size).toBe(1);
  });

  it('that somebody switched off stays off; what we switched off comes back when it works again', async () => {
    const { id } = await register({});
    await mutate('setDestinationEnabled', 'SetDestinationEnabledInput', { id, enabled: false });
    expect(await register({})).toMatchObject({ id, enabled: false });
    await sql(`UPDATE destinations SET disabled_reason = $2 WHERE id = $1`, [id, textReason('the app was removed')]);
    expect(await register({})).toMatchObject({ id, enabled: true });
    expect(await rowOf(id)).toMatchObject({ enabled: true, disabled_reason: null });
  });

  it('in other hands is theirs, and forgets what the one before chose', async () => {
    const { id } = await register({ label: 'The phone' });
    await mutate('setPreference', 'SetPreferenceInput', {
      destinationId: id,
      eventType: 'payment.failed',
      enabled: false,
    });
    await mutate('setDestinationEnabled', 'SetDestinationEnabledInput', { id, enabled: false });
    const moved = await register({ recipientId: bob.recipientId }, await member(bob));
    expect(moved).toMatchObject({ id, enabled: true, recipient: { id: bob.recipientId } });
    expect(await sql('SELECT FROM preferences WHERE destination_id = $1', [id])).toEqual([]);
    expect(await devicesOf(ada.recipientId)).toEqual([]);
  });

  it('of one business is another one in the next', async () => {
    const here = await register({});
    const otherId = await addBusiness(database.dataSource);
    const person = await addPerson(database.dataSource, otherId);
    const there = await register({ recipientId: person.recipientId }, await GraphqlClient.of(program, otherId));
    expect(there.id).not.toBe(here.id);
    expect(await rowOf(here.id)).toMatchObject({ business_id: businessId, recipient_id: ada.recipientId });
  });

  it('that is removed leaves no token behind, and is a new one when it comes back', async () => {
    const { id } = await register({});
    await mutate('removeDestination', 'RemoveDestinationInput', { id });
    expect(await rowOf(id)).toMatchObject({ sealed_token: null, token_hash: null });
    expect((await register({})).id).not.toBe(id);
  });

  it('goes with its person, token and all', async () => {
    const { id } = await register({});
    await mutate('removeRecipient', 'NodeInput', { id: ada.recipientId });
    expect(await rowOf(id)).toMatchObject({ sealed_token: null, removed_at: expect.any(Date) });
  });

  it('is one of twenty at most; a known one is always let in', async () => {
    const { id } = await register({ token: 'phone:0' });
    for (let i = 1; i < 20; i++) await register({ token: `phone:${i}` });
    expect((await refused({ token: 'phone:20' })).extensions.code).toBe('CONFLICT');
    expect((await register({ token: 'phone:0' })).id).toBe(id);
    await register({ token: 'phone:20', recipientId: bob.recipientId });
    expect((await refused({ token: 'phone:20' })).extensions.code).toBe('CONFLICT');
  });
});

describe('who may register', () => {
  it('a member for themselves, and for nobody else', async () => {
    const client = await member(ada);
    await register({}, client);
    expect((await refused({ recipientId: bob.recipientId }, client)).extensions.code).toBe('NOT_FOUND');
  });

  it('nobody without saying whose it is', async () => {
    expect((await refused({ recipientId: null })).extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'recipientId' });
  });
});

describe('a token', () => {
  const { subscription } = newBrowser('https://fcm.googleapis.com/fcm/send/a');
  it.each([
    ['IOS', 'a'.repeat(64), /APNs/],
    ['ANDROID', 'with space', /registration token/],
    ['ANDROID', JSON.stringify(subscription), /registration token/],
    ['ANDROID', '', /registration token/],
    ['IOS', 'x'.repeat(4_097), /4096/],
    ['WEB', 'phone:APA91b', /no push subscription/],
    ['WEB', JSON.stringify({ ...subscription, endpoint: 'https://example.com/x' }), /no push service/],
    ['WEB', JSON.stringify({ ...subscription, keys: {} }), /no push subscription/],
  ])('of %s that can’t work is refused: %s', async (platform, token, words) => {
    const error = await refused({ platform, token });
    expect(error.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'token' });
    expect(error.message).toMatch(words);
  });

  it('of a browser that changed its keys is the same device with the new ones', async () => {
    const [old, renewed] = [newBrowser(`${service.url}/same`), newBrowser(`${service.url}/same`)];
    const web = { platform: 'WEB', label: 'Firefox' };
    const { id } = await register({ ...web, token: JSON.stringify(old.subscription) });
    expect(await register({ ...web, token: JSON.stringify(renewed.subscription) })).toMatchObject({ id });
    await happen();
    await eventually('the push', async () => service.requests.length > 0);
    expect(JSON.parse(renewed.decrypt(service.requests[0]?.bytes as Buffer)).title).toMatch(/28\.90/);
  });

  it('needs a key that browsers can ask for', async () => {
    expect(await admin.get('{ webPushKey }')).toEqual({ webPushKey: KEYS.publicKey });
  });
});

/** A failed payment of $28.90. */
async function happen(): Promise<string> {
  const source = { ...(await addSource(database.dataSource, businessId, 'DODO')), kind: 'DODO' as const };
  const data = { payment_id: 'pay_1', total_amount: 2_890, currency: 'USD', customer: { name: 'Grace' } };
  return (await send(program, source, { type: 'payment.failed', data })).body.id;
}

const deliveriesTo = (eventId: string) =>
  eventually('the end of the event', async () => {
    const query = `query ($id: ID!) { event(id: $id) { status deliveries { edges { node { channel to status reason destination { id } } } } } }`;
    const { event } = await admin.get(query, { id: eventId });
    const pushes = event.deliveries.edges
      .map((edge: Data) => edge.node)
      .filter((node: Data) => node.channel === 'PUSH');
    return event.status === 'PROCESSED' && (pushes as Data[]);
  });

describe('an event', () => {
  it('reaches a person’s phone and browser, each under its name', async () => {
    const browser = newBrowser(`${service.url}/push/1`);
    await register({ label: 'Ada’s phone' });
    await register({ platform: 'WEB', token: JSON.stringify(browser.subscription), label: 'Work laptop' });
    const eventId = await happen();
    const deliveries = await deliveriesTo(eventId);
    expect(deliveries.map(({ to, status }) => [to, status]).sort()).toEqual([
      ['Ada’s phone', 'SENT'],
      ['Work laptop', 'SENT'],
    ]);
    const [onPhone] = fcm.messages.requests.map(({ body }) => JSON.parse(body).message);
    expect(onPhone).toMatchObject({
      token: 'phone:APA91b',
      data: { eventId, link: `http://tocsin.test/events/${eventId}` },
    });
    expect(JSON.parse(browser.decrypt(service.requests[0]?.bytes as Buffer))).toMatchObject({
      title: onPhone.notification.title,
      data: { eventId },
    });
  });

  it('reaches each device by that device’s own preferences, and none that is off', async () => {
    const [one, two, three] = [
      await register({ token: 'a:1' }),
      await register({ token: 'a:2' }),
      await register({ token: 'a:3' }),
    ];
    await mutate('setPreference', 'SetPreferenceInput', {
      destinationId: one.id,
      eventType: 'payment.failed',
      enabled: false,
    });
    await mutate('setDestinationEnabled', 'SetDestinationEnabledInput', { id: two.id, enabled: false });
    const deliveries = await deliveriesTo(await happen());
    const states = Object.fromEntries(deliveries.map(({ destination, status }) => [destination.id, status]));
    expect(states).toEqual({ [one.id]: 'SKIPPED', [two.id]: 'SKIPPED', [three.id]: 'SENT' });
    expect(fcm.messages.requests).toHaveLength(1);
  });

  it('waits for the end of quiet hours', async () => {
    await register({});
    const quietHours = { start: '00:00', end: '23:59' };
    await mutate('updateRecipient', 'UpdateRecipientInput', { id: ada.recipientId, quietHours });
    const eventId = await happen();
    const held = await eventually(
      'the plan',
      async () =>
        (await sql(`SELECT status, held_by FROM deliveries WHERE event_id = $1 AND channel = 'PUSH'`, [eventId]))[0],
    );
    expect(held).toEqual({ status: 'DEFERRED', held_by: 'QUIET_HOURS' });
    expect(fcm.messages.requests).toEqual([]);
  });

  it('tells why a device can’t be reached any more', async () => {
    await register({});
    fcm.messages.answer = (_request, response) =>
      response.writeHead(404).end('{"error":{"details":[{"errorCode":"UNREGISTERED"}]}}');
    const [delivery] = await deliveriesTo(await happen());
    expect(delivery).toMatchObject({ status: 'FAILED', reason: expect.stringMatching(/UNREGISTERED/) });
  });
});
