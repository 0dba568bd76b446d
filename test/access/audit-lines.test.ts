// Each mutation of the schema leaves its line in the audit trail: a new one without a row here fails.
import { buildSchema, type GraphQLField, getNamedType, isObjectType } from 'graphql';
import { AuditEntry } from '../../src/access/audit-entry.entity.js';
import { schemaText } from '../../src/graphql/print-schema.js';
import {
  addBusiness,
  addPerson,
  addSlack,
  addSource,
  createDatabase,
  type TestDatabase,
  type TestPerson,
} from '../support/database.js';
import { addEvent, planned } from '../support/deliveries.js';
import { addDispute } from '../support/disputes.js';
import { GraphqlClient } from '../support/graphql.js';
import { type Program, startProgram } from '../support/program.js';

let database: TestDatabase;
let program: Program;
let businessId: string;
let ada: TestPerson;
let client: GraphqlClient;
let mutations: Map<string, GraphQLField<unknown, unknown>>;

beforeAll(async () => {
  const schema = buildSchema(await schemaText());
  mutations = new Map(Object.entries(schema.getMutationType()?.getFields() ?? {}));
  database = await createDatabase();
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

/** What changes nothing that somebody would have to answer for, and why. */
const NO_LINE: Record<string, string> = {
  archive: 'one’s own inbox',
  markAllRead: 'one’s own inbox',
  markRead: 'one’s own inbox',
  markUnread: 'one’s own inbox',
  unarchive: 'one’s own inbox',
  publishEvent: 'the event itself is the record, with its source',
  sendSampleEvent: 'the event itself is the record',
};

const slack = () => addSlack(database.dataSource, businessId, 'http://127.0.0.1:1/hook');
const source = () => addSource(database.dataSource, businessId, 'GENERIC');
const failed = async () => {
  const eventId = await addEvent(database.dataSource, businessId);
  await planned(database.dataSource, [eventId]);
  const [row] = await database.dataSource.query(
    `UPDATE deliveries SET status = 'FAILED', settled_at = now() WHERE event_id = $1 AND channel = 'EMAIL' RETURNING id`,
    [eventId],
  );
  return { id: row[0].id as string, eventId };
};
const choice = (enabled: boolean) => ({ destinationId: ada.emailId, eventType: 'payout.created', enabled });

/** An input that changes something, for each of the others. */
const INPUTS: Record<string, () => object | Promise<object>> = {
  acknowledgeDispute: () => addDispute(database.dataSource, businessId).then(({ id }) => ({ id })),
  markDisputeResponded: () => addDispute(database.dataSource, businessId).then(({ id }) => ({ id })),
  setEscalationPolicy: () => ({ remindBefore: ['PT1H'], levels: [{ roles: ['OWNER'], channels: ['EMAIL'] }] }),
  addEmail: () => ({ recipientId: ada.recipientId, address: 'second@team.example' }),
  addEndpoint: () => ({ channel: 'SLACK', label: '#x', url: 'http://127.0.0.1:1/hook' }),
  addRecipient: () => ({ name: 'Bob' }),
  bulkRetry: async () => ({ filter: { eventId: (await failed()).eventId }, dryRun: false }),
  createApiKey: () => ({ name: 'CI', access: 'VIEWER' }),
  createSource: () => ({ kind: 'GENERIC', name: 'Shop' }),
  reconcileSource: async () => {
    const { id } = await addSource(database.dataSource, businessId, 'STRIPE');
    await client.get(callOf('setSourceApiKey'), { input: { id, key: `rk_test_${'x'.repeat(24)}` } });
    return { id };
  },
  registerDevice: () => ({ platform: 'IOS', token: `fcm:${'x'.repeat(140)}`, recipientId: ada.recipientId }),
  removeDestination: async () => ({ id: await slack(), confirm: true }),
  removeRecipient: async () => {
    const bob = await addPerson(database.dataSource, businessId, { name: 'Bob', email: 'bob@team.example' });
    return { id: bob.recipientId };
  },
  removeSource: async () => ({ id: (await source()).id }),
  replayEvent: async () => ({ id: (await failed()).eventId, mode: 'SAME_TARGETS' }),
  replayMissed: async () => {
    const id = await slack();
    for (const enabled of [false, true]) await client.get(callOf('setDestinationEnabled'), { input: { id, enabled } });
    return { id };
  },
  resetPreferences: async () => {
    await client.get(callOf('setPreference'), { input: choice(true) });
    return { id: ada.emailId };
  },
  retryDelivery: async () => ({ id: (await failed()).id }),
  revokeApiKey: async () => {
    await program.api.access.addKey(businessId, 'spare', 'VIEWER', `toc_${'x'.repeat(32)}${businessId.slice(-8)}`);
    const { apiKeys } = await client.get('{ apiKeys { id name } }');
    return { id: apiKeys.find((key: { name: string }) => key.name === 'spare').id };
  },
  rollBackTransformation: async () => {
    const input = {
      channel: 'SLACK',
      label: '#x',
      url: 'http://127.0.0.1:1/hook',
      transformation: 'const handler = 1',
    };
    const add = 'mutation ($input: AddEndpointInput!) { addEndpoint(input: $input) { destination { id } } }';
    return { destinationId: (await client.get(add, { input })).addEndpoint.destination.id, version: 1 };
  },
  rotateEndpointSecret: async () => {
    const add = 'mutation ($input: AddEndpointInput!) { addEndpoint(input: $input) { destination { id } } }';
    const hook = { channel: 'WEBHOOK', label: 'hook', url: 'http://127.0.0.1:1/hook' };
    return { id: (await client.get(add, { input: hook })).addEndpoint.destination.id };
  },
  rotateSourceSecret: async () => ({ id: (await source()).id }),
  setAllPreferences: () => ({ destinationId: ada.emailId, enabled: true }),
  setBrand: () => ({ name: 'Brand' }),
  setBusinessDefault: () => ({ eventType: 'payout.created', enabled: true }),
  setCustomerEmail: () => ({ eventType: 'payment.succeeded', enabled: false }),
  setDestinationEnabled: async () => ({ id: await slack(), enabled: false }),
  setDigest: () => ({ destinationId: ada.emailId, every: 'HOURLY' }),
  setPreference: () => choice(true),
  setSourceApiKey: async () => ({
    id: (await addSource(database.dataSource, businessId, 'STRIPE')).id,
    key: `rk_test_${'x'.repeat(24)}`,
  }),
  setTemplate: () => ({
    eventType: 'payment.failed',
    channel: 'EMAIL',
    locale: 'en',
    subject: 'Look here',
    body: 'A payment failed.',
  }),
  unsuppressEmail: async () => {
    await database.dataSource.query('UPDATE destinations SET suppressed = true WHERE id = $1', [ada.emailId]);
    return { id: ada.emailId };
  },
  updateBusiness: () => ({ name: 'Renamed' }),
  updateEndpoint: async () => ({ id: await slack(), label: '#y' }),
  updateRecipient: () => ({ id: ada.recipientId, name: 'Countess' }),
};

/** The mutation with its one input; of the answer something that is always there. */
function callOf(name: string): string {
  const field = mutations.get(name) as GraphQLField<unknown, unknown>;
  const type = getNamedType(field.type);
  const input = field.args.length > 0 ? [`($input: ${field.args[0]?.type})`, '(input: $input)'] : ['', ''];
  return `mutation ${input[0]} { ${name}${input[1]} ${isObjectType(type) ? '{ __typename }' : ''} }`;
}

it('has a row for each mutation, and in one table only', () => {
  expect(mutations.size).toBeGreaterThan(20);
  const names = [...mutations.keys()];
  expect(names.filter((name) => !NO_LINE[name] && !INPUTS[name])).toEqual([]);
  expect(names.filter((name) => NO_LINE[name] && INPUTS[name])).toEqual([]);
});

it.each(Object.keys(INPUTS))('%s leaves a line that says who did what to whom', async (name) => {
  const input = await (INPUTS[name] as () => object | Promise<object>)();
  const since = await count(name);
  await client.get(callOf(name), { input });
  expect(await count(name)).toBe(since + 1);
  const lines = await database.dataSource.getRepository(AuditEntry).findBy({ businessId, action: name });
  expect(lines.at(-1)).toMatchObject({
    actor: expect.stringMatching(/^key toc_.+ \(test\)$/),
    subject: expect.any(String),
  });
  expect(lines.at(-1)?.before ?? lines.at(-1)?.after).toEqual(expect.any(Object));
});

const count = (action: string) => database.dataSource.getRepository(AuditEntry).countBy({ businessId, action });
