// Each mutation of the schema leaves its line in the audit trail: a new one without a row here fails.
import { buildSchema, type GraphQLField, getNamedType, isObjectType } from 'graphql';
import { changesInWords, entrySentence } from '../../src/api/auth/audit-words.js';
import { schemaText } from '../../src/api/print-schema.js';
import { AuditEntry } from '../../src/core/access/audit-entry.entity.js';
import { ENGLISH } from '../../src/i18n/labels.js';
import { SOURCE_KINDS } from '../../src/sources/index.js';
import { teamFixture } from '../support/business-fixture.js';
import { addPerson, addSlack, addSource } from '../support/database.js';
import { addEvent, planned } from '../support/deliveries.js';
import { addDispute } from '../support/disputes.js';
import { ACCOUNT_KEYS, type EndpointApis, startEndpointApis } from '../support/endpoint-apis.js';

let mutations: Map<string, GraphQLField<unknown, unknown>>;

let apis: EndpointApis;
beforeAll(async () => {
  apis = await startEndpointApis();
});
afterAll(() => apis?.stop());
const asked = teamFixture({}, () => ({ config: { providers: apis.urls } }));
const STRIPE_KEY = ACCOUNT_KEYS.STRIPE;

beforeAll(async () => {
  const schema = buildSchema(await schemaText());
  mutations = new Map(Object.entries(schema.getMutationType()?.getFields() ?? {}));
});

/** What changes nothing that somebody would have to answer for, and why. */
const NO_LINE: Record<string, string> = {
  archive: 'one’s own inbox',
  endOtherSignIns: 'one’s own browsers',
  endSignIn: 'one’s own browsers',
  markAllRead: 'one’s own inbox',
  markRead: 'one’s own inbox',
  markUnread: 'one’s own inbox',
  unarchive: 'one’s own inbox',
  beginConnection: 'nothing is changed before it is finished',
  finishConnection: 'the line is that of addEndpoint, or reconnectEndpoint (test/api/connect-chat.test.ts)',
  publishEvent: 'the event itself is the record, with its source',
  sendSampleEvent: 'the event itself is the record',
};

const slack = () => addSlack(asked.dataSource, asked.businessId, 'http://127.0.0.1:1/hook');
const source = () => addSource(asked.dataSource, asked.businessId, 'GENERIC');
const failed = async () => {
  const eventId = await addEvent(asked.dataSource, asked.businessId);
  await planned(asked.dataSource, [eventId]);
  const [row] = await asked.dataSource.query(
    `UPDATE deliveries SET status = 'FAILED', settled_at = now() WHERE event_id = $1 AND channel = 'EMAIL' RETURNING id`,
    [eventId],
  );
  return { id: row[0].id as string, eventId };
};
const choice = (enabled: boolean) => ({ destinationId: asked.ada.emailId, eventType: 'payout.created', enabled });

