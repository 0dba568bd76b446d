// What a provider will send, looked at when somebody asks and every night: a notice and a gap where something is cut off.
import { CRITICAL_TYPES } from '../../src/domain/planning/coverage.js';
import { SOURCE_KINDS } from '../../src/sources/index.js';
import { businessFixture } from '../support/business-fixture.js';
import { addPerson, addSource } from '../support/database.js';
import { ACCOUNT_KEYS, type EndpointApis, startEndpointApis } from '../support/endpoint-apis.js';
import type { Data } from '../support/graphql.js';
import { deleteSchedules, triggerSchedule } from '../support/schedules.js';

let apis: EndpointApis;
beforeAll(async () => {
  apis = await startEndpointApis();
});
// Before the program stops.
afterAll(async () => {
  if (asked.program) await deleteSchedules(asked.program);
});
const asked = businessFixture(() => ({
  worker: true,
  smtpUrl: 'smtp://127.0.0.1:1',
  config: { providers: apis.urls },
}));
beforeEach(async () => {
  apis.reset();
  await addPerson(asked.dataSource, asked.businessId);
});
afterAll(() => apis?.stop());

const SHOWN = 'id providerCheck { at endpointEnabled missingEventTypes problem }';
const CONNECT = `mutation ($input: ConnectSourceInput!) { connectSource(input: $input) { source { ${SHOWN} } } }`;
const CHECK = `mutation ($id: ID!) { checkSource(input: { id: $id }) { source { ${SHOWN} } } }`;

const connect = async (kind: 'STRIPE' | 'DODO'): Promise<string> =>
  (await asked.client.get(CONNECT, { input: { kind, apiKey: ACCOUNT_KEYS[kind] } })).connectSource.source.id;
const check = async (id: string): Promise<Data> =>
  (await asked.client.get(CHECK, { id })).checkSource.source.providerCheck;
const gaps = async (): Promise<[string, string][]> => {
  const { coverage } = await asked.client.get('{ coverage { eventType { key } reachable message } }');
  return coverage
    .filter(({ reachable }: Data) => reachable === 0)
    .map(({ eventType, message }: Data) => [eventType.key, message]);
};
const notices = (): Promise<{ type: string; facts: Data }[]> =>
  asked.dataSource.query(
    `SELECT type, facts FROM events WHERE business_id = $1 AND type = 'tocsin.source_cut_off' ORDER BY id`,
    [asked.businessId],
  );

describe('checkSource', () => {
  it('finds nothing wrong where nothing is', async () => {
    for (const kind of ['STRIPE', 'DODO'] as const)
      expect(await check(await connect(kind))).toMatchObject({
        endpointEnabled: true,
        missingEventTypes: [],
        problem: null,
      });
    expect([await gaps(), await notices()]).toEqual([[], []]);
  });

  it('a missing charge.dispute.created is a notice and a gap, until it is chosen again', async () => {
    const id = await connect('STRIPE');
    const types = apis.stripe[0]?.enabled_events ?? [];
    Object.assign(apis.stripe[0] ?? {}, { enabled_events: types.filter((type) => type !== 'charge.dispute.created') });
    for (let n = 0; n < 2; n++) {
      const { endpointEnabled, missingEventTypes, problem } = await check(id);
      expect([endpointEnabled, missingEventTypes]).toEqual([true, ['charge.dispute.created']]);
      expect(problem).toMatch(/^Stripe will not send charge\.dispute\.created: choose/);
    }
    const [notice, ...others] = await notices();
    expect([notice?.facts.about, notice?.facts.why.code, others]).toEqual([['Stripe'], 'ENDPOINT_LACKS_TYPES', []]);
    expect(await gaps()).toEqual([
      ['dispute.opened', expect.stringMatching(/does not come from “Stripe”\. Stripe will not/)],
    ]);
    Object.assign(apis.stripe[0] ?? {}, { enabled_events: types });
    expect([(await check(id)).problem, await gaps(), (await notices()).length]).toEqual([null, [], 1]);
  });

  it.each(['STRIPE', 'DODO'] as const)(
    'a disabled endpoint of %s is a notice, and a gap of all that is critical',
    async (kind) => {
      const id = await connect(kind);
      Object.assign(apis.stripe[0] ?? {}, { status: 'disabled' });
      Object.assign(apis.dodo[0] ?? {}, { disabled: true });
      expect(await check(id)).toMatchObject({
        endpointEnabled: false,
        problem: expect.stringMatching(/is disabled at/),
      });
      const critical = CRITICAL_TYPES.filter((type) => SOURCE_KINDS[kind].endpoints.namesOf(type).length > 0);
      expect(critical).toEqual(expect.arrayContaining(['dispute.opened', 'payout.failed', 'refund.failed']));
      expect((await gaps()).map(([type]) => type).sort()).toEqual([...critical].sort());
      expect(await notices()).toHaveLength(1);
    },
  );

  it('the endpoint of another account is none', async () => {
    const id = await connect('STRIPE');
    Object.assign(apis.stripe[0] ?? {}, { url: 'https://elsewhere.example/webhooks/src_1' });
    expect((await check(id)).problem).toMatch(/has no webhook endpoint for http.*in this account/);
    expect((await notices()).map(({ facts }) => facts.why.code)).toEqual(['ENDPOINT_MISSING']);
  });

  it('keeps what it knew while the provider is away, and tells nobody', async () => {
    const id = await connect('STRIPE');
    apis.trouble = { status: 503, to: 'all' };
    expect(await check(id)).toMatchObject({ endpointEnabled: true, problem: expect.stringMatching(/answered 503/) });
    apis.trouble = { status: 401, to: 'all' };
    expect((await check(id)).problem).toMatch(/does not know this API key/);
    expect([await gaps(), await notices()]).toEqual([[], []]);
  });

  it('needs an API key, and is for admins', async () => {
    const { id } = await addSource(asked.dataSource, asked.businessId, 'STRIPE');
    expect((await asked.client.fail(CHECK, { id })).extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'id' });
    const { sources } = await asked.client.get('{ sources { providerCheck { at } } }');
    expect(sources).toEqual([{ providerCheck: null }]);
  });
});

it('every night each source with a key is looked at', async () => {
  await connect('STRIPE');
  await connect('DODO');
  await asked.dataSource.query('UPDATE sources SET provider_check = NULL WHERE business_id = $1', [asked.businessId]);
  Object.assign(apis.dodo[0] ?? {}, { filter_types: ['payment.failed'] });
  await triggerSchedule(asked.program, 'providers');
  const unlooked =
    'SELECT id FROM sources WHERE business_id = $1 AND sealed_api_key IS NOT NULL AND provider_check IS NULL';
  expect(await asked.dataSource.query(unlooked, [asked.businessId])).toEqual([]);
  expect((await notices()).map(({ facts }) => facts.about)).toEqual([['Dodo Payments']]);
});
