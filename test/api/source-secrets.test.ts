// Connecting by hand, in the order that life has it: the source, its URL at the provider, then the provider's secret.
import { SecretService } from '../../src/api/sources/secret.service.js';
import { SourceService } from '../../src/api/sources/source.service.js';
import { RejectedRequests } from '../../src/core/ingest/rejected-requests.js';
import { SourceCache } from '../../src/core/ingest/source-cache.js';
import { makeReason } from '../../src/domain/reasons.js';
import { SecretBox } from '../../src/platform/secrets/secret-box.js';
import { SOURCE_KINDS } from '../../src/sources/index.js';
import { sample } from '../sources/sample-bodies.js';
import { businessFixture } from '../support/business-fixture.js';
import { ENCRYPTION_KEYS } from '../support/database.js';
import type { Data } from '../support/graphql.js';
import { keptLog } from '../support/log.js';
import { type Answer, send, type TestSource } from '../support/producers.js';
import { eventually } from '../support/program.js';

const asked = businessFixture();

const SHOWN = 'id standing standingReason wantsSecret activeSecrets secretHint';
const CREATE = `mutation ($input: CreateSourceInput!) { createSource(input: $input) { secret source { ${SHOWN} url } } }`;
const SET = `mutation ($input: SetSourceSecretInput!) { setSourceSecret(input: $input) { secret source { ${SHOWN} } } }`;
const ROTATE = `mutation ($input: RotateSourceSecretInput!) { rotateSourceSecret(input: $input) { secret source { ${SHOWN} } } }`;

const create = async (kind: string): Promise<Data> =>
  (await asked.client.get(CREATE, { input: { kind, name: 'Shop' } })).createSource;
const set = async (id: string, secret: string, revokeOld?: boolean): Promise<Data> =>
  (await asked.client.get(SET, { input: { id, secret, revokeOld } })).setSourceSecret;
const shown = async (): Promise<Data> => (await asked.client.get(`{ sources { ${SHOWN} } }`)).sources[0];
const standing = (name: string) =>
  eventually(`a source that is ${name}`, async () => {
    const source = await shown();
    return source.standing === name && source;
  });

let sent = 0;
/** The kind's own sample as a new event. */
function sendSigned(kind: 'DODO' | 'STRIPE' | 'GENERIC', id: string, secret: string): Promise<Answer> {
  const source: TestSource = { id, secret, kind };
  sent += 1;
  const body =
    kind === 'STRIPE' ? { ...sample('stripe.payout.paid'), id: `evt_${sent}` } : sample('dodo.payout.success');
  return send(asked.program, source, body);
}

