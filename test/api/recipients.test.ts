import { businessFixture } from '../support/business-fixture.js';
import type { Data } from '../support/graphql.js';

const ADD = `mutation ($input: AddRecipientInput!) { addRecipient(input: $input) { recipient {
  id name roles locale timeZone destinations { __typename id channel label enabled ... on EmailDestination { address suppressed } } } } }`;
const ADD_EMAIL =
  'mutation ($input: AddEmailInput!) { addEmail(input: $input) { destination { __typename id channel label recipient { id } } } }';
const ADD_ENDPOINT = `mutation ($input: AddEndpointInput!) { addEndpoint(input: $input) { destination {
  __typename id channel label enabled recipient { id } preferences { enabled source eventType { key } } ... on EndpointDestination { url transformation disabledReason } } } }`;
const HOOK = 'https://hooks.slack.com/services/T000/B000/SECRETSECRETSECRET';

const api = businessFixture();

async function add(input: object): Promise<Data> {
  return (await api.client.get(ADD, { input })).addRecipient.recipient;
}

const fault = async (query: string, input: object) => {
  const { extensions, message } = await api.client.fail(query, { input });
  expect(message).toMatch(/[.]$/);
  return extensions;
};

describe('a recipient', () => {
  it('has an inbox, and with an address an e-mail destination', async () => {
    const input = {
      name: ' Ada Lovelace ',
      email: ' Ada@Team.Example ',
      roles: ['FINANCE', 'OWNER'],
      locale: 'DE-ch',
      timeZone: 'europe/berlin',
    };
    const recipient = await add(input);
    expect(recipient).toMatchObject({
      name: 'Ada Lovelace',
      roles: ['FINANCE', 'OWNER'],
      locale: 'de-CH',
      timeZone: 'Europe/Berlin',
    });
    expect(recipient.destinations).toEqual([
      {
        __typename: 'InAppDestination',
        id: expect.any(String),
        channel: 'IN_APP',
        label: 'Ada Lovelace',
        enabled: true,
      },
      {
        __typename: 'EmailDestination',
        id: expect.any(String),
        channel: 'EMAIL',
        label: 'ada@team.example',
        enabled: true,
        address: 'ada@team.example',
        suppressed: false,
      },
    ]);
    expect(await add({ name: 'Bob' })).toMatchObject({
      roles: [],
      locale: null,
      timeZone: null,
      destinations: [{ channel: 'IN_APP' }],
    });
  });

  it('is not added at all where its address is taken already', async () => {
    await add({ name: 'Ada', email: 'ada@team.example' });
    expect(await fault(ADD, { name: 'Other', email: 'ADA@team.example' })).toEqual({
      code: 'CONFLICT',
      field: 'email',
    });
    const { recipients } = await api.client.get('{ recipients { edges { node { name } } } }');
    expect(recipients.edges).toEqual([{ node: { name: 'Ada' } }]);
  });

  it.each([
    ['email', { email: 'no address' }],
    ['email', { email: 'a@b.example, c@d.example' }],
    ['email', { email: 'a@b.example\r\nBcc: c@d.example' }],
    ['email', { email: '' }],
    ['email', { email: `${'a'.repeat(250)}@b.example` }],
    ['timeZone', { timeZone: 'Mars/Olympus' }],
    ['timeZone', { timeZone: '' }],
    ['locale', { locale: 'not a locale' }],
    ['locale', { locale: '' }],
    ['name', { name: '' }],
    ['name', { name: ' \t' }],
    ['name', { name: 'x'.repeat(201) }],
  ])('is refused for its %s in %j', async (field, input) => {
    expect(await fault(ADD, { name: 'Ada', ...input })).toEqual({ code: 'BAD_USER_INPUT', field });
    expect((await api.client.get('{ recipients { edges { node { id } } } }')).recipients.edges).toEqual([]);
  });

  it('is found by a part of its name and by its role, page by page', async () => {
    for (const name of ['Ada 100%', 'Adam', 'Bob', 'Eva_da'])
      await add({ name, roles: name.startsWith('A') ? ['SALES'] : ['OWNER', 'SUPPORT'] });
    const named = async (args: string) => {
      const { recipients } = await api.client.get(`{ recipients(${args}) { edges { node { name } } } }`);
      return recipients.edges.map((edge: { node: { name: string } }) => edge.node.name);
    };
    expect(await named('search: "aDa"')).toEqual(['Ada 100%', 'Adam']);
    expect([await named('search: "%"'), await named('search: "_"'), await named('search: "\\\\"')]).toEqual([
      ['Ada 100%'],
      ['Eva_da'],
      [],
    ]);
    expect(await named('role: SUPPORT')).toEqual(['Bob', 'Eva_da']);
    expect(await named('role: SALES, search: "100"')).toEqual(['Ada 100%']);

    const page = async (after: string | null) =>
      (
        await api.client.get(
          'query ($after: String) { recipients(first: 3, after: $after) { edges { cursor node { name } } pageInfo { hasNextPage hasPreviousPage endCursor } } }',
          { after },
        )
      ).recipients;
    const first = await page(null);
    expect(first.pageInfo).toEqual({ hasNextPage: true, hasPreviousPage: false, endCursor: first.edges[2].cursor });
    const last = await page(first.pageInfo.endCursor);
    expect(last.edges.map((edge: { node: object }) => edge.node)).toEqual([{ name: 'Eva_da' }]);
    expect(last.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });
});

describe('an e-mail destination', () => {
  it('is a shared address, or that of a person', async () => {
    const { id } = await add({ name: 'Ada' });
    const shared = await api.client.get(ADD_EMAIL, { input: { address: 'Finance@Team.Example' } });
    expect(shared.addEmail.destination).toMatchObject({
      __typename: 'EmailDestination',
      label: 'finance@team.example',
      recipient: null,
    });
    const own = await api.client.get(ADD_EMAIL, { input: { address: 'ada@team.example', recipientId: id } });
    expect(own.addEmail.destination.recipient).toEqual({ id });
  });

  it('is there once, until it is removed', async () => {
    const { addEmail } = await api.client.get(ADD_EMAIL, { input: { address: 'ada@team.example' } });
    expect(await fault(ADD_EMAIL, { address: 'Ada@team.example' })).toEqual({ code: 'CONFLICT', field: 'address' });
    expect(await fault(ADD_EMAIL, { address: 'nobody' })).toEqual({ code: 'BAD_USER_INPUT', field: 'address' });
    const { id } = addEmail.destination;
    const remove = 'mutation ($id: ID!) { removeDestination(input: { id: $id, confirm: true }) { id } }';
    expect(await api.client.get(remove, { id })).toEqual({ removeDestination: { id } });
    expect((await api.client.fail(remove, { id })).extensions.code).toBe('NOT_FOUND');
    expect(
      await api.client.get('query ($id: ID!) { node(id: $id) { id } destinations { edges { node { id } } } }', { id }),
    ).toEqual({ node: null, destinations: { edges: [] } });
    await api.client.get(ADD_EMAIL, { input: { address: 'ada@team.example' } });
  });
});

describe('an endpoint', () => {
  it('shows neither its secret address nor its path', async () => {
    const { addEndpoint } = await api.client.get(ADD_ENDPOINT, {
      input: { channel: 'SLACK', label: ' #payments ', url: HOOK, transformation: 'function handler(w) { return w; }' },
    });
    expect(addEndpoint.destination).toMatchObject({
      __typename: 'EndpointDestination',
      channel: 'SLACK',
      label: '#payments',
      enabled: true,
      recipient: null,
      disabledReason: null,
      transformation: 'function handler(w) { return w; }',
    });
    expect(addEndpoint.destination.url).toMatch(/^https:\/\/hooks\.slack\.com\/…/);
    const [row] = await api.dataSource.query('SELECT d::text AS row FROM destinations d WHERE id = $1', [
      addEndpoint.destination.id,
    ]);
    for (const text of [JSON.stringify(addEndpoint), row.row]) expect(text).not.toMatch(/SECRETSECRET|B000|T000/);
  });

  it('takes every event type, or those that were chosen', async () => {
    const enabled = async (input: object) => {
      const { addEndpoint } = await api.client.get(ADD_ENDPOINT, {
        input: { channel: 'SLACK', label: '#x', url: HOOK, ...input },
      });
      const { preferences } = addEndpoint.destination;
      expect(new Set(preferences.map((preference: Data) => preference.source))).toEqual(new Set(['EXPLICIT']));
      return preferences
        .filter((preference: Data) => preference.enabled)
        .map((preference: Data) => preference.eventType.key);
    };
    const { eventTypes } = await api.client.get('{ eventTypes { key } }');
    expect(await enabled({})).toEqual(eventTypes.map((entry: { key: string }) => entry.key));
    expect((await enabled({ eventTypes: ['refund.failed', 'payment.failed', 'payment.failed'] })).sort()).toEqual([
      'payment.failed',
      'refund.failed',
    ]);
  });

  it.each([
    ['url', { url: 'https://169.254.169.254/latest/meta-data' }],
    ['url', { url: 'https://10.0.0.8/hook' }],
    ['url', { url: 'https://[::1]/hook' }],
    ['url', { url: 'https://0xa.8/hook' }],
    ['url', { url: 'http://hooks.slack.com/x' }],
    ['url', { url: 'https://hooks.slack.com:8443/x' }],
    ['url', { url: 'ftp://hooks.slack.com/x' }],
    ['url', { url: 'file:///etc/passwd' }],
    ['url', { url: 'https://user:pass@hooks.slack.com/x' }],
    ['url', { url: 'hooks.slack.com' }],
    ['url', { url: '' }],
    ['url', { url: `https://hooks.slack.com/${'x'.repeat(2_048)}` }],
    ['eventTypes', { eventTypes: ['payment.failed', 'payment.exploded'] }],
    ['channel', { channel: 'EMAIL' }],
    ['channel', { channel: 'IN_APP' }],
    ['headers', { headers: { 'x-team': 'billing' } }],
    ['secret', { secret: 'whsec_x' }],
    ['label', { label: '  ' }],
    ['transformation', { transformation: 'x'.repeat(64 * 1024 + 1) }],
  ])('is refused for its %s in %j', async (field, input) => {
    expect(await fault(ADD_ENDPOINT, { channel: 'SLACK', label: '#payments', url: HOOK, ...input })).toEqual({
      code: 'BAD_USER_INPUT',
      field,
    });
    expect((await api.client.get('{ destinations { edges { node { id } } } }')).destinations.edges).toEqual([]);
  });

  it('is told from people’s destinations by its channel', async () => {
    await add({ name: 'Ada', email: 'ada@team.example' });
    await api.client.get(ADD_ENDPOINT, { input: { channel: 'SLACK', label: '#payments', url: HOOK } });
    const labels = async (args: string) =>
      (await api.client.get(`{ destinations${args} { edges { node { label } } } }`)).destinations.edges.map(
        (edge: Data) => edge.node.label,
      );
    expect(await labels('')).toEqual(['Ada', 'ada@team.example', '#payments']);
    expect([await labels('(channel: SLACK)'), await labels('(channel: EMAIL)')]).toEqual([
      ['#payments'],
      ['ada@team.example'],
    ]);
  });
});
