/**
 * Nothing personal and nothing secret stands in logs, metrics, traces or Temporal: the whole program runs with canaries for all of
 * them, much fails with texts that quote them, and then they are looked for (canary-search.test.ts: what is there is found).
 */
import { randomBytes } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { newToken } from '../../src/api/auth/token.js';
import { contextOfApiKey } from '../../src/core/sealing/contexts.js';
import type { DatabaseGauges } from '../../src/core/telemetry/database-gauges.js';
import { createMetrics, watchDatabase } from '../../src/core/telemetry/process-metrics.js';
import { Secret } from '../../src/platform/secrets/secret.js';
import { startTracing } from '../../src/platform/telemetry/tracing.js';
import { temporalMetrics } from '../../src/temporal/runtime.js';
import { sample } from '../sources/sample-bodies.js';
import { type Canary, type Found, findCanaries } from '../support/canaries.js';
import {
  addBusiness,
  addPerson,
  addSlack,
  addSource,
  BOX,
  createDatabase,
  ENCRYPTION_KEYS,
  type TestDatabase,
} from '../support/database.js';
import { GraphqlClient } from '../support/graphql.js';
import { keptLog } from '../support/log.js';
import { eventually, type Program, postSigned, startProgram } from '../support/program.js';
import { type ProviderApis, startProviderApis } from '../support/provider-apis.js';
import { type ScriptedSmtp, startScriptedSmtp } from '../support/scripted-smtp.js';
import { type HttpStandIn, startHttpStandIn } from '../support/stand-ins.js';
import { exportTemporal } from '../support/temporal-export.js';
import { type Devices, followLinks, mailLogin, startDevices } from './secret-paths.js';

const [START_MS, WORK_MS] = [60_000, 180_000];

const CUSTOMER = { email: 'qzx.customer+4711@shop.example', name: 'Xaverine Quillonzo', customer_id: 'cus_canary' };
const LICENCE_KEY = 'QZXKEY-90AF-77QX-31LM';
const OWNER = { name: 'Wilhelmina Quastenflug', email: 'qzx.owner@team.example' };
const SUPPORT = { name: 'Ottokar Zwirbelnuss', email: 'qzx.bounces@team.example', roles: ['SUPPORT' as const] };
const ADDED = { name: 'Friedebert Knallmeyer', email: 'qzx.added@team.example' };
const HOOK_PATH = 'QZXHOOKPATH8842';
const PROVIDER_KEY = 'qzx_live_providerKey4711';
const COLLECTOR_KEY = 'qzxCollectorKey0815';

const canaries: Canary[] = [
  { what: 'the customer’s address', text: 'qzx.customer' },
  { what: 'the customer’s name', text: CUSTOMER.name },
  { what: 'a license key', text: LICENCE_KEY },
  { what: 'the owner’s address', text: 'qzx.owner' },
  { what: 'the owner’s name', text: OWNER.name },
  { what: 'an address that bounces', text: 'qzx.bounces' },
  { what: 'an address that is added', text: 'qzx.added' },
  { what: 'the name of who is added', text: ADDED.name },
  { what: 'the URL of a hook', text: HOOK_PATH },
  { what: 'a key of a provider’s API', text: PROVIDER_KEY },
  { what: 'the key of the collector', text: COLLECTOR_KEY },
  { what: 'the encryption key', text: ENCRYPTION_KEYS.replace('t1:', '') },
];

type Place = 'log' | 'metrics' | 'traces' | 'Temporal';
const PLACES: Place[] = ['log', 'metrics', 'traces', 'Temporal'];

const { log, lines } = keptLog('debug');
const metrics = createMetrics();
let database: TestDatabase;
let smtp: ScriptedSmtp;
let hook: HttpStandIn;
let collector: HttpStandIn;
let apis: ProviderApis;
let devices: Devices;
let [login, ownerId] = ['', ''];
let program: Program;
let gauges: DatabaseGauges;
let connection: Connection;
let temporal: Client;
let stopTracing: () => Promise<void>;
let businessId: string;
let client: GraphqlClient;
let source: Parameters<typeof postSigned>[1];
/** All that has been accepted. */
const eventIds: string[] = [];
let places: Record<Place, string>;

beforeAll(async () => {
  [database, smtp, hook, collector, apis, devices] = await Promise.all([
    createDatabase(),
    startScriptedSmtp(),
    startHttpStandIn(),
    startHttpStandIn(),
    startProviderApis(),
    startDevices(),
  ]);
  metrics.append(temporalMetrics);
  stopTracing = await startTracing(
    {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: new Secret({ 'api-key': COLLECTOR_KEY }),
      OTEL_TRACES_SAMPLER_ARG: 1,
    },
    'tocsin',
    log,
  );
  const config = { providers: apis.urls, ...devices.config };
  const mail = mailLogin(smtp);
  login = mail.words;
  canaries.push(...mail.canaries);
  program = await startProgram(database, { worker: true, smtpUrl: mail.url, log, metrics, measured: true, config });
  gauges = await watchDatabase(metrics, { ...database, databaseUrl: database.url, commit: 'unknown' });
  connection = await Connection.connect({ address: program.config.temporal.address });
  temporal = new Client({ connection });
  await settle();
}, START_MS);