describe.each(['DODO', 'STRIPE'] as const)('a source of %s by hand', (kind) => {
  const fresh = () => SOURCE_KINDS[kind].newSecret();

  it('is made without a secret, and refuses with a sentence until it has the provider’s', async () => {
    const { secret, source } = await create(kind);
    expect([secret, source]).toEqual([
      null,
      expect.objectContaining({ standing: 'NEEDS_SECRET', wantsSecret: true, activeSecrets: 0, secretHint: '' }),
    ]);
    expect(source.standingReason).toMatch(/No signing secret is set.*enter it for this source\.$/);
    const own = fresh();
    const early = await sendSigned(kind, source.id, own);
    expect([early.status, early.body.error]).toEqual([
      401,
      expect.stringMatching(/no signing secret yet.*enter it for this source in Tocsin/),
    ]);
    await eventually('the refusal to be counted', async () =>
      /One webhook was refused for it/.test((await shown()).standingReason),
    );
    // What was refused for want of a secret says nothing of the one that is there now.
    expect((await set(source.id, ` ${own} `)).source).toMatchObject({
      ...{ activeSecrets: 1, secretHint: `…${own.slice(-4)}`, standing: 'WAITING', wantsSecret: false },
    });
    expect((await sendSigned(kind, source.id, own)).status).toBe(202);
    expect(await shown()).toMatchObject({ standing: 'RECEIVING', standingReason: null });
  });

  it('says where it stands at each step', async () => {
    const { source } = await create(kind);
    const own = fresh();
    expect((await set(source.id, own)).source).toMatchObject({
      standing: 'WAITING',
      standingReason: expect.stringMatching(/^No webhook has come yet/),
    });
    await sendSigned(kind, source.id, fresh());
    await sendSigned(kind, source.id, fresh());
    const refused = await eventually('both to be counted', async () => {
      const now = await standing('REFUSED');
      return / 2 requests were refused/.test(now.standingReason) && now;
    });
    expect(refused.standingReason).toMatch(/copy the signing secret of this very endpoint from (Stripe|Dodo Payments)/);
    expect(refused.wantsSecret).toBe(true);
    expect((await set(source.id, fresh())).source.standing).toBe('WAITING');
    await sendSigned(kind, source.id, own);
    await standing('RECEIVING');
    await asked.dataSource.query('UPDATE sources SET silent_since = now() WHERE id = $1', [source.id]);
    expect((await standing('SILENT')).standingReason).toMatch(/^Nothing has come since .*UTC/);
    const { sources } = await asked.client.get('{ sources { standingReason(locale: "de") } }');
    expect(sources[0].standingReason).toMatch(/^Seit .* ist nichts mehr angekommen/);
  });

  it('rotates to the secret that the provider made, and to none of ours', async () => {
    const { source } = await create(kind);
    const [old, next] = [fresh(), fresh()];
    await set(source.id, old);
    const error = await asked.client.fail(ROTATE, { input: { id: source.id } });
    expect([error.extensions, error.message]).toEqual([
      { code: 'BAD_USER_INPUT', field: 'secret' },
      expect.stringMatching(/makes the signing secret itself: roll it/),
    ]);
    const { rotateSourceSecret } = await asked.client.get(ROTATE, { input: { id: source.id, secret: next } });
    expect([rotateSourceSecret.secret, rotateSourceSecret.source.activeSecrets]).toEqual([null, 2]);
    for (const secret of [old, next]) expect((await sendSigned(kind, source.id, secret)).status).toBe(202);
  });

  it('ends the older ones at once where it is told to', async () => {
    const { source } = await create(kind);
    const [first, second, third] = [fresh(), fresh(), fresh()];
    await set(source.id, first);
    expect((await set(source.id, second)).source.activeSecrets).toBe(2);
    for (const secret of [first, second]) expect((await sendSigned(kind, source.id, secret)).status).toBe(202);
    expect((await set(source.id, third, true)).source.activeSecrets).toBe(1);
    for (const secret of [first, second]) expect((await sendSigned(kind, source.id, secret)).status).toBe(401);
    expect((await sendSigned(kind, source.id, third)).status).toBe(202);
  });

  it.each([
    ['sk_live_0123456789abcdef', 'secret'],
    [' ', 'secret'],
  ])('refuses %j as a secret', async (secret, field) => {
    const { source } = await create(kind);
    const error = await asked.client.fail(SET, { input: { id: source.id, secret } });
    expect(error.extensions).toEqual({ code: 'BAD_USER_INPUT', field });
  });
});

it('what is refused for another cause asks for no secret, and none is missing once one is set', async () => {
  const { secret, source } = await create('GENERIC');
  const hourAgo = new Date(Date.now() - 3_600_000);
  const sender: TestSource = { id: source.id, secret, kind: 'GENERIC' };
  expect((await send(asked.program, sender, sample('dodo.payout.success'), { now: hourAgo })).status).toBe(401);
  expect(await standing('REFUSED')).toMatchObject({
    wantsSecret: false,
    standingReason: expect.stringMatching(/old|ago|seconds/),
  });
  expect((await sendSigned('GENERIC', source.id, SOURCE_KINDS.GENERIC.newSecret())).status).toBe(401);
  await eventually('the wrong secret to count', async () => (await shown()).wantsSecret);
  expect((await send(asked.program, sender, 'no JSON')).status).toBe(400);
  await eventually('the unreadable body to count', async () => !(await shown()).wantsSecret);

  // Another process knew the source as it was, and refused in the second in which its secret was entered.
  const stripe = (await create('STRIPE')).source;
  await set(stripe.id, SOURCE_KINDS.STRIPE.newSecret());
  const refusals = new RejectedRequests(asked.dataSource, keptLog('warn').log);
  const refusal = {
    businessId: asked.businessId,
    sourceId: stripe.id,
    at: new Date(Date.now() + 500),
    statusCode: 401,
  };
  refusals.add({ ...refusal, reason: makeReason('SECRET_NOT_SET') });
  await refusals.flush();
  const { node } = await asked.client.get(`query ($id: ID!) { node(id: $id) { ... on Source { ${SHOWN} } } }`, {
    id: stripe.id,
  });
  expect(node).toMatchObject({ standing: 'WAITING', wantsSecret: false });
});

