// How long each client waits where nobody says otherwise, by a server that takes connections and never says a word.
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { SignJWT } from 'jose';
import type { DataSource } from 'typeorm';
import { JwtLogin } from '../../src/api/auth/jwt.js';
import { createTenantDataSource } from '../../src/core/data-source.js';
import { DatabaseProbe } from '../../src/platform/database/database-probe.js';
import { Listener } from '../../src/platform/live/listener.js';
import { OutboundGuard } from '../../src/platform/outbound/guard.js';
import { OutboundClient } from '../../src/platform/outbound/http.js';
import { SOURCE_KINDS } from '../../src/sources/index.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { eventually, LOG } from '../support/program.js';

const LONG_MS = 120_000;
let silent: Server;
let address: string;
const sockets = new Set<Socket>();

beforeAll(async () => {
  silent = createServer((socket) => void sockets.add(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  address = `127.0.0.1:${(silent.address() as AddressInfo).port}`;
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => silent.close(resolve));
});

const http = () => new OutboundClient(new OutboundGuard(['127.0.0.1']));
const page = { from: new Date(0), cursor: null, at: new Date() };
const nobody = () => `postgres://nobody:x@${address}/none`;

async function signIn(): Promise<unknown> {
  const token = await new SignJWT({}).setProtectedHeader({ alg: 'HS256', kid: 'k' }).sign(Buffer.alloc(32));
  const [header, ...rest] = token.split('.');
  // A kid that only the JWKS could know, under an algorithm that is looked for there.
  const asked = Buffer.from(
    JSON.stringify({ ...JSON.parse(Buffer.from(header ?? '', 'base64url').toString()), alg: 'RS256' }),
  );
  const jwt = { jwksUrl: `http://${address}/jwks.json`, issuer: 'i', audience: 'a' };
  return new JwtLogin({} as DataSource, jwt).viewerOf([asked.toString('base64url'), ...rest].join('.'));
}

async function listen(): Promise<void> {
  const listener = new Listener(nobody(), { channels: { none: () => undefined }, opened: () => undefined }, LOG);
  await listener.tried;
  await listener.stop();
}

const CLIENTS: [string, () => Promise<unknown>, number][] = [
  [
    'of channels and of Google’s tokens (Slack, Discord, Teams, Loops, webhooks, SendGrid, FCM, Web Push)',
    () => http().send({ method: 'POST', url: `http://${address}/x`, headers: {} }),
    15_000,
  ],
  ['of Stripe', () => SOURCE_KINDS.STRIPE.api.open('rk_test_1', `http://${address}`).page('disputes', page), 8_000],
  ['of Dodo Payments', () => SOURCE_KINDS.DODO.api.open('a-key', `http://${address}`).page('disputes', page), 8_000],
  ['of the JWKS', signIn, 5_000],
  ['that listens to PostgreSQL', listen, 5_000],
  ['of probes', () => new DatabaseProbe(nobody(), []).answers(), 1_000],
];

it(
  'each client gives up after its own time',
  async () => {
    const waited = await Promise.all(
      CLIENTS.map(async ([, work]) => {
        const begunAt = performance.now();
        await work().catch(() => undefined);
        return performance.now() - begunAt;
      }),
    );
    for (const [at, [name, , limitMs]] of CLIENTS.entries()) {
      const ms = waited[at] as number;
      // Not before: nothing else has ended it. Late only as much as the machine is busy.
      expect({ name, isIt: ms > limitMs - 100 && ms < limitMs + 4_000, ms }).toMatchObject({ name, isIt: true });
    }
  },
  LONG_MS,
);

describe('a statement', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(() => database?.drop());

  it(
    'whose answer never comes is given up, although PostgreSQL would end it',
    async () => {
      // A relay that falls silent once the connection stands.
      let mute = false;
      const behind = new URL(database.url);
      const relay = createServer((client) => {
        const postgres = connect(Number(behind.port), behind.hostname);
        for (const socket of [client, postgres]) sockets.add(socket.on('error', () => undefined));
        client.on('data', (bytes) => postgres.write(bytes)).on('close', () => postgres.destroy());
        postgres.on('data', (bytes) => mute || client.write(bytes)).on('close', () => client.destroy());
      });
      await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
      const url = new URL(database.url);
      url.host = `127.0.0.1:${(relay.address() as AddressInfo).port}`;
      const pool = await createTenantDataSource(url.toString(), 1).initialize();
      mute = true;
      const begunAt = performance.now();
      await expect(pool.query('SELECT 1')).rejects.toThrow('Query read timeout');
      expect(performance.now() - begunAt).toBeGreaterThan(9_500);
      mute = false;
      await eventually('a new connection', async () => (await pool.query('SELECT 1').catch(() => [])).length === 1);
      await pool.destroy();
      await new Promise((resolve) => relay.close(resolve));
    },
    LONG_MS,
  );
});
