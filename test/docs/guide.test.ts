/** Each page of docs/guide is done as it is written, against the program with a sample business, as `npm start` has it. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSchema, parse, validate } from 'graphql';
import { newToken } from '../../src/api/auth/token.js';
import { createSampleBusiness } from '../../src/local/first-run.js';
import { createDatabase, ENCRYPTION_KEYS, type TestDatabase } from '../support/database.js';
import { ACCOUNT_KEYS, type EndpointApis, startEndpointApis } from '../support/endpoint-apis.js';
import { GraphqlClient } from '../support/graphql.js';
import { type Program, startProgram } from '../support/program.js';
import { type FcmStandIn, startFcm, vapidOf } from '../support/push-stand-ins.js';
import { type HttpStandIn, type SmtpStandIn, startHttpStandIn, startSmtpStandIn } from '../support/stand-ins.js';
import { isShown, stepsOf } from './guide-page.js';
import { GuideRun } from './guide-run.js';

const ROOT = new URL('../../../', import.meta.url);
const GUIDE = new URL('docs/guide/', ROOT);
const PAGES = (await readdir(GUIDE)).filter((name) => name !== 'README.md');
const read = (name: string) => readFile(new URL(name, GUIDE), 'utf8');

let database: TestDatabase;
let program: Program;
let slack: HttpStandIn;
let smtp: SmtpStandIn;
let fcm: FcmStandIn;
let providers: EndpointApis;
let folder: string;

beforeAll(async () => {
  [database, slack, smtp, fcm, providers] = await Promise.all([
    createDatabase(),
    startHttpStandIn(),
    startSmtpStandIn(),
    startFcm(),
    startEndpointApis(),
  ]);
  const vapid = vapidOf();
  const config = { push: { fcm: fcm.settings, vapid }, providers: providers.urls };
  program = await startProgram(database, { worker: true, smtpUrl: smtp.url, config });
  folder = await mkdtemp(join(tmpdir(), 'tocsin-guide-'));
  for (const name of ['node_modules', 'dist']) await symlink(fileURLToPath(new URL(name, ROOT)), join(folder, name));
});

afterAll(async () => {
  await program?.stop();
  await Promise.all([slack?.stop(), smtp?.stop(), fcm?.stop(), providers?.stop()]);
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}

/** What a reader knows who has started the program; for operate.md the settings of production. */
async function valuesOf(adminKey: string): Promise<Record<string, string>> {
  const receiverPort = await freePort();
  return {
    api: program.url,
    adminKey,
    slackUrl: slack.url,
    receiverPort,
    endpointUrl: `http://127.0.0.1:${receiverPort}`,
    fcmToken: 'a-registration-token',
    stripeApiKey: ACCOUNT_KEYS.STRIPE,
    port: await freePort(),
    hostPort: await freePort(),
    publicUrl: 'http://tocsin.test',
    databaseUrl: database.url,
    temporalAddress: program.config.temporal.address,
    tocsinTaskQueue: `guide-${randomBytes(6).toString('hex')}`,
    tocsinEncryptionKeys: ENCRYPTION_KEYS,
    tocsinAdminKey: newToken(),
  };
}

describe('the guide', () => {
  it('lists its pages', async () => {
    const listed = [...(await read('README.md')).matchAll(/^\| \[([^\]]+)\]\(\1\)/gm)].map(([, name]) => name);
    expect(listed.sort()).toEqual([...PAGES].sort());
  });

  it('shows operations that fit the schema', async () => {
    const schema = buildSchema(await readFile(new URL('schema.gql', ROOT), 'utf8'));
    for (const name of PAGES)
      for (const step of stepsOf(await read(name)))
        if (step.kind === 'ask') expect([name, validate(schema, parse(step.query))]).toEqual([name, []]);
  });

  it.each(PAGES)(
    '%s does what it says',
    async (name) => {
      const businessId = await createSampleBusiness(database.dataSource, program.api.app, slack.url);
      const adminKey = newToken();
      await program.credentials.addKey(businessId, 'the guide', 'ADMIN', adminKey);
      const client = new GraphqlClient(program.url, adminKey);
      const run = new GuideRun({ client, folder, values: await valuesOf(adminKey) });
      try {
        await run.run(stepsOf(await read(name)));
      } finally {
        await run.end();
      }
    },
    180_000,
  );

  it('sees an answer that is not the one that is shown', () => {
    expect(isShown({ a: ['evt_…', 1, null] }, { a: ['evt_01j', 1, null] })).toBe(true);
    for (const other of [
      { a: ['dst_01j', 1, null] },
      { a: ['evt_01j', 1] },
      { a: ['evt_01j', 2, null] },
      { b: [] },
      null,
    ])
      expect(isShown({ a: ['evt_…', 1, null] }, other)).toBe(false);
  });
});
