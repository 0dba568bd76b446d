// "Connect your Slack workspace": a state that is its beginner's alone and works once, and an endpoint with the hook that Slack gives.
import { businessFixture } from '../support/business-fixture.js';
import { addBusiness } from '../support/database.js';
import { type Data, GraphqlClient } from '../support/graphql.js';
import { allow, SLACK_APP, type SlackStandIn, startSlackApp } from '../support/slack-app.js';

let slack: SlackStandIn;
beforeAll(async () => {
  slack = await startSlackApp();
});
const asked = businessFixture(() => ({
  config: { chatApps: { SLACK: { ...SLACK_APP, baseUrl: slack.url } } },
}));
beforeEach(() => {
  slack.answer = null;
  slack.room = '#payments';
});
afterAll(() => slack?.stop());

const BEGIN = 'mutation ($input: BeginConnectionInput!) { beginConnection(input: $input) { url } }';
const FINISH = `mutation ($input: FinishConnectionInput!) { finishConnection(input: $input) {
  secret destination { id channel label enabled ... on EndpointDestination { url connection { room team manageUrl } } } } }`;
const BACK = 'http://tocsin.test/integrations/connected';

async function begin(client = asked.client, endpointId: string | null = null): Promise<string> {
  const { url } = (await client.get(BEGIN, { input: { channel: 'SLACK', endpointId } })).beginConnection;
  const { origin, pathname, searchParams } = new URL(url);
  expect([origin, pathname]).toEqual([slack.url, '/oauth/v2/authorize']);
  expect(searchParams.get('redirect_uri')).toBe(BACK);
  return searchParams.get('state') ?? '';
}

const finish = async (input: object): Promise<Data> => (await asked.client.get(FINISH, { input })).finishConnection;
const refusal = async (input: object, client = asked.client) => (await client.fail(FINISH, { input })).message;
const endpoints = async () =>
  (await asked.client.get('{ destinations(channel: SLACK) { edges { node { id } } } }')).destinations.edges;

it('makes an endpoint with the hook, named after channel and workspace', async () => {
  const { destination, secret } = await finish({ state: await begin(), code: allow(slack, BACK) });
  expect(destination).toMatchObject({
    ...{ channel: 'SLACK', label: '#payments · Acme', url: `${slack.url}/…hook` },
    connection: { room: '#payments', team: 'Acme', manageUrl: `${slack.url}/services/B1` },
  });
  expect(secret).toBeNull();
  expect(await endpoints()).toHaveLength(1);
  const { auditLog } = await asked.client.get('{ auditLog { edges { node { action subject } } } }');
  expect(auditLog.edges[0].node).toEqual({ action: 'addEndpoint', subject: destination.id });
});