afterAll(async () => {
  await program?.stop();
  await stopTracing?.();
  await gauges?.close();
  await connection?.close();
  await Promise.all([smtp?.stop(), hook?.stop(), collector?.stop(), apis?.stop(), devices?.stop()]);
  await database?.drop();
});

const sql = (text: string, values: unknown[] = []) => database.dataSource.query(text, values);

/** A business that has them all: two people, three endpoints of which one takes what comes, and a source with a provider's key. */
async function settle(): Promise<void> {
  const { dataSource } = database;
  businessId = await addBusiness(dataSource);
  ownerId = (await addPerson(dataSource, businessId, OWNER)).recipientId;
  await addPerson(dataSource, businessId, SUPPORT);
  await addSlack(dataSource, businessId, `${hook.url}/${HOOK_PATH}`);
  await addSlack(dataSource, businessId, `${hook.url}/refuses/${HOOK_PATH}`);
  await addSlack(
    dataSource,
    businessId,
    `${hook.url}/${HOOK_PATH}`,
    `function handler(webhook) {
      const said = JSON.stringify(webhook);
      console.log(said);
      throw new Error(said);
    }`,
  );
  hook.answer = ({ path, body }, response) => {
    const refuses = path.startsWith('/refuses');
    response.writeHead(refuses ? 400 : 200).end(refuses ? `no: ${path} ${CUSTOMER.email} ${body}` : 'ok');
  };
  const tried = new Set<string>();
  smtp.judge = ({ to: [to = ''] }) => {
    if (to === SUPPORT.email) return `550 5.1.1 <${to}>: ${SUPPORT.name} is unknown to ${login}`;
    if (tried.has(to)) return undefined;
    tried.add(to);
    return `450 4.2.0 <${to}> is greylisted for ${login}`;
  };
  apis.trouble = { status: 401, from: 1 };
  source = { ...(await addSource(dataSource, businessId, 'DODO')), kind: 'DODO' };
  const sealed = BOX.seal(PROVIDER_KEY, contextOfApiKey(source.id));
  await sql('UPDATE sources SET sealed_api_key = $2 WHERE id = $1', [source.id, sealed]);
  const token = newToken();
  await program.credentials.addKey(businessId, 'test', 'ADMIN', token);
  client = new GraphqlClient(program.url, token);
  await devices.register(client, ownerId);
  canaries.push({ what: 'the secret of a source', text: source.secret.replace('whsec_', '') });
  canaries.push({ what: 'an API key', text: token });
}

/** A sample of Dodo Payments that speaks of the customer. */
async function post(type: string, data: object = {}): Promise<number> {
  const body = sample(`dodo.${type}`);
  const now = new Date().toISOString();
  // Else the deadline of a dispute is long past, and its ladder ends as it begins.
  Object.assign(body, { timestamp: now });
  Object.assign(body.data, { created_at: now, customer: CUSTOMER, customer_id: CUSTOMER.customer_id, ...data });
  if (type.startsWith('payment')) body.data.payment_id = `pay_${randomBytes(6).toString('hex')}`;
  const { status, body: answer } = await postSigned(program, source, body);
  if (status === 202) eventIds.push(answer.id);
  return status;
}

/** As PostgreSQL quotes data where it refuses a row. */
async function refusing(table: string, work: () => Promise<unknown>): Promise<void> {
  await sql(`CREATE OR REPLACE FUNCTION refuse_canary() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'invalid input: "%" "%"', to_jsonb(NEW), '${CUSTOMER.email} ${ADDED.email}'
      USING ERRCODE = '22P02', DETAIL = '${CUSTOMER.email} ${ADDED.email}'; END $$`);
  await sql(`CREATE TRIGGER refuse_canary BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_canary()`);
  await work();
  await sql(`DROP TRIGGER refuse_canary ON ${table}`);
}

const logged = (code: string) =>
  eventually(`a line ${code}`, async () => lines.some((line) => line.includes(`"code":"${code}"`)));

