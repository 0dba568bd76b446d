// Who asks by a JWT of another login: real keys, a real JWKS over HTTP.
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { productionConfig, readEnvironment } from '../../src/platform/config.js';
import { newId } from '../../src/platform/new-id.js';
import {
  addBusiness,
  addPerson,
  createDatabase,
  ENCRYPTION_KEYS,
  type TestDatabase,
  type TestPerson,
} from '../support/database.js';
import { GraphqlClient } from '../support/graphql.js';
import { Subscriber } from '../support/live.js';
import { eventually, type Program, startProgram } from '../support/program.js';
import { type HttpStandIn, startHttpStandIn } from '../support/stand-ins.js';

interface Signer {
  kid: string;
  alg: string;
  privateKey: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
  jwk: object;
}

const ISSUER = 'https://login.example';
const AUDIENCE = 'tocsin';

let database: TestDatabase;
let program: Program;
let login: HttpStandIn;
let rsa: Signer;
let elliptic: Signer;
let businessId: string;
let ada: TestPerson;

beforeAll(async () => {
  [database, login] = await Promise.all([createDatabase(), startHttpStandIn()]);
  [rsa, elliptic] = [await signer('rsa-1', 'RS256'), await signer('ec-1', 'ES256')];
  publish(rsa, elliptic);
  program = await startProgram(database, { config: { jwt: settings(`${login.url}/jwks.json`) } });
});

beforeEach(async () => {
  businessId = await addBusiness(database.dataSource);
  ada = await addPerson(database.dataSource, businessId);
});

afterAll(async () => {
  await program?.stop();
  await login?.stop();
  await database?.drop();
});

const settings = (jwksUrl: string) => ({ jwksUrl, issuer: ISSUER, audience: AUDIENCE });

async function signer(kid: string, alg: string): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair(alg);
  return { kid, alg, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

/** What the login service serves from now on. */
function publish(...signers: Signer[]): void {
  login.answer = (_, response) =>
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: signers.map(({ jwk }) => jwk) }));
}

const now = () => Math.floor(Date.now() / 1_000);
const claims = (more: JWTPayload = {}): JWTPayload => ({
  iss: ISSUER,
  aud: AUDIENCE,
  sub: 'ada@login',
  exp: now() + 600,
  tocsin_business: businessId,
  tocsin_access: 'ADMIN',
  ...more,
});
const signed = (payload: JWTPayload, { kid, alg, privateKey }: Signer = rsa) =>
  new SignJWT(payload).setProtectedHeader({ alg, kid }).sign(privateKey);
const clientOf = (token: string) => new GraphqlClient(program.url, token);
const VIEWER = '{ viewer { access recipient { id } business { id } } }';

describe('A token', () => {
  it.each(['RS256', 'ES256'])('signed by %s is a viewer of the business that it names', async (alg) => {
    const token = await signed(claims(), alg === 'RS256' ? rsa : elliptic);
    const { viewer } = await clientOf(token).get(VIEWER);
    expect(viewer).toEqual({ access: 'ADMIN', recipient: null, business: { id: businessId } });
  });

  it('of a member is that person', async () => {
    const token = await signed(claims({ tocsin_access: 'MEMBER', tocsin_recipient: ada.recipientId }));
    expect((await clientOf(token).get(VIEWER)).viewer).toMatchObject({ recipient: { id: ada.recipientId } });
    await database.dataSource.query('UPDATE recipients SET removed_at = now() WHERE id = $1', [ada.recipientId]);
    const later = await signed(claims({ tocsin_access: 'MEMBER', tocsin_recipient: ada.recipientId, jti: 'later' }));
    expect((await clientOf(later).fail(VIEWER)).extensions.code).toBe('UNAUTHENTICATED');
  });

  it('stands in the audit trail by its subject', async () => {
    const client = clientOf(await signed(claims()));
    await client.get('mutation { addRecipient(input: { name: "Bob" }) { recipient { id } } }');
    const { auditLog } = await client.get('{ auditLog { edges { node { actor } } } }');
    expect(auditLog.edges[0].node.actor).toBe('jwt ada@login');
  });

  const WRONG: [string, () => JWTPayload, string][] = [
    ['has expired', () => claims({ exp: now() - 60 }), 'expired'],
    ['never expires', () => claims({ exp: undefined }), '“exp”'],
    ['lasts longer than a day', () => claims({ exp: now() + 25 * 3_600 }), 'at most 24 hours'],
    ['has a name as long as a page', () => claims({ sub: 'a'.repeat(256) }), 'at most 255'],
    ['is not valid yet', () => claims({ nbf: now() + 60 }), '“nbf”'],
    ['is of another issuer', () => claims({ iss: 'https://evil.example' }), '“iss”'],
    ['is for another audience', () => claims({ aud: 'shop' }), '“aud”'],
    ['names nobody', () => claims({ sub: undefined }), '“sub”'],
    ['names no business', () => claims({ tocsin_business: undefined }), '“tocsin_business”'],
    ['names a business that is not there', () => claims({ tocsin_business: newId('business') }), '“tocsin_business”'],
    ['names an access that does not exist', () => claims({ tocsin_access: 'ROOT' }), '“tocsin_access”'],
    ['names no person although it is a member’s', () => claims({ tocsin_access: 'MEMBER' }), '“tocsin_recipient”'],
    [
      'names a person although it is no member’s',
      () => claims({ tocsin_recipient: ada.recipientId }),
      '“tocsin_recipient”',
    ],
    [
      'names a person who is not there',
      () => claims({ tocsin_access: 'MEMBER', tocsin_recipient: newId('recipient') }),
      '“tocsin_recipient”',
    ],
  ];

  it.each(WRONG)('that %s is refused', async (_, payload, word) => {
    const { extensions, message } = await clientOf(await signed(payload())).fail(VIEWER);
    expect([extensions.code, message]).toEqual(['UNAUTHENTICATED', expect.stringContaining(word)]);
  });

  it('of a person of another business is refused', async () => {
    const stranger = await addPerson(database.dataSource, await addBusiness(database.dataSource));
    const token = await signed(claims({ tocsin_access: 'MEMBER', tocsin_recipient: stranger.recipientId }));
    expect((await clientOf(token).fail(VIEWER)).extensions.code).toBe('UNAUTHENTICATED');
  });

  it('that is signed by a shared secret, by nobody or by a stranger is refused', async () => {
    const shared = await new SignJWT(claims())
      .setProtectedHeader({ alg: 'HS256', kid: 'rsa-1' })
      .sign(Buffer.from(JSON.stringify(rsa.jwk)));
    const unsigned = new UnsecuredJWT(claims()).encode();
    const forged = await signed(claims(), { ...(await signer('x', 'RS256')), kid: 'rsa-1' });
    const unknown = await signed(claims(), await signer('nobody-knows', 'RS256'));
    const said = await Promise.all([shared, unsigned, forged, unknown].map((token) => clientOf(token).fail(VIEWER)));
    expect(said.map(({ extensions }) => extensions.code)).toEqual(Array(4).fill('UNAUTHENTICATED'));
    const words = ['algorithm', 'algorithm', 'signature', 'does not name'];
    expect(said.map(({ message }, at) => message.includes(words[at] as string))).toEqual(Array(4).fill(true));
  });
});

