// https to a pinned address still proves the name. Node reads NODE_EXTRA_CA_CERTS at its start only, so the client runs
// in a process of its own.
import { execFile } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { closeReceivers, listen } from './receiver.js';

/** Self-signed for receiver.test, valid until 2120; made for this test, it protects nothing. */
const KEY = createPrivateKey({
  format: 'jwk',
  key: {
    kty: 'EC',
    crv: 'P-256',
    x: 'FMAiXXepD9cGuuP8rPFkK6_08PZOzoXRg4AFTnobt48',
    y: 'vWsC-esgR1qoJs4PLPUAwc0uVsLhx0ZGUyrLVcCRXJ4',
    d: '3TawgbJkjB4Aw5LBOyE5UGGyvQaIaHmZm6zYDInO6OE',
  },
});
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBfzCCASagAwIBAgIUXtVRR2vwISKPolmmh2glt6sHZ+swCgYIKoZIzj0EAwIw
GDEWMBQGA1UEAwwNcmVjZWl2ZXIudGVzdDAgFw0yMDAxMDEwMDAwMDBaGA8yMTIw
MDEwMTAwMDAwMFowGDEWMBQGA1UEAwwNcmVjZWl2ZXIudGVzdDBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABBTAIl13qQ/XBrrj/KzxZCuv9PD2Ts6F0YOABU56G7eP
vWsC+esgR1qoJs4PLPUAwc0uVsLhx0ZGUyrLVcCRXJ6jTDBKMBgGA1UdEQQRMA+C
DXJlY2VpdmVyLnRlc3QwDwYDVR0TAQH/BAUwAwEB/zAdBgNVHQ4EFgQU98bz/Wos
7rDK9nNLVUo4U3LTgSEwCgYIKoZIzj0EAwIDRwAwRAIgM9y/QP+4kpr4k8QdtwtG
2nKyVlZI2xxbx5QMLNr+eBACIG5sUc+OWaqaGyG4G7+skh7YCSDlmAikVLhIJX8j
ytOh
-----END CERTIFICATE-----
`;

const SCRIPT = `
  const [guardModule, httpModule, url] = process.argv.slice(1);
  const { OutboundGuard } = await import(guardModule);
  const { OutboundClient } = await import(httpModule);
  const { host } = new URL(url);
  const guard = new OutboundGuard([host], async () => [{ address: '127.0.0.1', family: 4 }]);
  const { code, maybeDelivered, body } = await new OutboundClient(guard)
    .send({ method: 'POST', url, headers: {}, body: 'hello' })
    .catch((error) => error);
  console.log(JSON.stringify({ code, maybeDelivered, body }));
`;

let folder: string;
let port: number;
const requests: (string | undefined)[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-tls-'));
  await writeFile(join(folder, 'ca.pem'), CERTIFICATE);
  const key = KEY.export({ format: 'pem', type: 'pkcs8' });
  port = await listen(
    createServer({ key, cert: CERTIFICATE }, (incoming, answer) => {
      requests.push(incoming.headers.host);
      answer.end('over TLS');
    }),
  );
});

afterAll(async () => {
  await closeReceivers();
  await rm(folder, { recursive: true });
});

async function sendTo(host: string, env: NodeJS.ProcessEnv) {
  const modules = ['guard', 'http'].map(
    (name) => new URL(`../../../src/platform/outbound/${name}.js`, import.meta.url).href,
  );
  const args = ['--input-type=module', '-e', SCRIPT, ...modules, `https://${host}:${port}/`];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { PATH: process.env.PATH, ...env } });
  return JSON.parse(stdout);
}

it('talks to a receiver that proves its name', async () => {
  const answer = await sendTo('receiver.test', { NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') });
  expect(answer).toEqual({ body: 'over TLS' });
  expect(requests.splice(0)).toEqual([`receiver.test:${port}`]);
});

it('goes there directly, whatever proxy the environment names', async () => {
  const proxy = 'http://127.0.0.1:9';
  const proxies = { HTTPS_PROXY: proxy, https_proxy: proxy, ALL_PROXY: proxy, NODE_USE_ENV_PROXY: '1' };
  const answer = await sendTo('receiver.test', { ...proxies, NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') });
  expect(answer).toEqual({ body: 'over TLS' });
  expect(requests.splice(0)).toHaveLength(1);
});

it('sends nothing to a receiver with another name', async () => {
  const answer = await sendTo('other.test', { NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') });
  expect(answer).toEqual({ code: 'ERR_TLS_CERT_ALTNAME_INVALID', maybeDelivered: false });
  expect(requests).toEqual([]);
});

it.each([undefined, '0'])('sends nothing to an unknown signer (NODE_TLS_REJECT_UNAUTHORIZED=%s)', async (setting) => {
  const answer = await sendTo('receiver.test', { NODE_TLS_REJECT_UNAUTHORIZED: setting });
  expect(answer).toEqual({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT', maybeDelivered: false });
  expect(requests).toEqual([]);
});
