// Settings that cannot be used are all named at once, each in a sentence that says what to do; and no secret is ever printed.
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import pino from 'pino';
import { productionConfig, readEnvironment } from '../../src/platform/config.js';
import { newVapidKeys } from '../../src/platform/outbound/push-settings.js';
import { SETTING_NAMES, settingDoc } from '../../src/platform/settings.js';
import { ENCRYPTION_KEYS } from '../support/database.js';
import { serviceAccount } from '../support/push-stand-ins.js';

const LEAST = {
  DATABASE_URL: 'postgres://tocsin:pg-pass-word@localhost/x',
  TEMPORAL_ADDRESS: 'localhost:7233',
  TOCSIN_ENCRYPTION_KEYS: ENCRYPTION_KEYS,
  PUBLIC_URL: 'https://tocsin.studio.example',
};

/** What is said of an environment, without the marks; empty: it can be used. */
function said(env: NodeJS.ProcessEnv): string[] {
  try {
    readEnvironment({ ...LEAST, ...env }, 'PRODUCTION');
    return [];
  } catch (error) {
    const [head, ...faults] = (error as Error).message.split('\n');
    expect(head).toBe('Settings to mend (docs/settings.md says what each is):');
    return faults.map((fault) => fault.replace(/^✖ /, ''));
  }
}