describe('The keys of the login', () => {
  it('may be rotated: the new one is found, the old one is no longer taken', async () => {
    const next = await signer('rsa-2', 'RS256');
    publish(next, elliptic);
    // Whoever brings many tokens that fit no key is sent away for a while: ask when it looks again.
    await clientOf(await signed(claims(), next)).ask(VIEWER);
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    await clientOf(await signed(claims(), next)).get(VIEWER);
    expect((await clientOf(await signed(claims({ jti: 'old' }))).fail(VIEWER)).extensions.code).toBe('UNAUTHENTICATED');
    rsa = next;
  });

  it.each(['fails', 'says nonsense', 'is gone'])(
    'that %s is no fault of who asks, and keys of ours work on',
    async (how) => {
      const away = await startHttpStandIn();
      away.answer = (_, response) => void (how === 'fails' ? response.writeHead(500).end() : response.end('<html>'));
      if (how === 'is gone') await away.stop();
      const other = await startProgram(database, { config: { jwt: settings(`${away.url}/jwks.json`) } });
      try {
        const { status, errors } = await new GraphqlClient(other.url, await signed(claims())).ask(VIEWER);
        expect([status, errors[0]?.extensions.code]).toEqual([503, 'UNAVAILABLE']);
        await (await GraphqlClient.of(other, businessId)).get(VIEWER);
      } finally {
        await other.stop();
        if (how !== 'is gone') await away.stop();
      }
    },
  );
});

describe('A socket', () => {
  it('opens by a token, and is closed when that expires', async () => {
    const watcher = new Subscriber(program, await signed(claims({ exp: now() + 1 })));
    try {
      await watcher.listen('unreadCountChanged');
      await eventually('the close', async () => watcher.closes.length > 0, 15_000);
      expect(watcher.closes[0]?.code).toBe(4403);
    } finally {
      await watcher.close();
    }
  });
});

describe('The settings', () => {
  const needed = {
    DATABASE_URL: 'postgres://localhost/x',
    TEMPORAL_ADDRESS: 'localhost:7233',
    TOCSIN_ENCRYPTION_KEYS: ENCRYPTION_KEYS,
    PUBLIC_URL: 'https://tocsin.example',
  };
  const config = (more: Record<string, string>) =>
    productionConfig(readEnvironment({ ...needed, ...more }, 'PRODUCTION'));

  it('come together or not at all', () => {
    const jwks = { AUTH_JWKS_URL: 'https://login.example/jwks' };
    expect(config({}).jwt).toBeNull();
    expect(() => config(jwks)).toThrow('AUTH_AUDIENCE');
    expect(config({ ...jwks, AUTH_ISSUER: ISSUER, AUTH_AUDIENCE: AUDIENCE }).jwt?.issuer).toBe(ISSUER);
  });

  it('take http on this machine only', () => {
    const jwks = (AUTH_JWKS_URL: string) => () => config({ AUTH_JWKS_URL, AUTH_ISSUER: 'i', AUTH_AUDIENCE: 'a' });
    expect(jwks('http://login.example/jwks')).toThrow('https');
    expect(jwks('http://localhost.evil.example/jwks')).toThrow('https');
    expect(jwks('http://127.0.0.1:4000/jwks')).not.toThrow();
  });
});

it('Without these settings no token is taken', async () => {
  const other = await startProgram(database);
  const { extensions } = await new GraphqlClient(other.url, await signed(claims())).fail(VIEWER);
  await other.stop();
  expect(extensions.code).toBe('UNAUTHENTICATED');
});
