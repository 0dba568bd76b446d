// Connecting a payment provider by a key of its API: one call, and its signed events are told.
import { SOURCE_KINDS } from '../../src/sources/index.js';
import { sample } from '../sources/sample-bodies.js';
import { businessFixture } from '../support/business-fixture.js';
import { addBusiness, addPerson } from '../support/database.js';
import { ledgerOf } from '../support/deliveries.js';
import {
  ACCOUNT_KEYS,
  dodoEndpoint,
  type EndpointApis,
  startEndpointApis,
  stripeEndpoint,
} from '../support/endpoint-apis.js';
import { type Data, GraphqlClient } from '../support/graphql.js';
import { send, type TestSource } from '../support/producers.js';
import { eventually } from '../support/program.js';

let apis: EndpointApis;
beforeAll(async () => {
  apis = await startEndpointApis();
});
const asked = businessFixture(() => ({ worker: true, config: { providers: apis.urls } }));
beforeEach(() => apis.reset());
afterAll(() => apis?.stop());

type Kind = 'STRIPE' | 'DODO';
const KINDS: Kind[] = ['STRIPE', 'DODO'];

const SHOWN = `id name url standing activeSecrets apiKeyHint
  providerCheck { endpointEnabled missingEventTypes missingPermissions problem }`;
const CONNECT = `mutation ($input: ConnectSourceInput!) { connectSource(input: $input) { secret source { ${SHOWN} } } }`;
const ADD_KEY = 'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { token } }';
const connect = async (kind: Kind, more: object = {}): Promise<Data> =>
  (await asked.client.get(CONNECT, { input: { kind, apiKey: ACCOUNT_KEYS[kind], ...more } })).connectSource.source;
const refused = (kind: string, apiKey: string) => asked.client.fail(CONNECT, { input: { kind, apiKey } });
const sources = async (): Promise<Data[]> => (await asked.client.get(`{ sources { ${SHOWN} } }`)).sources;
const endpointsOf = (kind: Kind) => (kind === 'STRIPE' ? apis.stripe : apis.dodo);
const typesOf = (kind: Kind): readonly string[] =>
  (kind === 'STRIPE' ? apis.stripe[0]?.enabled_events : apis.dodo[0]?.filter_types) ?? [];
const byHand = (kind: Kind, url: string, types?: string[]) => {
  if (kind === 'STRIPE') apis.stripe.unshift(stripeEndpoint(url, types));
  else apis.dodo.unshift(dodoEndpoint(url, types));
};
const made = () => apis.asked.filter((call) => /^POST \/(v1\/webhook_endpoints|webhooks)$/.test(call)).length;

/** A dispute of the provider, signed as it signs; gives the id of the event. */
async function sendDispute(kind: Kind, id: string, secret: string): Promise<string> {
  const source: TestSource = { id, secret, kind };
  const body = sample(kind === 'STRIPE' ? 'stripe.charge.dispute.created' : 'dodo.dispute.opened');
  const answer = await send(asked.program, source, body);
  expect(answer.status).toBe(202);
  return answer.body.id;
}

const delivered = (id: string) =>
  eventually('a delivery', async () => {
    const rows = await ledgerOf(asked.dataSource, id);
    return rows.some(({ status }) => status === 'DELIVERED' || status === 'SENT') && rows;
  });