async function goThroughAll(): Promise<void> {
  for (const type of ['payment.succeeded', 'payment.failed', 'dispute.opened', 'refund.succeeded'])
    expect(await post(type)).toBe(202);
  expect(await post('license_key.created', { key: LICENCE_KEY })).toBe(202);
  // Nobody can read these; the first one is stored all the same.
  expect(
    (await postSigned(program, source, { type: 'dispute.opened', data: { key: LICENCE_KEY, CUSTOMER } })).status,
  ).toBe(202);
  expect((await postSigned(program, source, `{"email": "${CUSTOMER.email}", ${LICENCE_KEY}`)).status).toBe(400);
  const forged = { ...source, secret: `whsec_${Buffer.alloc(32, 1).toString('base64')}` };
  expect((await postSigned(program, forged, { data: CUSTOMER })).status).toBe(401);
  await askForTrouble();
  await refusing('deliveries', async () => {
    expect(await post('payment.failed', { customer: { ...CUSTOMER, customer_id: 'cus_other' } })).toBe(202);
    await logged('ACTIVITY_FAILED');
  });
  await refusing('events', async () => expect(await post('payment.failed')).toBeGreaterThanOrEqual(500));
  await eventually('the end of all', async () => {
    const [{ open }] = await sql(`SELECT (SELECT count(*) FROM events WHERE status IN ('RECEIVED', 'PROCESSING'))
      + (SELECT count(*) FROM deliveries WHERE status = 'PENDING') AS open`);
    return Number(open) === 0;
  });
  canaries.push(...(await followLinks(program, client, ownerId, smtp.mails)));
  await refuseLogin();
  canaries.push(...devices.canaries());
}

/** Of the last mail: e-mail rests for minutes after it. */
async function refuseLogin(): Promise<void> {
  smtp.script = { auth: `535 5.7.8 not for ${login}` };
  smtp.hangUp();
  expect(await post('dispute.opened', { dispute_id: 'dp_of_canary' })).toBe(202);
  const refused = `SELECT count(*)::integer AS many FROM attempts WHERE detail->>'code' = 'SMTP_LOGIN_REFUSED'`;
  await eventually('a refused login', async () => (await sql(refused))[0].many > 0);
}

/** Questions and changes that fail, and links that are none. */
async function askForTrouble(): Promise<void> {
  const add = 'mutation ($input: AddRecipientInput!) { addRecipient(input: $input) { recipient { id } } }';
  await refusing('destinations', async () => {
    const { errors } = await client.ask(add, { input: ADDED });
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['INTERNAL_SERVER_ERROR']);
  });
  await client.get(add, { input: ADDED });
  await client.ask(add, { input: { ...ADDED, roles: [LICENCE_KEY] } });
  await client.ask(`{ ${LICENCE_KEY.replaceAll('-', '_')} (email: "${CUSTOMER.email}") }`);
  const made = await client.get('mutation { createApiKey(input: { name: "more", access: VIEWER }) { token } }');
  canaries.push({ what: 'a key that was made', text: made.createApiKey.token });
  const headers = { authorization: `Bearer ${PROVIDER_KEY}` };
  for (const path of [
    `sign-in?token=${PROVIDER_KEY}`,
    `${HOOK_PATH}?email=${encodeURIComponent(CUSTOMER.email)}`,
    'graphql',
  ])
    await fetch(`${program.url}/${path}`, { headers });
}

async function look(queue: string): Promise<Record<Place, string>> {
  return {
    log: lines.join(''),
    metrics: await metrics.text(),
    traces: collector.requests.map(({ body }) => body).join('\n'),
    Temporal: (await exportTemporal(temporal, queue)).join('\n'),
  };
}

const found = (place: Place): Found[] => findCanaries(canaries, places[place]);

describe('after all kinds of webhooks and faults', () => {
  beforeAll(async () => {
    await goThroughAll();
    const queue = program.config.temporal.taskQueue;
    await eventually('all runs in Temporal’s list', async () => {
      const { Temporal } = await look(queue);
      return eventIds.every((id) => Temporal.includes(id));
    });
    await stopTracing();
    places = await look(queue);
  }, WORK_MS);

  it.each<[Place, string]>([
    ['log', '"code":"ACTIVITY_FAILED"'],
    ['log', '"code":"FIELD_FAILED"'],
    ['log', '"code":"INGEST_UNAVAILABLE"'],
    ['metrics', 'tocsin_ingest_requests_total'],
    ['metrics', 'temporal_'],
    ['traces', 'activity deliver'],
    // A failure, and the details of a ladder.
    ['Temporal', 'not sent yet (450'],
    ['Temporal', '"currentDetails"'],
  ])('%s has %s', (place, text) => expect(places[place].includes(text)).toBe(true));

  it('who takes and who refuses was asked, by each way', () => {
    expect(Object.values(devices.counts).map((count) => count > 1)).toEqual([true, true]);
    expect(smtp.logins).toContain(login.replace(' with ', ':'));
    const kinds = new Set(canaries.map(({ what }) => what));
    for (const use of ['a', 'n', 'u']) expect(kinds).toContain(`a link /${use}/ of a mail`);
  });

  it.each<Place>(['traces', 'Temporal'])('all events are in %s', (place) =>
    expect(eventIds.filter((id) => !places[place].includes(id))).toEqual([]),
  );

  it.each(PLACES)('no canary is in %s', (place) => expect(found(place)).toEqual([]));
});
