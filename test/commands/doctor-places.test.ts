/** What `tocsin doctor` sees of servers and clocks: each part is real, and off in one way. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Result } from '../../src/commands/doctor/check.js';
import { keptOut } from '../../src/commands/doctor/work-checks.js';
import { examine } from '../../src/commands/doctor.js';
import { deliver } from '../../src/core/delivery/deliver.js';
import { readEnvironment } from '../../src/platform/config.js';
import { connectionFault } from '../../src/platform/database/connection-faults.js';
import { OutboundGuard } from '../../src/platform/outbound/guard.js';
import { addBusiness, addSource, ENCRYPTION_KEYS } from '../support/database.js';
import { deliveryFixture } from '../support/delivery-fixture.js';
import { withDatabase } from '../support/global-setup.js';
import { type HttpStandIn, startHttpStandIn } from '../support/stand-ins.js';

const fixture = deliveryFixture();
const latin = `latin_${randomBytes(6).toString('hex')}`;
let web: HttpStandIn;
beforeAll(async () => {
  web = await startHttpStandIn();
});
afterAll(async () => {
  await web.stop();
});

async function look(id: string, env: NodeJS.ProcessEnv = {}, offMs = 0): Promise<Result | undefined> {
  const settings = {
    DATABASE_URL: fixture.database.url,
    TEMPORAL_ADDRESS: '127.0.0.1:1',
    TOCSIN_ENCRYPTION_KEYS: ENCRYPTION_KEYS,
    PUBLIC_URL: web.url,
    ...env,
  };
  const now = () => new Date(Date.now() + offMs);
  const results = await examine({ settings: () => readEnvironment(settings, 'PRODUCTION'), now, fix: false });
  return results.find((result) => result.id === id);
}

describe('PostgreSQL', () => {
  it('that keeps texts in another encoding is named', async () => {
    await fixture.sql(
      `CREATE DATABASE ${latin} ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C' LOCALE_PROVIDER libc`,
    );
    const url = withDatabase(fixture.database.url, latin);
    expect(await look('database', { DATABASE_URL: url })).toMatchObject({
      state: 'fail',
      detail: expect.stringContaining('LATIN1'),
      fix: expect.stringContaining("ENCODING 'UTF8'"),
    });
    await fixture.sql(`DROP DATABASE ${latin} WITH (FORCE)`);
  });

  it('that takes no changes is named', async () => {
    const name = new URL(fixture.database.url).pathname.slice(1);
    await fixture.sql(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    expect(await look('database')).toMatchObject({
      state: 'fail',
      detail: expect.stringContaining('takes no changes'),
    });
    await fixture.sql(`ALTER DATABASE ${name} RESET default_transaction_read_only`);
    expect(await look('database')).toMatchObject({ state: 'ok' });
  });

  it('that lets nobody in without TLS is told from one that knows no such user', () => {
    const said = (message: string) =>
      connectionFault(
        Object.assign(new pg.DatabaseError(message, message.length, 'error'), { code: '28000' }),
        'postgres://ada:secret@db.example/tocsin',
        15_000,
      ).message;
    expect(said('no pg_hba.conf entry for host "10.1.2.3", user "ada", database "tocsin", no encryption')).toMatch(
      /does not let the user "ada" in without TLS; add \?sslmode=require/,
    );
    expect(said('role "ada" does not exist')).toMatch(/lets no user "ada" in; create that role/);
  });
});

it.each([
  ['no keys', '{"keys":[]}', 'fail', 'answers with no public keys (HTTP 200)'],
  ['a page', '<html>', 'fail', 'answers with no public keys (HTTP 200)'],
  ['its keys', '{"keys":[{"kty":"EC"}]}', 'ok', 'has its public keys'],
])('a login that answers with %s is told apart', async (_what, body, state, said) => {
  web.answer = (_request, response) => response.end(body);
  const env = { AUTH_JWKS_URL: `${web.url}/jwks`, AUTH_ISSUER: 'https://login.example', AUTH_AUDIENCE: 'tocsin' };
  expect(await look('login', env)).toMatchObject({ state, detail: expect.stringContaining(said) });
  expect(await look('login')).toMatchObject({ state: 'ok', detail: 'Not set up (AUTH_JWKS_URL).' });
});

it('a carrier that cannot be reached is called by its own name', async () => {
  const env = { SENDGRID_API_KEY: 'SG.key', SENDGRID_BASE_URL: 'http://127.0.0.1:1' };
  expect(await look('sendgrid', env)).toMatchObject({
    state: 'fail',
    detail: expect.stringMatching(/^SendGrid cannot be reached from here \(.*ECONNREFUSED/),
    fix: expect.stringMatching(/by no proxy of HTTPS_PROXY\. .*SENDGRID_BASE_URL/),
  });
});

it.each<[what: string, status: number | null, state: string, said: RegExp]>([
  ['takes traces', 200, 'ok', /takes traces of ours/],
  ['refuses the key', 401, 'warn', /refuses us \(401\).*OTEL_EXPORTER_OTLP_HEADERS/],
  ['is something else', 404, 'warn', /takes no traces \(404\).*OTEL_EXPORTER_OTLP_ENDPOINT/],
  ['is not there', null, 'warn', /cannot be reached from here \(.*ECONNREFUSED.*4317 is for gRPC/],
])('a collector that %s is told apart', async (_what, status, state, said) => {
  web.answer = (request, response) =>
    response
      .writeHead(request.path === '/v1/traces' && request.headers['api-key'] === 'a' ? (status ?? 500) : 500)
      .end();
  const OTEL_EXPORTER_OTLP_ENDPOINT = status === null ? 'http://127.0.0.1:1' : web.url;
  const found = await look('traces', { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_HEADERS: 'api-key=a' });
  expect([found?.state, `${found?.detail} ${found?.fix}`]).toEqual([state, expect.stringMatching(said)]);
});

describe('an endpoint that OUTBOUND_ALLOW keeps out', () => {
  it('is named by its host alone, while it is switched on', async () => {
    await fixture.plannedForSlack();
    expect(await look('outbound')).toMatchObject({
      state: 'fail',
      detail: expect.stringMatching(/^What is sent to 127\.0\.0\.1:\d+ fails before any call/),
      fix: expect.stringContaining('Name in OUTBOUND_ALLOW'),
    });
    expect(await look('outbound', { OUTBOUND_ALLOW: '127.0.0.0/8' })).toMatchObject({ state: 'ok' });
    await fixture.sql('UPDATE destinations SET enabled = false WHERE sealed_url IS NOT NULL');
    expect(await look('outbound')).toMatchObject({ state: 'ok' });
  });

  it('is told from one that is public, or allowed', () => {
    const urls = [
      'https://hooks.example/a?key=1',
      'http://hooks.example/a',
      'https://10.0.0.7/a',
      'https://[fd00::1]:8443/',
    ];
    expect(keptOut(new OutboundGuard([]), urls)).toEqual(['10.0.0.7', '[fd00::1]:8443', 'hooks.example']);
    expect(keptOut(new OutboundGuard(['10.0.0.0/8', 'hooks.example']), urls)).toEqual(['[fd00::1]:8443']);
  });
});

describe('a dispute whose reminder is late', () => {
  it('is counted, and for how long', async () => {
    expect(await look('ladders')).toMatchObject({ state: 'ok' });
    const businessId = await addBusiness(fixture.database.dataSource);
    const source = await addSource(fixture.database.dataSource, businessId, 'DODO');
    await fixture.sql(
      `INSERT INTO disputes (id, business_id, source_id, external_id, stage, test, state, opened_at, respond_by, policy, next_at)
        VALUES ('dsp_' || lpad('1', 26, '0'), $1, $2, 'dp_1', 'DISPUTE', false, 'NEEDS_RESPONSE', now(), now() + interval '1 day',
          '{}', now() - interval '3 minutes')`,
      [businessId, source.id],
    );
    expect(await look('ladders')).toMatchObject({
      state: 'fail',
      detail: 'One dispute was not looked at when it was time, the first 3 minutes ago.',
    });
    await fixture.sql('DELETE FROM disputes');
  });
});

describe('a clock that is off by five minutes is named', () => {
  const OFF = {
    state: 'fail',
    detail: expect.stringContaining('differ by 5 minutes'),
    fix: expect.stringContaining('NTP'),
  };

  it.each([300_000, -300_000])('that of this machine, by %d ms', async (offMs) => {
    expect(await look('clock', {}, offMs)).toMatchObject(OFF);
    expect(await look('clock')).toMatchObject({ state: 'ok' });
  });

  it.each([300_000, -300_000])('that of an API, by %d ms', async (offMs) => {
    web.answer = (_request, response) => {
      response.setHeader('date', new Date(Date.now() + offMs).toUTCString());
      response.end('{"ok":true}');
    };
    expect(await look('clock-api')).toMatchObject(OFF);
    web.answer = (_request, response) => response.end('{"ok":true}');
    expect(await look('clock-api')).toMatchObject({ state: 'ok' });
  });

  it.each(['5 minutes', '-5 minutes'])('that of a worker, by %s', async (by) => {
    expect(await look('clock-workers')).toMatchObject({ state: 'ok' });
    const { input } = await fixture.plannedForSlack();
    await deliver(fixture.sender, input, new AbortController().signal);
    expect(await look('clock-workers')).toMatchObject({ state: 'ok', detail: expect.stringContaining('less than') });
    await fixture.sql(`UPDATE attempts SET at = at + interval '${by}'`);
    expect(await look('clock-workers')).toMatchObject(OFF);
    await fixture.sql('DELETE FROM attempts');
  });
});