describe.each(KINDS)('connectSource of %s', (kind) => {
  it('makes the endpoint with exactly the events of the catalogue; a signed event is delivered without any other step', async () => {
    await addPerson(asked.dataSource, asked.businessId);
    const source = await connect(kind);
    expect(source).toMatchObject({
      ...{ standing: 'WAITING', activeSecrets: 1, apiKeyHint: `…${ACCOUNT_KEYS[kind].slice(-4)}` },
      providerCheck: { endpointEnabled: true, missingEventTypes: [], missingPermissions: [], problem: null },
    });
    const [endpoint] = endpointsOf(kind);
    expect([endpoint?.url, endpoint?.metadata]).toEqual([source.url, { tocsin_source: source.id }]);
    expect([...typesOf(kind)].sort()).toEqual([...SOURCE_KINDS[kind].endpoints.eventNames].sort());
    const rows = await delivered(await sendDispute(kind, source.id, endpoint?.secret as string));
    expect(rows.map(({ channel }) => channel)).toContain('IN_APP');
    expect((await sources())[0].standing).toBe('RECEIVING');
  });

  it('finds its endpoint the second time, on a later page too, and makes no other', async () => {
    const first = await connect(kind, { name: 'Shop' });
    for (let n = 0; n < 8; n++) byHand(kind, `https://other.example/hooks/${n}`);
    const again = await connect(kind);
    expect([again.id, again.name, again.activeSecrets, made()]).toEqual([first.id, 'Shop', 1, 1]);
    expect(await sources()).toHaveLength(1);
    expect(endpointsOf(kind)).toHaveLength(9);
  });

  it('makes one endpoint where several call at once', async () => {
    apis.slowMs = 100;
    const input = { kind, apiKey: ACCOUNT_KEYS[kind] };
    const both = await Promise.allSettled([1, 2, 3].map(() => asked.client.get(CONNECT, { input })));
    expect(both.map(({ status }) => status)).toContain('fulfilled');
    const codes = both.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    for (const error of codes) expect(String(error)).toContain('being connected just now');
    apis.slowMs = 0;
    await connect(kind);
    expect([made(), (await sources()).length, endpointsOf(kind).length]).toEqual([1, 1, 1]);
  });

  it('mends what somebody changed there: disabled, and fewer events', async () => {
    const source = await connect(kind);
    Object.assign(apis.stripe[0] ?? {}, { status: 'disabled', enabled_events: ['charge.refunded'] });
    Object.assign(apis.dodo[0] ?? {}, { disabled: true, filter_types: ['payment.failed'] });
    expect((await connect(kind)).providerCheck.problem).toBeNull();
    expect([...typesOf(kind)].sort()).toEqual([...SOURCE_KINDS[kind].endpoints.eventNames].sort());
    expect([made(), (await sources())[0].id]).toEqual([1, source.id]);
  });

  it('makes the endpoint again, for the same source, where it was deleted there', async () => {
    const source = await connect(kind);
    endpointsOf(kind).length = 0;
    expect((await connect(kind)).id).toBe(source.id);
    await sendDispute(kind, source.id, endpointsOf(kind)[0]?.secret as string);
  });

  it('ends with one endpoint whose secret is known where a process died before it had kept it', async () => {
    const source = await connect(kind);
    await asked.dataSource.query(`UPDATE sources SET secrets = '[]', endpoint_id = NULL WHERE id = $1`, [source.id]);
    await connect(kind);
    expect(endpointsOf(kind)).toHaveLength(1);
    await sendDispute(kind, source.id, endpointsOf(kind)[0]?.secret as string);
  });

  it('takes a source that was entered by hand, with its own choice of events', async () => {
    const CREATE = 'mutation ($input: CreateSourceInput!) { createSource(input: $input) { source { id url } } }';
    const secret = SOURCE_KINDS[kind].newSecret();
    const { createSource } = await asked.client.get(CREATE, { input: { kind, name: 'By hand', secret } });
    const extra = kind === 'STRIPE' ? 'customer.created' : 'made.up';
    byHand(kind, `${createSource.source.url}/`, [extra]);
    Object.assign(endpointsOf(kind)[0] ?? {}, { secret });
    await sendDispute(kind, createSource.source.id, secret);
    expect((await connect(kind)).id).toBe(createSource.source.id);
    expect(typesOf(kind)).toEqual([extra, ...SOURCE_KINDS[kind].endpoints.eventNames]);
    expect(made()).toBe(0);
    await sendDispute(kind, createSource.source.id, secret);
  });

  it('leaves nothing behind where the key is unknown or may not read', async () => {
    const wrong = await refused(kind, `${ACCOUNT_KEYS[kind]}x`);
    expect([wrong.extensions, wrong.message]).toEqual([
      { code: 'BAD_USER_INPUT', field: 'apiKey' },
      expect.stringMatching(/does not know this API key at 127\.0\.0\.1/),
    ]);
    apis.denied.add('read');
    const blind = await refused(kind, ACCOUNT_KEYS[kind]);
    expect([blind.extensions.field, blind.message]).toEqual([
      'apiKey',
      expect.stringMatching(/“Webhook Endpoints: read”/),
    ]);
    expect(await sources()).toEqual([]);
  });

  it('says which permission a restricted key lacks, and is none the worse for it', async () => {
    apis.denied.add('write');
    const { extensions, message } = await refused(kind, ACCOUNT_KEYS[kind]);
    expect([extensions, message]).toEqual([
      { code: 'BAD_USER_INPUT', field: 'apiKey' },
      expect.stringMatching(/give it the permission “Webhook Endpoints: write”/),
    ]);
    expect(await sources()).toEqual([]);
    apis.denied = new Set(['disputes', 'payouts']);
    const { standing, providerCheck } = await connect(kind);
    expect([standing, providerCheck.missingPermissions]).toEqual(['WAITING', ['Disputes: read', 'Payouts: read']]);
    expect(providerCheck.problem).toMatch(/lacks Disputes: read, Payouts: read/);
  });

  it('says that the provider is away, and goes on where it stopped', async () => {
    for (const status of [429, 500, 503]) {
      apis.trouble = { status, to: 'all' };
      const { extensions, message } = await refused(kind, ACCOUNT_KEYS[kind]);
      expect([extensions.code, extensions.retryAfterSeconds, message]).toEqual([
        'UNAVAILABLE',
        60,
        expect.stringContaining(` answered ${status} `),
      ]);
    }
    expect(await sources()).toEqual([]);
    apis.trouble = { status: 502, to: 'write' };
    expect((await refused(kind, ACCOUNT_KEYS[kind])).extensions.code).toBe('UNAVAILABLE');
    // Whether it made the endpoint nobody knows: the source waits for it.
    const [waiting] = await sources();
    expect(waiting.standing).toBe('NEEDS_SECRET');
    apis.trouble = null;
    expect((await connect(kind)).id).toBe(waiting.id);
  });

  it('keeps the key and the secret sealed, and tells nobody', async () => {
    await connect(kind);
    const rows: { row: string }[] = await asked.dataSource.query(
      'SELECT s::text AS row FROM sources s UNION ALL SELECT a::text FROM audit_entries a',
    );
    const text = rows.map(({ row }) => row).join('\n');
    for (const secret of [ACCOUNT_KEYS[kind], endpointsOf(kind)[0]?.secret as string])
      expect(text).not.toContain(secret);
  });

  it('is another one in another business', async () => {
    const first = await connect(kind);
    const businessId = await addBusiness(asked.dataSource);
    const other = await GraphqlClient.of(asked.program, businessId);
    const input = { kind, apiKey: ACCOUNT_KEYS[kind] };
    const second = (await other.get(CONNECT, { input })).connectSource.source;
    expect(second.id).not.toBe(first.id);
    expect(endpointsOf(kind)).toHaveLength(2);
  });
});

