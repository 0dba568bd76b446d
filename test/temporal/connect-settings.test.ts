// What Temporal's own variables say: read as they were meant, or named with what to do; and a Temporal that speaks TLS is told from one that is away.
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { EXIT, type FatalError } from '../../src/platform/exit-codes.js';
import { temporalConnectSettings } from '../../src/temporal/connect-settings.js';
import { connectToTemporal } from '../../src/temporal/connection.js';
import { TemporalInspection } from '../../src/temporal/inspection.js';
import { CERTIFICATE, CERTIFICATE_KEY } from '../support/certificate.js';

let folder: string;
const at = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'connect-settings-'));
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const other = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const profiles = '[profile.default.tls]\nserver_name = "temporal.test"\n[profile.cloud]\napi_key = "k-of-cloud"\n';
  const files = {
    cert: CERTIFICATE,
    key: CERTIFICATE_KEY,
    other,
    words: 'no PEM',
    profiles,
    broken: 'api_key = k-of-cloud\n[[',
    lost: '[profile.default.tls]\nserver_ca_cert_path = "/nowhere/ca.pem"\n',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(at(name), text);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Names of variables as they are written, without the prefix. */
const read = (given: Record<string, string>) =>
  temporalConnectSettings(
    Object.fromEntries(Object.entries(given).map(([name, value]) => [`TEMPORAL_${name}`, value])),
  );

function said(given: Record<string, string>): string[] {
  try {
    read(given);
    return [];
  } catch (error) {
    expect((error as FatalError).exitCode).toBe(EXIT.settings);
    const [head, ...faults] = (error as Error).message.split('\n✖ ');
    expect(head).toBe('Settings of Temporal’s own to mend:');
    return faults;
  }
}

describe('Temporal’s own variables', () => {
  it.each(['true', 'on', 'TRUE', 'yes', '1', ' true\r'])('TLS is on by "%s"', (TLS) => {
    expect(read({ TLS }).tls).toBeTruthy();
  });

  it.each(['false', 'off', 'No', '0', ''])('and off by "%s"', (TLS) => {
    expect(read({ TLS, TLS_SERVER_NAME: '' }).tls).toBeFalsy();
  });

  it('are read: a pair, a CA, a key with blanks around it, a profile', () => {
    const pair = {
      TLS_CLIENT_CERT_PATH: at('cert'),
      TLS_CLIENT_KEY_DATA: `${CERTIFICATE_KEY}`,
      TLS_SERVER_CA_CERT_PATH: at('cert'),
    };
    const { crt, key } = (read(pair).tls as { clientCertPair: { crt: Uint8Array; key: Uint8Array } }).clientCertPair;
    expect([crt, key].map((bytes) => Buffer.from(bytes).toString().trim())).toEqual([
      CERTIFICATE.trim(),
      `${CERTIFICATE_KEY}`.trim(),
    ]);
    expect(read({ API_KEY: ' k-1\r\n' })).toMatchObject({ apiKey: 'k-1', tls: true });
    expect(read({ CONFIG_FILE: at('profiles') }).tls).toMatchObject({ serverNameOverride: 'temporal.test' });
    expect(read({ CONFIG_FILE: at('profiles'), PROFILE: 'cloud' })).toMatchObject({ apiKey: 'k-of-cloud' });
    expect(read({ CONFIG_FILE: at('nothing') }).tls).toBeUndefined();
  });

  it.each<[given: () => Record<string, string>, said: RegExp]>([
    [() => ({ TLS: 'maybe' }), /^TEMPORAL_TLS: "maybe" cannot be used; write true or false\.$/],
    [() => ({ TLS_DISABLE_HOST_VERIFICATION: 'on' }), /_VERIFICATION: it is not possible; name the server's CA/],
    [() => ({ TLS_CERT: 'x' }), /^TEMPORAL_TLS_CERT: there is no such setting/],
    [() => ({ TLS_SERVER_NAM: 'x' }), /did you mean TEMPORAL_TLS_SERVER_NAME\?$/],
    [() => ({ API_KEY: 'a b' }), /^TEMPORAL_API_KEY: a key has no blank/],
    [() => ({ API_KEY_FILE: '/run/key' }), /^TEMPORAL_API_KEY_FILE: there is no such setting; set TEMPORAL_API_KEY/],
    [
      () => ({ TLS_SERVER_CA_CERT_PATH: '/nowhere' }),
      /^TEMPORAL_TLS_SERVER_CA_CERT_PATH: the file \/nowhere cannot be read \(ENOENT\); mount it\.$/,
    ],
    [() => ({ TLS_SERVER_CA_CERT_PATH: folder }), /cannot be read \(EISDIR\); it is a folder/],
    [
      () => ({ TLS_SERVER_CA_CERT_PATH: at('words') }),
      /there is no certificate in PEM \(BEGIN CERTIFICATE\) in .*words\.$/,
    ],
    [
      () => ({ TLS_SERVER_CA_CERT_PATH: at('cert'), TLS_SERVER_CA_CERT_DATA: CERTIFICATE }),
      /_DATA: .*_PATH is set as well; keep one/,
    ],
    [
      () => ({ TLS_CLIENT_CERT_PATH: at('cert') }),
      /^TEMPORAL_TLS_CLIENT_KEY_PATH: it is not set; a certificate and its key/,
    ],
    [() => ({ TLS_CLIENT_KEY_PATH: at('key') }), /^TEMPORAL_TLS_CLIENT_CERT_PATH: it is not set/],
    [() => ({ TLS_CLIENT_CERT_PATH: at('key'), TLS_CLIENT_KEY_PATH: at('key') }), /CERT_PATH: there is no certificate/],
    [
      () => ({ TLS_CLIENT_CERT_PATH: at('cert'), TLS_CLIENT_KEY_PATH: at('other') }),
      /KEY_PATH: it is not the key of the certificate/,
    ],
    [
      () => ({ PROFILE: 'prod', CONFIG_FILE: at('profiles') }),
      /^TEMPORAL_PROFILE: there is no profile "prod" in .*profiles;/,
    ],
    [
      () => ({ CONFIG_FILE: at('broken') }),
      /^TEMPORAL_CONFIG_FILE: .*broken is no TOML as Temporal’s programs write it/,
    ],
    [
      () => ({ CONFIG_FILE: at('lost') }),
      /^Temporal’s file of profiles names a file: the file \/nowhere\/ca\.pem cannot be read/,
    ],
  ])('a fault is named', (given, sentence) => {
    expect(said(given())).toEqual([expect.stringMatching(sentence)]);
    expect(said(given()).join()).not.toContain('k-of-cloud');
  });

  it('are all named at once; of other programs, none', () => {
    expect(said({ TLS: 'maybe', TLS_CERT: 'x', TLS_CLIENT_CERT_PATH: '/nowhere' })).toHaveLength(3);
    expect(said({ CLI_SHOW_STACKS: '1', PORT_7233_TCP_ADDR: '10.0.0.1', TLS_SERVICE_HOST: '10.0.0.2' })).toEqual([]);
  });
});

describe('a Temporal that speaks TLS, asked without it', () => {
  let server: Server;
  const address = () => `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const faultOf = (work: Promise<unknown>): Promise<FatalError> =>
    work.then(
      () => {
        throw new Error('it connected');
      },
      (error: FatalError) => error,
    );
  const listen = () => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  const settings = () => ({ address: address(), namespace: 'default', taskQueue: 'x' });
  const ways: [string, () => Promise<unknown>][] = [
    ['worker', () => connectToTemporal(address())],
    ['doctor', () => TemporalInspection.open(settings())],
  ];

  it.each(ways)('is a setting to mend, for a %s', async (_who, connect) => {
    for (const requestCert of [false, true]) {
      server = createServer({ cert: CERTIFICATE, key: CERTIFICATE_KEY, ALPNProtocols: ['h2'], requestCert }).on(
        'tlsClientError',
        () => undefined,
      );
      await listen();
      const { message, exitCode } = await faultOf(connect());
      expect([message, exitCode]).toEqual([
        expect.stringContaining(`Temporal at ${address()} speaks TLS, and we do not; set TEMPORAL_TLS=true`),
        EXIT.settings,
      ]);
      if (!requestCert) await new Promise((resolve) => server.close(resolve));
    }
  });

  it.each(ways)('and one that closes each connection may come back, for a %s', async (_who, connect) => {
    server = createTcpServer((socket) => socket.destroy());
    await listen();
    expect((await faultOf(connect())).exitCode).toBe(EXIT.temporary);
  });
});
