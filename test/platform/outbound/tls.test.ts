// https to a pinned address still proves the name. Node reads NODE_EXTRA_CA_CERTS at its start only, so the client runs
// in a process of its own.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CERTIFICATE, CERTIFICATE_KEY } from '../../support/certificate.js';
import { closeReceivers, listen } from './receiver.js';

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
  port = await listen(
    createServer({ key: CERTIFICATE_KEY, cert: CERTIFICATE }, (incoming, answer) => {
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
