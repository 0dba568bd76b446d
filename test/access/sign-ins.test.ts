// Who is signed in: by links that an ADMIN makes for somebody, listed, and ended from elsewhere.
import { addBusiness, addPerson, createDatabase, type TestDatabase } from '../support/database.js';
import { type Data, GraphqlClient } from '../support/graphql.js';
import { type Program, startProgram } from '../support/program.js';
import { signIn } from '../support/sessions.js';

let database: TestDatabase;
let program: Program;
let homeId: string;
let owner: GraphqlClient;

beforeAll(async () => {
  database = await createDatabase();
  program = await startProgram(database);
  homeId = await addBusiness(database.dataSource);
  owner = await GraphqlClient.of(program, homeId);
});

afterAll(async () => {
  await program?.stop();
  await database?.drop();
});

const ours = () => ({ 'content-type': 'application/json', origin: program.url });

/** Name and value, as a browser sends them back. */
const cookieOf = (answer: Response) => (answer.headers.get('set-cookie') ?? '').split(';')[0] as string;

async function ask(cookie: string, headers: Record<string, string>, query = '{ viewer { access } }') {
  const init = { method: 'POST', headers: { ...headers, cookie }, body: JSON.stringify({ query }) };
  const { data, errors } = (await (await fetch(`${program.url}/graphql`, init)).json()) as Data;
  return { data, code: errors?.[0]?.extensions?.code ?? null };
}

describe('A link that an ADMIN makes for somebody', () => {
  const LINK = 'mutation ($id: ID!) { createSignInLink(input: { recipientId: $id }) { url until } }';
  const signInBy = async (client: GraphqlClient, recipientId: string) => {
    const { createSignInLink: made } = await client.get(LINK, { id: recipientId });
    return cookieOf(await signIn(program, { link: made.url.split('#')[1] }));
  };
  const whoIs = async (cookie: string) => {
    const { data } = await ask(cookie, ours(), '{ viewer { access recipient { name } } }');
    return [data.viewer.access, data.viewer.recipient?.name];
  };

  it('signs in as that person by one key of theirs, which a link of their own stands for, too', async () => {
    const { recipientId } = await addPerson(database.dataSource, homeId, { name: 'Ada' });
    const cookie = await signInBy(owner, recipientId);
    expect(await whoIs(cookie)).toEqual(['MEMBER', 'Ada']);
    expect(await whoIs(await signInBy(owner, recipientId))).toEqual(['MEMBER', 'Ada']);
    const { apiKeys } = await owner.get('{ apiKeys { name access recipient { id } } }');
    const theirs = apiKeys.filter(({ recipient }: Data) => recipient?.id === recipientId);
    expect(theirs).toEqual([{ name: 'Sign-in link', access: 'MEMBER', recipient: { id: recipientId } }]);
    const ofMember = `mutation { createSignInLink(input: { recipientId: "${recipientId}" }) { url } }`;
    const { data } = await ask(cookie, ours(), ofMember);
    const phone = await signIn(program, { link: data.createSignInLink.url.split('#')[1] });
    expect(await whoIs(cookieOf(phone))).toEqual(['MEMBER', 'Ada']);
    const { auditLog } = await owner.get('{ auditLog(first: 50) { edges { node { action subject } } } }');
    const made = auditLog.edges.filter(({ node }: Data) => node.action === 'createSignInLink');
    expect(made.map(({ node }: Data) => node.subject)).toEqual([recipientId, recipientId, recipientId]);
    const log = await owner.get('{ auditLog(first: 50) { edges { node { sentence } } } }');
    const sentences = log.auditLog.edges.map(({ node }: Data) => node.sentence);
    expect(sentences).toContain('Ada (sign-in link) made a sign-in link for Ada');
    expect(sentences).toContainEqual(expect.stringMatching(/created the API key Ada \(sign-in link\)$/));
  });

  it('is for people of the business only, and of a MEMBER for themselves', async () => {
    const other = await addPerson(database.dataSource, await addBusiness(database.dataSource));
    expect((await owner.fail(LINK, { id: other.recipientId })).extensions.code).toBe('NOT_FOUND');
    const ada = await addPerson(database.dataSource, homeId, { email: 'ada@links.example' });
    const bob = await addPerson(database.dataSource, homeId, { email: 'bob@links.example' });
    const cookie = await signInBy(owner, ada.recipientId);
    const query = `mutation { createSignInLink(input: { recipientId: "${bob.recipientId}" }) { url } }`;
    expect((await ask(cookie, ours(), query)).code).toBe('NOT_FOUND');
  });
});

describe('Sign-ins', () => {
  const LIST = '{ signIns { id way userAgent current } }';
  const open = async (token: string | null, agent: string) =>
    cookieOf(await signIn(program, { key: token }, { 'user-agent': agent }));

  it('are listed to whom they belong, and ended one by one or all others at once', async () => {
    const [{ key: token }, other] = [await owner.withKey('VIEWER'), await owner.withKey('VIEWER')];
    const foreign = await open(other.key, 'Foreign');
    const [laptop, phone, old] = [await open(token, 'Laptop'), await open(token, 'Phone'), await open(token, 'Old')];
    const list = async (cookie: string) => (await ask(cookie, ours(), LIST)).data.signIns;
    const known: Data[] = await list(laptop);
    const agents = (signIns: Data[]) => signIns.map(({ userAgent }) => userAgent).sort();
    expect(agents(known)).toEqual(['Laptop', 'Old', 'Phone']);
    expect(agents(known.filter(({ current }) => current))).toEqual(['Laptop']);
    const idOf = (agent: string) => known.find(({ userAgent }) => userAgent === agent)?.id;
    const end = (cookie: string, id: string) =>
      ask(cookie, ours(), `mutation { endSignIn(input: { id: "${id}" }) { signIns { userAgent } } }`);
    // Somebody else's is none of one's own.
    await end(foreign, idOf('Old'));
    expect(agents(await list(laptop))).toEqual(['Laptop', 'Old', 'Phone']);
    const { data } = await end(laptop, idOf('Old'));
    expect(agents(data.endSignIn.signIns)).toEqual(['Laptop', 'Phone']);
    expect((await ask(old, ours())).code).toBe('UNAUTHENTICATED');
    await ask(laptop, ours(), 'mutation { endOtherSignIns { signIns { id } } }');
    expect((await ask(phone, ours())).code).toBe('UNAUTHENTICATED');
    expect((await ask(foreign, ours())).code).toBeNull();
    await fetch(`${program.url}/session`, { method: 'DELETE', headers: { cookie: laptop, origin: program.url } });
    expect((await ask(laptop, ours())).code).toBe('UNAUTHENTICATED');
  });
});