describe('a fault', () => {
  it.each([
    [{ PORT: 'none' }, 'PORT: "none" cannot be used; write a whole number from 0 to 65535.'],
    [{ PUBLIC_URL: 'tocsin.example.com' }, /^PUBLIC_URL: "tocsin.example.com" cannot be used; write a URL that begins/],
    [{ DATABASE_URL: 'mysql://root:pg-pass@db/x' }, /^DATABASE_URL: what it is set to cannot be used; write postgres:/],
    [
      { TEMPORAL_ADDRESS: 'http://temporal:7233' },
      /^TEMPORAL_ADDRESS: .* write host and port, .* no http:\/\/ before\.$/,
    ],
    [{ MAIL_FROM: 'nonsense' }, /^MAIL_FROM: "nonsense" cannot be used; write an address such as/],
    [{ MAIL_FROM: 'Tocsin, Inc. <a@b.example>' }, /^MAIL_FROM: .* a name with a comma/],
    [{ MAIL_FROM: 'Tocsin <a@b.example>, c@d.example' }, /^MAIL_FROM: /],
    [{ TOCSIN_LOG: 'loud' }, 'TOCSIN_LOG: "loud" cannot be used; write debug, info, warn, error or silent.'],
    [{ TOCSIN_DEMO: 'maybe' }, 'TOCSIN_DEMO: "maybe" cannot be used; write on or off.'],
    [{ TOCSIN_ADMIN_KEY: 'toc_short' }, /^TOCSIN_ADMIN_KEY: what it is set to cannot be used; write "toc_" and/],
    [
      { TOCSIN_ENCRYPTION_KEYS: `${ENCRYPTION_KEYS},${ENCRYPTION_KEYS}` },
      /^TOCSIN_ENCRYPTION_KEYS has two keys "t1"; give the new one another /,
    ],
    [
      { TOCSIN_ENCRYPTION_KEYS: 'k1:short' },
      /^TOCSIN_ENCRYPTION_KEYS has 3 bytes in base64 as its key "k1", and 32 are /,
    ],
    [
      { TOCSIN_ENCRYPTION_KEYS: 'Zm9v' },
      /^TOCSIN_ENCRYPTION_KEYS has no name before its key number 1; write id:base64/,
    ],
    [{ TOCSIN_ENCRYPTION_KEYS: `${ENCRYPTION_KEYS},` }, /no name before its key number 2; /],
    [{ OUTBOUND_ALLOW: '10.0.0.0/99' }, /^OUTBOUND_ALLOW has the entry "10.0.0.0\/99"; use a host name/],
    [{ SMTP_URL: 'mail.example.com:587' }, /^SMTP_URL: what it is set to cannot be used; write smtp:\/\//],
    [{ MAIL_PROVIDERS: 'smtp' }, 'MAIL_PROVIDERS names smtp: set SMTP_URL, or leave smtp out.'],
    [{ AUTH_ISSUER: 'https://login' }, /^AUTH_JWKS_URL, AUTH_ISSUER and AUTH_AUDIENCE: set all of them together/],
    [{ VAPID_PUBLIC_KEY: newVapidKeys().publicKey }, /^VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY are no pair; set both/],
    [{ DATABASE_URL: 'postgres://me:pg-pass%@db/x' }, /^DATABASE_URL: .*in a password, @ is %40/],
    [{ DATABASE_URL: 'postgres://me:1/pg-pass@db/x' }, /^DATABASE_URL: .*in a password, @ is %40/],
    [{ DATABASE_URL: `'${LEAST.DATABASE_URL}'` }, /^DATABASE_URL: its value stands in quotes; leave them out/],
    [{ TEMPORAL_ADDRESS: 'temporal:99999' }, /^TEMPORAL_ADDRESS: .* a number from 1 to 65535\.$/],
    [{ TEMPORAL_ADDRESS: 'temporal:0' }, /^TEMPORAL_ADDRESS: .* a number from 1 to 65535\.$/],
    [{ TEMPORAL_ADDRESS: '<your-temporal>:7233' }, /^TEMPORAL_ADDRESS: .* write host and port/],
    [
      { DATABASE_URL: 'postgres://$DB_USER:$DB_PASSWORD@db/tocsin' },
      /^DATABASE_URL: \$DB_USER in it was never filled in/,
    ],
    [{ PUBLIC_URL: 'https://${HOST_NAME:-x}' }, /^PUBLIC_URL: \$\{HOST_NAME:-x\} in it was never filled in/],
    [{ TOCSIN_ADMIN_KEY: '{{ .Values.key }}' }, /^TOCSIN_ADMIN_KEY: \{\{ .Values.key \}\} in it was never/],
    [{ TOCSIN_PORT: '3000' }, /^TOCSIN_PORT: there is no such setting; did you mean PORT\?$/],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318/v1/traces' }, /^OTEL_EXPORTER_OTLP_ENDPOINT: .*leave \/v1\/traces/],
    [{ PUBLIC_URL: 'https://tocsin.example.com/app' }, /^PUBLIC_URL: .* write scheme, host and port alone/],
    [{ SMTP_URL: 'smtp://me@mail.example.com' }, /^SMTP_URL: it has a user without a password/],
    [{ MAIL_FROM: 'Tocsin <a@studio example>' }, /^MAIL_FROM: .* write an address such as/],
    [{ MAIL_FROM: 'a@studio..example' }, /^MAIL_FROM: .* write an address such as/],
    [{ HOST: 'http://0.0.0.0' }, /^HOST: .* write an address of this machine alone/],
    [
      { FCM_SERVICE_ACCOUNT: '/run/fcm.json' },
      /^FCM_SERVICE_ACCOUNT: it is the path of a file; set FCM_SERVICE_ACCOUNT_FILE/,
    ],
    [{ OTEL_EXPORTER_OTLP_HEADERS: 'key=%zz' }, /^OTEL_EXPORTER_OTLP_HEADERS: .* write name=value/],
    [{ MAIL_FROM_FILE: '/x' }, /^MAIL_FROM_FILE: only secrets are read from files; set MAIL_FROM itself\./],
    [{ PUBLIC_URL: 'https://toc sin.example.com' }, /^PUBLIC_URL: .* write a whole URL: a host without blanks/],
    [{ PUBLIC_URL: 'https://tocsin.example.com:99999' }, /^PUBLIC_URL: .* a port from 1 to 65535/],
    [
      { DATABASE_URL: 'postgres://me:pg-pass@one:5432,two:5432/x' },
      /^DATABASE_URL: .* write one host; a proxy or a name/,
    ],
    [
      { DATABASE_URL: 'postgres://me:pg-pass@one/x?sslmode=required' },
      /^DATABASE_URL: .* write sslmode=disable, prefer, /,
    ],
    [
      { DATABASE_URL: `DATABASE_URL=${LEAST.DATABASE_URL}` },
      /^DATABASE_URL: its value begins with DATABASE_URL= once more/,
    ],
    [{ TEMPORAL_ADDRESS: '::1:7233' }, /^TEMPORAL_ADDRESS: .* or \[fd00::7\]:7233, /],
    [
      { TEMPORAL_NAMESPACE: 'my namespace' },
      /^TEMPORAL_NAMESPACE: "my namespace" cannot be used; write up to 255 signs/,
    ],
    [{ TOCSIN_TASK_QUEUE: 'q'.repeat(2_000) }, /^TOCSIN_TASK_QUEUE: "q{80}" cannot be used; write up to 255 signs/],
    [{ TOCSIN_COMMIT: 'c'.repeat(41) }, /^TOCSIN_COMMIT: .* write up to 40 signs\.$/],
    [{ SMTP_URL: 'smtps://me:mail-pass@mail.example.com:587' }, /^SMTP_URL: ports 587 and 25 begin without TLS/],
    [{ SMTP_URL: 'smtp://me:mail-pass@mail.example.com:465' }, /^SMTP_URL: port 465 speaks TLS .*; write smtps:\/\//],
    [
      { SENDGRID_API_KEY: 'SG.one\nSG.two' },
      /^SENDGRID_API_KEY: what it is set to cannot be used; write the key alone/,
    ],
    [{ VAPID_SUBJECT: 'mailto:operations' }, /^VAPID_SUBJECT: .* write mailto: and an address/],
    [{ PUBLIC_URL: undefined }, 'PUBLIC_URL: it is not set; for example: PUBLIC_URL=https://tocsin.example.com'],
    [{ PUBLIC_URL: '' }, /^PUBLIC_URL: it is not set; /],
  ])('in %j is one sentence', (env, sentence) => {
    expect(said(env)).toEqual([typeof sentence === 'string' ? sentence : expect.stringMatching(sentence)]);
    expect(said(env).join()).not.toMatch(/pg-pass|toc_short/);
  });

  it('is told with all others', () => {
    const all = said({
      PORT: '-1',
      MAIL_FROM: 'x',
      TOCSIN_PRT: '1',
      SLACK_CLIENT_ID: '1',
      TEMPORAL_ADDRESS: undefined,
    });
    const names = all.map((fault) => fault.split(/:| and/)[0]).sort();
    expect(names).toEqual(['MAIL_FROM', 'PORT', 'SLACK_CLIENT_ID', 'TEMPORAL_ADDRESS', 'TOCSIN_PRT']);
  });

  it.each([
    { DATABASE_URL: 'postgres://me:pg pass@[::1]:5432/my%20base?sslmode=verify-full' },
    { DATABASE_URL: 'postgres:///tocsin?host=/var/run/postgresql' },
    { DATABASE_URL: 'postgres://me:pg-pass@%2Fvar%2Frun%2Fpostgresql/tocsin' },
    { TEMPORAL_ADDRESS: '[::1]:7233' },
    { SMTP_URL: 'smtps://me:mail-pass@[fd00::25]:465' },
    { SMTP_URL: 'smtp://mail.example.com' },
    { SMTP_URL: 'smtp://me:pa$WORD@mail.example.com' },
    { PUBLIC_URL: 'https://[2001:db8::1]:8443/' },
    { PORT: '08080', OPERATIONS_PORT: '1e4', TOCSIN_DRAIN_MS: '-0' },
    { VAPID_SUBJECT: 'mailto:operations@example.com' },
  ])('is none of %j', (env) => expect(said(env)).toEqual([]));

  it.each(['tocsin@localhost', 'Tocsin <tocsin@localhost>', '"Tocsin, Inc." <a@b.example>', 'Müller Ä <x@y.example>'])(
    'is no MAIL_FROM of %s',
    (MAIL_FROM) => expect(said({ MAIL_FROM })).toEqual([]),
  );
});

it('of an editor of Windows, or with blanks around it, is read as it was meant', () => {
  const read = readEnvironment(
    { ...LEAST, PUBLIC_URL: 'HTTPS://Tocsin.Studio.example/\r', TEMPORAL_ADDRESS: ' localhost:7233\r', PORT: ' ' },
    'PRODUCTION',
  );
  expect(read).toMatchObject({ PUBLIC_URL: LEAST.PUBLIC_URL, TEMPORAL_ADDRESS: LEAST.TEMPORAL_ADDRESS, PORT: 3000 });
});

describe('a misspelt name', () => {
  it.each([
    [{ TOCSIN_ADMIN_KYE: 'x' }, 'TOCSIN_ADMIN_KYE: there is no such setting; did you mean TOCSIN_ADMIN_KEY?'],
    [{ TOCSIN_XYZZY: 'x' }, 'TOCSIN_XYZZY: there is no such setting; docs/settings.md lists them.'],
    [{ SMTP_URI: 'x' }, /^SMTP_URI: there is no such setting; did you mean SMTP_URL\? If it is another program’s, /],
    [{ MAIL_FORM: 'x' }, /did you mean MAIL_FROM\?/],
    [{ SENDGRID_APIKEY: 'x' }, /did you mean SENDGRID_API_KEY\?/],
    [{ port: '3001' }, /^port: there is no such setting; did you mean PORT\?/],
    [{ 'SMTP_URL ': 'x' }, /^"SMTP_URL ": there is no such setting; did you mean SMTP_URL\?/],
  ])('%j is found, with what was meant', (env, sentence) => {
    expect(said(env)).toEqual([typeof sentence === 'string' ? sentence : expect.stringMatching(sentence)]);
  });

  it('is not what belongs to others', () => {
    const others = {
      ...{
        DATABASE_URI: 'x',
        NODE_BASE_URL: 'x',
        HOSTS: 'x',
        TEMPORAL_API_KEY: 'x',
        STRIPE_API_KEY: 'x',
        HOSTNAME: 'x',
      },
      // Of a service called tocsin, and one called tocsin-api, in Kubernetes.
      ...{ TOCSIN_SERVICE_HOST: '10.0.0.1', TOCSIN_SERVICE_PORT_HTTP: '80', TOCSIN_PORT: 'tcp://10.0.0.1:80' },
      ...{ TOCSIN_API_PORT: 'tcp://10.0.0.1:80', TOCSIN_PORT_80_TCP_ADDR: '10.0.0.1', TOCSIN_API_SERVICE_PORT: '80' },
    };
    expect(said(others)).toEqual([]);
    expect(said({ TOCSIN_PORT: '3000' })).toHaveLength(1);
  });
});

describe('secrets', () => {
  const vapid = newVapidKeys();
  const values: Record<string, string> = {
    DATABASE_URL: LEAST.DATABASE_URL,
    TOCSIN_ENCRYPTION_KEYS: ENCRYPTION_KEYS,
    TOCSIN_ADMIN_KEY: `toc_${'a'.repeat(40)}`,
    SMTP_URL: 'smtp://user:smtp-pass-word@mail.example',
    SENDGRID_API_KEY: 'SG.sendgrid-key',
    FCM_SERVICE_ACCOUNT: JSON.stringify({
      ...serviceAccount('https://tokens.example'),
      private_key: serviceAccount('').private_key.reveal(),
    }),
    VAPID_PRIVATE_KEY: vapid.privateKey,
    SLACK_CLIENT_SECRET: 'slack-secret-word',
    OTEL_EXPORTER_OTLP_HEADERS: 'api-key=collector-key',
  };
  const others = { ...LEAST, VAPID_PUBLIC_KEY: vapid.publicKey, SLACK_CLIENT_ID: '1.2' };
  const secretNames = SETTING_NAMES.filter((name) => settingDoc(name).secret);

  it('are tried here, all of them', () => expect(Object.keys(values).sort()).toEqual([...secretNames].sort()));

  it('are in nothing that prints the settings', () => {
    const env = readEnvironment({ ...others, ...values }, 'PRODUCTION');
    const config = productionConfig(env);
    const lines: string[] = [];
    pino({}, { write: (line) => lines.push(line) }).info({ env, config, also: { deep: { config } } }, 'all');
    const printed = [
      ...lines,
      ...[env, config].flatMap((one) => [JSON.stringify(one), inspect(one, { depth: 9, showHidden: true }), `${one}`]),
      ...Object.values(config).map(String),
      `${config.databaseUrl} ${config.push.vapid?.privateKey}`,
    ].join('\n');
    expect(printed).toContain('[secret]');
    for (const word of [...Object.values(values), 'pg-pass-word', 'smtp-pass-word', 'PRIVATE KEY', vapid.privateKey])
      expect(printed).not.toContain(word);
    expect(config.databaseUrl.reveal()).toBe(values.DATABASE_URL);
  });

  it('may be mounted as files, each of them', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tocsin-settings-'));
    const mounted: NodeJS.ProcessEnv = { ...others };
    for (const name of secretNames) {
      delete mounted[name];
      mounted[`${name}_FILE`] = join(folder, name);
      await writeFile(join(folder, name), `${values[name]}\r\n\n`);
    }
    const [direct, byFile] = [readEnvironment({ ...others, ...values }), readEnvironment(mounted, 'PRODUCTION')];
    for (const name of secretNames)
      expect([name, JSON.stringify(read(byFile, name))]).toEqual([name, JSON.stringify(read(direct, name))]);
    const file = join(folder, 'nothing');
    await writeFile(file, '\n');
    const DATABASE_URL = undefined;
    expect(said({ DATABASE_URL_FILE: join(folder, 'DATABASE_URL') })).toEqual([
      'DATABASE_URL: DATABASE_URL_FILE is set as well; keep one of the two.',
    ]);
    expect(said({ DATABASE_URL, DATABASE_URL_FILE: '/nowhere/at/all' })).toEqual([
      'DATABASE_URL_FILE: the file /nowhere/at/all cannot be read (ENOENT); mount it, or set DATABASE_URL itself.',
    ]);
    expect(said({ SMTP_URL_FILE: file })).toEqual([
      `SMTP_URL_FILE: the file ${file} is empty; write the value of SMTP_URL into it.`,
    ]);
    expect(said({ SMTP_URL_FILE: folder })).toEqual([
      expect.stringContaining('cannot be read (EISDIR); it is a folder, as Docker'),
    ]);
    expect(said({ SMTP_URL_FILE: '~/smtp' })).toEqual([
      expect.stringContaining('~ is known to shells alone: write the whole path'),
    ]);
    expect(said({ SMTP_URL_FILE: `"${file}"` })).toEqual([
      expect.stringMatching(/^SMTP_URL_FILE: its value stands in quotes/),
    ]);
  });
});

describe('a file of Windows', () => {
  it.each<[how: string, bytes: Buffer, faults: RegExp[]]>([
    ['with a mark before its text', Buffer.from('\ufeffsmtp://mail.example.com:587\r\n'), []],
    [
      'in UTF-16, with that mark',
      Buffer.from('\ufeffsmtp://mail.example.com:587', 'utf16le'),
      [/is no text in UTF-8, as PowerShell's ">"/],
    ],
    ['in UTF-16, without it', Buffer.from('smtp://mail.example.com:587', 'utf16le'), [/is no text in UTF-8/]],
  ])('%s is read, or named', async (_how, bytes, faults) => {
    const file = join(await mkdtemp(join(tmpdir(), 'tocsin-settings-')), 'smtp');
    await writeFile(file, bytes);
    expect(said({ SMTP_URL_FILE: file })).toEqual(faults.map((fault) => expect.stringMatching(fault)));
  });
});

/** What a secret holds. */
function read(env: ReturnType<typeof readEnvironment>, name: string): unknown {
  const secret = Object.entries(env).find(([known]) => known === name)?.[1];
  return secret !== null && typeof secret === 'object' && 'reveal' in secret ? secret.reveal() : secret;
}