it('an endpoint of connected accounts is left alone', async () => {
  const source = await connect('STRIPE');
  const connected = { ...stripeEndpoint(source.url), application: 'ca_1' };
  apis.stripe.push(connected);
  await asked.dataSource.query(`UPDATE sources SET secrets = '[]' WHERE id = $1`, [source.id]);
  await connect('STRIPE');
  expect(apis.stripe).toHaveLength(2);
  expect(apis.stripe).toContain(connected);
});

it('a URL that the provider refuses is said to be the fault', async () => {
  apis.trouble = { status: 400, to: 'write' };
  expect((await refused('STRIPE', ACCOUNT_KEYS.STRIPE)).message).toMatch(/makes no endpoint for http.*set PUBLIC_URL/);
  expect(await sources()).toEqual([]);
});

it('a signing secret that is none is said to be the fault, and the next call goes on', async () => {
  apis.secret = 'none of ours';
  const error = await refused('DODO', ACCOUNT_KEYS.DODO);
  expect(error).toMatchObject({
    message: expect.stringMatching(/gave a signing secret that nothing can be verified with/),
    extensions: { code: 'UNAVAILABLE' },
  });
  apis.secret = null;
  await connect('DODO');
  expect(apis.dodo).toHaveLength(1);
});

it('what has no API, and what is no key, is refused', async () => {
  expect((await refused('GENERIC', 'x')).extensions.field).toBe('kind');
  expect((await refused('TOCSIN', 'x')).extensions.field).toBe('kind');
  expect((await refused('STRIPE', 'whsec_1234567890')).extensions.field).toBe('apiKey');
  expect(apis.asked).toEqual([]);
});

it('a provider is asked at most twenty times a minute for one business', async () => {
  apis.trouble = { status: 401, to: 'all' };
  const codes: string[] = [];
  for (let n = 0; n < 21; n++) codes.push((await refused('STRIPE', ACCOUNT_KEYS.STRIPE)).extensions.code);
  expect([codes.indexOf('RATE_LIMITED'), codes[19]]).toEqual([20, 'BAD_USER_INPUT']);
});

it('is for admins alone, as are the secrets; others who may see sources see what the provider said', async () => {
  const { id } = await connect('STRIPE');
  const inputs: Record<string, object> = {
    connectSource: { kind: 'STRIPE', apiKey: ACCOUNT_KEYS.STRIPE },
    setSourceSecret: { id, secret: SOURCE_KINDS.STRIPE.newSecret() },
    rotateSourceSecret: { id, secret: SOURCE_KINDS.STRIPE.newSecret() },
    renameSource: { id, name: 'Mine' },
    checkSource: { id },
  };
  const { recipientId } = await addPerson(asked.dataSource, asked.businessId);
  for (const access of ['VIEWER', 'MEMBER', 'PRODUCER'] as const) {
    const key = { name: access, access, recipientId: access === 'MEMBER' ? recipientId : null };
    const { createApiKey } = await asked.client.get(ADD_KEY, { input: key });
    const other = new GraphqlClient(asked.program.url, createApiKey.token);
    for (const [name, input] of Object.entries(inputs)) {
      const type = name === 'checkSource' ? 'NodeInput' : `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
      const query = `mutation ($input: ${type}!) { ${name}(input: $input) { __typename } }`;
      expect((await other.fail(query, { input })).extensions.code).toBe('FORBIDDEN');
    }
    const query = `{ node(id: "${id}") { ... on Source { providerCheck { problem } } } }`;
    if (access === 'VIEWER') expect((await other.get(query)).node).toEqual({ providerCheck: { problem: null } });
    else expect((await other.fail(query)).extensions.code).toBe('FORBIDDEN');
  }
});