/** An input that changes something, for each of the others. */
const INPUTS: Record<string, () => object | Promise<object>> = {
  acknowledgeDispute: () => addDispute(asked.dataSource, asked.businessId).then(({ id }) => ({ id })),
  markDisputeResponded: () => addDispute(asked.dataSource, asked.businessId).then(({ id }) => ({ id })),
  setEscalationPolicy: () => ({ remindBefore: ['PT1H'], levels: [{ roles: ['OWNER'], channels: ['EMAIL'] }] }),
  addEmail: () => ({ recipientId: asked.ada.recipientId, address: 'second@team.example' }),
  addEndpoint: () => ({ channel: 'SLACK', label: '#x', url: 'http://127.0.0.1:1/hook' }),
  addRecipient: () => ({ name: 'Bob', email: 'bob@team.example', locale: 'fr-FR' }),
  bulkRetry: async () => ({ filter: { eventId: (await failed()).eventId }, dryRun: false }),
  connectSource: () => ({ kind: 'STRIPE', apiKey: STRIPE_KEY }),
  checkSource: async () => {
    const { id } = await addSource(asked.dataSource, asked.businessId, 'STRIPE');
    await asked.client.get(callOf('setSourceApiKey'), { input: { id, key: STRIPE_KEY } });
    return { id };
  },
  eraseCustomer: () => ({ email: 'grace@navy.example', dryRun: false }),
  confirmReview: () => ({}),
  createSignInLink: () => ({ recipientId: asked.ada.recipientId }),
  createApiKey: () => ({ name: 'CI', access: 'VIEWER' }),
  createSource: () => ({ kind: 'GENERIC', name: 'Shop' }),
  reconcileSource: async () => {
    const { id } = await addSource(asked.dataSource, asked.businessId, 'STRIPE');
    await asked.client.get(callOf('setSourceApiKey'), { input: { id, key: `rk_test_${'x'.repeat(24)}` } });
    return { id };
  },
  registerDevice: () => ({ platform: 'IOS', token: `fcm:${'x'.repeat(140)}`, recipientId: asked.ada.recipientId }),
  removeDestination: async () => ({ id: await slack(), confirm: true }),
  removeRecipient: async () => {
    const bob = await addPerson(asked.dataSource, asked.businessId, { name: 'Bob', email: 'bob@team.example' });
    return { id: bob.recipientId };
  },
  renameSource: async () => ({ id: (await source()).id, name: 'Renamed' }),
  setSourceSecret: async () => ({ id: (await source()).id, secret: SOURCE_KINDS.GENERIC.newSecret() }),
  removeSource: async () => ({ id: (await source()).id }),
  replayEvent: async () => ({ id: (await failed()).eventId, mode: 'SAME_TARGETS' }),
  replayMissed: async () => {
    const id = await slack();
    for (const enabled of [false, true])
      await asked.client.get(callOf('setDestinationEnabled'), { input: { id, enabled } });
    return { id };
  },
  resetPreference: async () => {
    await asked.client.get(callOf('setPreference'), { input: choice(true) });
    return { destinationId: asked.ada.emailId, eventType: 'payout.created' };
  },
  resetPreferences: async () => {
    await asked.client.get(callOf('setPreference'), { input: choice(true) });
    return { id: asked.ada.emailId };
  },
  retryDelivery: async () => ({ id: (await failed()).id }),
  revokeApiKey: async () => {
    await asked.program.credentials.addKey(
      asked.businessId,
      'spare',
      'VIEWER',
      `toc_${'x'.repeat(32)}${asked.businessId.slice(-8)}`,
    );
    const { apiKeys } = await asked.client.get('{ apiKeys { id name } }');
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
    return { destinationId: (await asked.client.get(add, { input })).addEndpoint.destination.id, version: 1 };
  },
  rotateEndpointSecret: async () => {
    const add = 'mutation ($input: AddEndpointInput!) { addEndpoint(input: $input) { destination { id } } }';
    const hook = { channel: 'WEBHOOK', label: 'hook', url: 'http://127.0.0.1:1/hook' };
    return { id: (await asked.client.get(add, { input: hook })).addEndpoint.destination.id };
  },
  rotateSourceSecret: async () => ({ id: (await source()).id }),
  setAllPreferences: () => ({ destinationId: asked.ada.emailId, enabled: true }),
  setBrand: () => ({ name: 'Brand' }),
  setBusinessDefault: () => ({ eventType: 'payout.created', enabled: true }),
  setCustomerEmail: () => ({ eventType: 'payment.succeeded', enabled: false }),
  setActivationInstructions: () => ({ locale: 'en', markdown: 'Paste it.' }),
  setDestinationEnabled: async () => ({ id: await slack(), enabled: false }),
  setDigest: () => ({ destinationId: asked.ada.emailId, every: 'HOURLY' }),
  setPreference: () => choice(true),
  setSourceApiKey: async () => ({
    id: (await addSource(asked.dataSource, asked.businessId, 'STRIPE')).id,
    key: `rk_test_${'x'.repeat(24)}`,
  }),
  setRetention: () => ({ payloadDays: 30 }),
  setTemplate: () => ({
    eventType: 'payment.failed',
    channel: 'EMAIL',
    locale: 'en',
    subject: 'Look here',
    body: 'A payment failed.',
  }),
  unsuppressEmail: async () => {
    await asked.dataSource.query('UPDATE destinations SET suppressed = true WHERE id = $1', [asked.ada.emailId]);
    return { id: asked.ada.emailId };
  },
  updateBusiness: () => ({ name: 'Renamed' }),
  updateEndpoint: async () => ({ id: await slack(), label: '#y' }),
  updateRecipient: () => ({ id: asked.ada.recipientId, name: 'Countess' }),
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

it.each(Object.keys(INPUTS))('%s leaves a line that says who did what to whom, in words', async (name) => {
  const input = await (INPUTS[name] as () => object | Promise<object>)();
  const since = await count(name);
  await asked.client.get(callOf(name), { input });
  expect(await count(name)).toBe(since + 1);
  const lines = await asked.dataSource.getRepository(AuditEntry).findBy({ businessId: asked.businessId, action: name });
  expect(lines.at(-1)).toMatchObject({
    actor: expect.stringMatching(/^key toc_.+ \(test\)$/),
    subject: expect.any(String),
  });
  const line = lines.at(-1) as AuditEntry;
  expect(line.before ?? line.after).toEqual(expect.any(Object));
  const noName = () => null;
  expect(entrySentence(line, noName, ENGLISH)).toMatch(/^test [a-z]+ed |^test (took|had|made|set|let) /);
  const raw = new Set(Object.keys({ ...line.before, ...line.after }));
  expect(changesInWords(line, noName, ENGLISH).filter(({ label }) => raw.has(label))).toEqual([]);
});

const count = (action: string) =>
  asked.dataSource.getRepository(AuditEntry).countBy({ businessId: asked.businessId, action });
