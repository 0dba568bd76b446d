/** Broken settings and systems, real ones: `tocsin doctor` names each, says what to do, hangs at none and shows no secret. */
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { SMTPServer } from 'smtp-server';
import { newToken } from '../../src/api/auth/token.js';
import { addBusiness as makeBusiness } from '../../src/api/businesses/new-business.js';
import type { Result } from '../../src/commands/doctor/check.js';
import { examine } from '../../src/commands/doctor.js';
import { systemTime } from '../../src/platform/clock.js';
import { readEnvironment } from '../../src/platform/config.js';
import { newVapidKeys } from '../../src/platform/outbound/push-settings.js';
import { SecretBox } from '../../src/platform/secrets/secret-box.js';
import { addLogin, loginUrl, makeWrongNamespace, startStrictSmtp } from '../support/broken-systems.js';
import {
  addSlack,
  createDatabase,
  createEmptyDatabase,
  ENCRYPTION_KEYS,
  type TestDatabase,
} from '../support/database.js';
import { type HttpStandIn, type SmtpStandIn, startHttpStandIn, startSmtpStandIn } from '../support/stand-ins.js';

let database: TestDatabase;
let empty: Awaited<ReturnType<typeof createEmptyDatabase>>;
let smtp: SmtpStandIn;
let strictSmtp: SMTPServer;
let web: HttpStandIn;
let login: string;
let namespace: string;
let healthy: NodeJS.ProcessEnv;
const seen: Result[][] = [];

const urlAs = (user: string, password?: string, url = database.url) => loginUrl(url, user, password);

beforeAll(async () => {
  [database, empty, smtp, strictSmtp, web, namespace] = await Promise.all([
    createDatabase(),
    createEmptyDatabase(),
    startSmtpStandIn(),
    startStrictSmtp(),
    startHttpStandIn(),
    makeWrongNamespace(),
  ]);
  login = await addLogin(database.dataSource);
  await database.dataSource.query(`GRANT tocsin_app TO ${login}`);
  const { id } = await makeBusiness(database.dataSource, 'Acme', new Date());
  await addSlack(database.dataSource, id, 'https://hooks.slack.com/services/T/B/1');
  // Under its other name it is something else.
  web.answer = ({ path, headers }, response) =>
    path === '/healthz' && !/^localhost/.test(`${headers.host}`)
      ? response.end('{"ok":true}')
      : response.writeHead(401).end();
  healthy = {
    DATABASE_URL: urlAs(login),
    TEMPORAL_ADDRESS: process.env.TEST_TEMPORAL_ADDRESS,
    TOCSIN_TASK_QUEUE: `test-${randomBytes(6).toString('hex')}`,
    TOCSIN_ENCRYPTION_KEYS: ENCRYPTION_KEYS,
    TOCSIN_ADMIN_KEY: newToken(),
    PUBLIC_URL: web.url,
    SMTP_URL: smtp.url,
    MAIL_FROM: 'Tocsin <tocsin@acme.example>',
  };
});

afterAll(async () => {
  await new Promise<void>((resolve) => strictSmtp.close(() => resolve()));
  await Promise.all([smtp.stop(), web.stop()]);
  const { dataSource } = database;
  for (const user of [login, ...strangers]) await dataSource.query(`DROP OWNED BY ${user}; DROP ROLE ${user}`);
  await empty.drop();
  await database.drop();
});
const strangers: string[] = [];

interface Broken {
  env?: NodeJS.ProcessEnv;
  /** Before the look, and after it. */
  sql?: [string, string];
  fix?: boolean;
}

async function look({ env = {}, sql, fix = false }: Broken = {}): Promise<Result[]> {
  if (sql) await database.dataSource.query(sql[0]);
  try {
    const results = await examine({
      settings: () => readEnvironment({ ...healthy, ...env }, 'PRODUCTION'),
      now: systemTime,
      fix,
    });
    seen.push(results);
    return results;
  } finally {
    if (sql) await database.dataSource.query(sql[1]);
  }
}