describe('one that is there already', () => {
  const made = async () => (await finish({ state: await begin(), code: allow(slack, BACK) })).destination;
  const again = async (id: string) =>
    (await finish({ state: await begin(asked.client, id), code: allow(slack, BACK) })).destination;

  it('gets the new address, and the name of the new room where it had that of the old one', async () => {
    const { id } = await made();
    slack.room = '#money';
    const { label, connection } = await again(id);
    expect([label, connection.room]).toEqual(['#money · Acme', '#money']);
    const { node } = (await asked.client.get('{ auditLog { edges { node { action subject before after } } } }'))
      .auditLog.edges[0];
    expect(node).toMatchObject({ action: 'reconnectEndpoint', subject: id, before: { label: '#payments · Acme' } });
    await asked.client.get(
      'mutation ($input: UpdateEndpointInput!) { updateEndpoint(input: $input) { destination { id } } }',
      { input: { id, label: 'Our money' } },
    );
    slack.room = '#payments';
    expect(await again(id)).toMatchObject({ id, label: 'Our money', connection: { room: '#payments' } });
    expect(await endpoints()).toHaveLength(1);
  });

  it('is on again where its failures switched it off, and stays off where a person did', async () => {
    const { id } = await made();
    const off = (reason: string | null) =>
      asked.dataSource.query('UPDATE destinations SET enabled = false, disabled_reason = $2 WHERE id = $1', [
        id,
        reason,
      ]);
    await off(JSON.stringify({ code: 'NOT_AN_ENDPOINT' }));
    expect((await again(id)).enabled).toBe(true);
    await off(null);
    expect((await again(id)).enabled).toBe(false);
  });

  it('is of this channel and this business; an address that is entered by hand is no longer what the chat said', async () => {
    const { id } = await made();
    const other = await GraphqlClient.of(asked.program, await addBusiness(asked.dataSource));
    const input = { channel: 'SLACK', endpointId: id };
    expect((await other.fail(BEGIN, { input })).extensions.code).toBe('NOT_FOUND');
    const { addEmail } = await asked.client.get(
      'mutation { addEmail(input: { address: "ops@acme.example" }) { destination { id } } }',
    );
    const mail = { channel: 'SLACK', endpointId: addEmail.destination.id };
    expect((await asked.client.fail(BEGIN, { input: mail })).extensions.code).toBe('NOT_FOUND');
    const { updateEndpoint } = await asked.client.get(
      `mutation ($input: UpdateEndpointInput!) { updateEndpoint(input: $input) {
        destination { ... on EndpointDestination { connection { room } } } } }`,
      { input: { id, url: `${slack.url}/services/other` } },
    );
    expect(updateEndpoint.destination.connection).toBeNull();
  });
});

it('takes a state once, of the session that began, and of no other business', async () => {
  const state = await begin();
  const [colleague, code] = [await asked.client.withKey('ADMIN'), allow(slack, BACK)];
  const other = await GraphqlClient.of(asked.program, await addBusiness(asked.dataSource));
  const dead = /begun by another session/;
  expect(await refusal({ state, code }, colleague)).toMatch(dead);
  expect(await refusal({ state, code }, other)).toMatch(dead);
  expect(await refusal({ state: `${state}x`, code })).toMatch(dead);
  await finish({ state, code });
  expect(await refusal({ state, code: allow(slack, BACK) })).toMatch(dead);
  expect(await endpoints()).toHaveLength(1);
});

it('says in one sentence why nothing was connected', async () => {
  const again = async (code: string | null) => refusal({ state: await begin(), code });
  expect(await again(null)).toBe('It was declined at Slack; nothing was connected.');
  expect(await again('nonsense')).toBe('Slack refused to connect (invalid_code); nothing was connected.');
  slack.answer = { status: 503, body: '<html>away</html>' };
  expect(await again('code')).toContain('cannot be read (status 503)');
  slack.answer = { status: 200, body: '{"ok":true,"incoming_webhook":{"url":"http://10.0.0.1/hook","channel":"#x"}}' };
  expect(await again('code')).toMatch(/https/);
  expect(await endpoints()).toEqual([]);
});

it('is for who may change everything; other channels have no such button', async () => {
  const viewer = await asked.client.withKey('VIEWER');
  expect((await viewer.fail(BEGIN, { input: { channel: 'SLACK' } })).extensions.code).toBe('FORBIDDEN');
  expect((await asked.client.fail(BEGIN, { input: { channel: 'WEBHOOK' } })).extensions.field).toBe('channel');
  const { channels } = await viewer.get('{ channels { channel connectLabel connectProblem } }');
  expect(channels.filter(({ connectLabel }: Data) => connectLabel)).toEqual([
    { channel: 'SLACK', connectLabel: 'Connect your Slack workspace', connectProblem: null },
  ]);
});

describe('without an app of the operator’s', () => {
  const bare = businessFixture();

  it('the button says what an operator sets', async () => {
    const { channels } = await bare.client.get('{ channels { connectLabel connectProblem } }');
    const [{ connectProblem }] = channels.filter(({ connectLabel }: Data) => connectLabel);
    expect(connectProblem).toContain('SLACK_CLIENT_ID and SLACK_CLIENT_SECRET');
    expect((await bare.client.fail(BEGIN, { input: { channel: 'SLACK' } })).message).toBe(connectProblem);
  });
});