it('a program’s own source gets a secret of ours, and its old one can end at once', async () => {
  const { secret, source } = await create('GENERIC');
  expect(source).toMatchObject({ standing: 'WAITING', activeSecrets: 1 });
  const input = { id: source.id, revokeOld: true };
  const { rotateSourceSecret } = await asked.client.get(ROTATE, { input });
  expect(rotateSourceSecret.source.activeSecrets).toBe(1);
  expect((await sendSigned('GENERIC', source.id, secret)).status).toBe(401);
  expect((await sendSigned('GENERIC', source.id, rotateSourceSecret.secret)).status).toBe(202);
});

it('one secret given twice is one, and ten are the most', async () => {
  const { source } = await create('STRIPE');
  const secrets = Array.from({ length: 10 }, () => SOURCE_KINDS.STRIPE.newSecret());
  for (const secret of secrets) await set(source.id, secret);
  expect((await set(source.id, secrets[0] as string)).source).toMatchObject({
    activeSecrets: 10,
    secretHint: `…${secrets[0]?.slice(-4)}`,
  });
  const input = { id: source.id, secret: SOURCE_KINDS.STRIPE.newSecret() };
  expect((await asked.client.fail(SET, { input })).extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'revokeOld' });
  expect((await set(source.id, input.secret, true)).source.activeSecrets).toBe(1);
});

it('two secrets given at once are both kept', async () => {
  const { source } = await create('STRIPE');
  const both = [SOURCE_KINDS.STRIPE.newSecret(), SOURCE_KINDS.STRIPE.newSecret()];
  await Promise.all(both.map((secret) => set(source.id, secret)));
  for (const secret of both) expect((await sendSigned('STRIPE', source.id, secret)).status).toBe(202);
});

it('a secret that was set in another process is known a second after, where it is needed', async () => {
  const { source } = await create('STRIPE');
  const [here, there] = [newCache(), newCache()];
  const now = Date.now();
  const secretsAt = async (ms: number, how: 'find' | 'findAgain') =>
    (await here[how](source.id, now + ms))?.secrets.length;
  expect(await secretsAt(0, 'find')).toBe(0);
  const service = new SecretService(asked.dataSource, there, new SourceService(asked.dataSource, there));
  const viewer = {
    businessId: asked.businessId,
    access: 'ADMIN',
    actor: 'a test',
    recipientId: null,
    credential: 'a test',
  } as const;
  await service.set(viewer, { id: source.id, secret: SOURCE_KINDS.STRIPE.newSecret() });
  expect([await secretsAt(999, 'find'), await secretsAt(999, 'findAgain')]).toEqual([0, 0]);
  expect([await secretsAt(1_000, 'findAgain'), await secretsAt(1_001, 'find')]).toEqual([1, 1]);
});

const newCache = () => new SourceCache(asked.dataSource, new SecretBox(ENCRYPTION_KEYS));

it('a source can be renamed, and a stranger’s cannot', async () => {
  const { source } = await create('STRIPE');
  const RENAME = 'mutation ($input: RenameSourceInput!) { renameSource(input: $input) { source { name } } }';
  const { renameSource } = await asked.client.get(RENAME, { input: { id: source.id, name: ' Billing ' } });
  expect(renameSource.source.name).toBe('Billing');
  expect((await asked.client.fail(RENAME, { input: { id: source.id, name: ' ' } })).extensions.field).toBe('name');
  const stranger = { id: `${source.id.slice(0, -4)}0000`, name: 'x' };
  expect((await asked.client.fail(RENAME, { input: stranger })).extensions.code).toBe('NOT_FOUND');
});