/** Of an installation whose worker does not run yet. */
const NOT_YET = ['public-url warn', 'temporal warn', 'schedules fail', 'workers fail', 'coverage warn'];
const twoKeys = () => ({ env: { TOCSIN_ENCRYPTION_KEYS: `${SecretBox.newRing()},${ENCRYPTION_KEYS}` } });
const amiss = (results: Result[]) => results.flatMap(({ id, state }) => (state === 'ok' ? [] : [`${id} ${state}`]));

it('finds nothing in what is whole, but that no worker has begun', async () => {
  expect(amiss(await look())).toEqual(NOT_YET);
});

const broken: [what: string, make: () => Broken | Promise<Broken>, check: string, state: string, words: RegExp][] = [
  [
    'a wrong password of the database',
    () => ({ env: { DATABASE_URL: urlAs(login, 'wrong') } }),
    'database',
    'fail',
    /refuses the password of the user "app_\w+"\..*Mend the password/,
  ],
  [
    'no database server',
    () => ({ env: { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' } }),
    'database',
    'fail',
    /127\.0\.0\.1:1 cannot be reached now: nothing listens there/,
  ],
  [
    'an unmigrated database',
    () => ({ env: { DATABASE_URL: urlAs(login, 'pass-word', empty.url) } }),
    'migrations',
    'fail',
    /are to come, from Spine.*npx tocsin migrate/,
  ],
  [
    'a database of a newer version',
    () => ({
      sql: [`INSERT INTO migrations VALUES (DEFAULT, 1, 'Later')`, `DELETE FROM migrations WHERE name = 'Later'`],
    }),
    'migrations',
    'warn',
    /of a newer version Later\..*beside the next one alone/,
  ],
  [
    'a superuser as login',
    () => ({ env: { DATABASE_URL: database.url } }),
    'role',
    'warn',
    /log in as postgres, who is a superuser.*CREATE ROLE tocsin LOGIN/,
  ],
  [
    'a login without the role',
    async () => ({ env: { DATABASE_URL: urlAs(await stranger()) } }),
    'role',
    'fail',
    /may not act as tocsin_app.*GRANT tocsin_app TO app_/,
  ],
  [
    'rules that bind nobody',
    () => ({ sql: ['ALTER TABLE events NO FORCE ROW LEVEL SECURITY', 'ALTER TABLE events FORCE ROW LEVEL SECURITY'] }),
    'tables',
    'fail',
    /not in force on events\..*ALTER TABLE events ENABLE ROW LEVEL SECURITY, FORCE/,
  ],
  [
    'missing grants',
    () => ({
      sql: [
        'REVOKE ALL ON deliveries FROM tocsin_app',
        'GRANT SELECT, INSERT, UPDATE, DELETE ON deliveries TO tocsin_app',
      ],
    }),
    'tables',
    'fail',
    /may not read and write deliveries\..*GRANT SELECT, INSERT, UPDATE, DELETE ON deliveries TO tocsin_app;/,
  ],
  [
    'a wrong address of Temporal',
    () => ({ env: { TEMPORAL_ADDRESS: '127.0.0.1:1' } }),
    'temporal',
    'fail',
    /127\.0\.0\.1:1 cannot be reached now.*TEMPORAL_ADDRESS.*Start it/,
  ],
  [
    'no namespace',
    () => ({ env: { TEMPORAL_NAMESPACE: 'nowhere' } }),
    'namespace',
    'fail',
    /has no namespace "nowhere".*temporal operator namespace create/,
  ],
  [
    'a search attribute of another type',
    () => ({ env: { TEMPORAL_NAMESPACE: namespace } }),
    'search-attributes',
    'fail',
    /TocsinBusiness with another type.*search-attribute remove --name TocsinBusiness/,
  ],
  ['no worker', () => ({}), 'workers', 'fail', /No worker has asked for work.*npx tocsin start worker/],
  [
    'a login that the mail server refuses',
    () => ({ env: { SMTP_URL: `smtp://me:mail-pass@127.0.0.1:${(strictSmtp.server.address() as AddressInfo).port}` } }),
    'smtp',
    'fail',
    /refuses the login.*Mend user and password in SMTP_URL/,
  ],
  [
    'no mail server',
    () => ({ env: { SMTP_URL: 'smtp://127.0.0.1:1' } }),
    'smtp',
    'fail',
    /127\.0\.0\.1:1 cannot be reached.*host and port in SMTP_URL/,
  ],
  [
    'no carrier of mails',
    () => ({ env: { SMTP_URL: '' } }),
    'set-up',
    'warn',
    /every e-mail fails.*Set SMTP_URL or SENDGRID_API_KEY/,
  ],
  [
    'a key of SendGrid that was revoked',
    () => ({ env: { SENDGRID_API_KEY: 'SG.mail-pass', SENDGRID_BASE_URL: web.url } }),
    'sendgrid',
    'fail',
    /refuses the key \(401\).*Set SENDGRID_API_KEY/,
  ],
  [
    'an encryption key that is gone',
    () => ({ env: { TOCSIN_ENCRYPTION_KEYS: SecretBox.newRing() } }),
    'encryption',
    'fail',
    /needs the key t1, which TOCSIN_ENCRYPTION_KEYS lacks.*behind the current one/,
  ],
  [
    'a new key under an old name',
    () => ({ env: { TOCSIN_ENCRYPTION_KEYS: SecretBox.newRing().replace('k1:', 't1:') } }),
    'encryption',
    'fail',
    /does not open what was sealed under its name: destinations\.sealed_url \(t1\).*set the old key again/,
  ],
  ['a former encryption key', twoKeys, 'encryption', 'warn', /k1 seals.* former key t1\..*npx tocsin rotate-keys/],
  [
    'a PUBLIC_URL where nothing answers',
    () => ({ env: { PUBLIC_URL: 'http://127.0.0.1:1' } }),
    'public-url',
    'fail',
    /does not answer from here.*Start an API/,
  ],
  [
    'a PUBLIC_URL of something else',
    () => ({ env: { PUBLIC_URL: web.url.replace('127.0.0.1', 'localhost') } }),
    'public-url',
    'fail',
    /something else answers \(HTTP 401\).*proxy/,
  ],
  [
    'VAPID keys of two pairs',
    () => ({ env: { VAPID_PUBLIC_KEY: newVapidKeys().publicKey, VAPID_PRIVATE_KEY: newVapidKeys().privateKey } }),
    'settings',
    'fail',
    /VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY are no pair; set both/,
  ],
  [
    'a misspelt setting',
    () => ({ env: { TOCSIN_ADMIN_KYE: 'x' } }),
    'settings',
    'fail',
    /TOCSIN_ADMIN_KYE: there is no such setting; did you mean TOCSIN_ADMIN_KEY/,
  ],
  [
    'nobody who gets in',
    () => ({
      env: { TOCSIN_ADMIN_KEY: '' },
      sql: ['UPDATE api_keys SET revoked_at = now()', 'UPDATE api_keys SET revoked_at = NULL'],
    }),
    'access',
    'fail',
    /Nobody gets in\..*TOCSIN_ADMIN_KEY.*npx tocsin business add/,
  ],
];

async function stranger(): Promise<string> {
  const name = await addLogin(database.dataSource);
  strangers.push(name);
  return name;
}

it.each(broken)('%s is named, with what to do', async (_what, make, check, state, words) => {
  const results = await look(await make());
  const found = results.find(({ id }) => id === check) as Result;
  expect([found.state, `${found.detail} ${found.fix}`]).toEqual([state, expect.stringMatching(new RegExp(words, 's'))]);
  // Whatever else is said follows from it.
  const others = amiss(results).filter((one) => !NOT_YET.includes(one) && !one.endsWith(' skip'));
  expect(others.filter((one) => !one.startsWith(`${check} `))).toEqual([]);
});

it('makes what may be made, when it is asked to, and looks again', async () => {
  expect((await look({ fix: true })).find(({ id }) => id === 'schedules')?.detail).toMatch(/^Made: coverage, /);
  expect((await look()).find(({ id }) => id === 'schedules')?.detail).toBe('All are there.');
});

it('has shown no secret', () => {
  const said = JSON.stringify(seen);
  expect(seen.length).toBeGreaterThan(20);
  for (const secret of ['pass-word', 'mail-pass', healthy.TOCSIN_ADMIN_KEY, ENCRYPTION_KEYS.slice(3), 'BEGIN'])
    expect(said).not.toContain(secret);
});
