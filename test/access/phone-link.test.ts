// "Add my phone": a link that signs a phone in once, as one person and with nothing more, while the key that made it holds.
import { businessFixture } from '../support/business-fixture.js';
import { addBusiness, addPerson, type TestPerson } from '../support/database.js';
import { type Data, GraphqlClient } from '../support/graphql.js';

const asked = businessFixture();
const CREATE = 'mutation ($input: CreatePhoneLinkInput!) { createPhoneLink(input: $input) { url until } }';
const REGISTER =
  'mutation ($input: RegisterDeviceInput!) { registerDevice(input: $input) { destination { recipient { id } } } }';
let ada: TestPerson;
let ben: TestPerson;
beforeEach(async () => {
  ada = await addPerson(asked.dataSource, asked.businessId);
  ben = await addPerson(asked.dataSource, asked.businessId, { name: 'Ben', email: 'ben@team.example' });
});

async function link(client: GraphqlClient, { recipientId }: TestPerson): Promise<string> {
  const { url, until } = (await client.get(CREATE, { input: { recipientId } })).createPhoneLink;
  expect(url).toMatch(/^http:\/\/tocsin\.test\/signin\?to=\/device#/);
  expect(Date.parse(until) - Date.now()).toBeLessThanOrEqual(5 * 60_000);
  return url.split('#')[1] as string;
}

/** What the page behind the link does. */
function follow(token: string): Promise<Response> {
  const headers = { 'content-type': 'application/json', origin: asked.program.url };
  return fetch(`${asked.program.url}/session`, { method: 'POST', headers, body: JSON.stringify({ link: token }) });
}

async function ask(signedIn: Response, query: string, variables: object = {}): Promise<Data> {
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] as string;
  const headers = { 'content-type': 'application/json', origin: asked.program.url, cookie };
  const body = JSON.stringify({ query, variables });
  return (await fetch(`${asked.program.url}/graphql`, { method: 'POST', headers, body })).json();
}

const VIEWER = '{ viewer { access recipient { id } } }';

it('of an admin is for whom they choose, with what a MEMBER has and no more, and registers their device', async () => {
  const signedIn = await follow(await link(asked.client, ada));
  expect((await ask(signedIn, VIEWER)).data.viewer).toEqual({ access: 'MEMBER', recipient: { id: ada.recipientId } });
  expect((await ask(signedIn, '{ apiKeys { id } }')).errors[0].extensions.code).toBe('FORBIDDEN');
  const others = await ask(signedIn, CREATE, { input: { recipientId: ben.recipientId } });
  expect(others.errors[0].extensions.code).toBe('NOT_FOUND');
  const input = { platform: 'ANDROID', token: 'c'.repeat(150), recipientId: ada.recipientId };
  const registered = await ask(signedIn, REGISTER, { input });
  expect(registered.data.registerDevice.destination.recipient.id).toBe(ada.recipientId);
  const { auditLog } = await asked.client.get('{ auditLog { edges { node { action subject actor } } } }');
  expect(auditLog.edges.map(({ node }: Data) => node.action)).toEqual(
    expect.arrayContaining(['createPhoneLink', 'registerDevice']),
  );
});

it('works once, and not for one that was changed', async () => {
  const token = await link(asked.client, ada);
  expect((await follow(`${token}x`)).status).toBe(401);
  expect((await follow(token)).status).toBe(200);
  const again = await follow(token);
  expect(again.status).toBe(401);
  expect(((await again.json()) as { error: string }).error).toContain('within 5 minutes');
});

it('of a member is for themself; nobody else makes one', async () => {
  const member = await asked.client.withKey('MEMBER', ada.recipientId);
  expect((await ask(await follow(await link(member, ada)), VIEWER)).data.viewer.recipient.id).toBe(ada.recipientId);
  const refused = async (client: GraphqlClient, { recipientId }: TestPerson) =>
    (await client.fail(CREATE, { input: { recipientId } })).extensions.code;
  expect(await refused(member, ben)).toBe('NOT_FOUND');
  expect(await refused(await asked.client.withKey('VIEWER'), ada)).toBe('FORBIDDEN');
  const other = await GraphqlClient.of(asked.program, await addBusiness(asked.dataSource));
  expect(await refused(other, ada)).toBe('NOT_FOUND');
});

it('ends with the key that made it, and with its person', async () => {
  const { createApiKey } = await asked.client.get(
    'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { token apiKey { id } } }',
    { input: { name: 'screen', access: 'ADMIN' } },
  );
  const screen = new GraphqlClient(asked.program.url, createApiKey.token);
  const [one, other] = [await follow(await link(screen, ada)), await follow(await link(asked.client, ben))];
  const end = 'mutation ($input: NodeInput!) { revokeApiKey(input: $input) { id } }';
  await asked.client.get(end, { input: { id: createApiKey.apiKey.id } });
  expect((await ask(one, VIEWER)).errors[0].extensions.code).toBe('UNAUTHENTICATED');
  await asked.dataSource.query('UPDATE recipients SET removed_at = now() WHERE id = $1', [ben.recipientId]);
  expect((await ask(other, VIEWER)).errors[0].extensions.code).toBe('UNAUTHENTICATED');
});
