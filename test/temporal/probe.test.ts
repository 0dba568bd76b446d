// What an API says of a Temporal that is away, and of one that refuses it: it stays ready, and names the setting in its log.
import { createServer, type Http2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { Readiness } from '../../src/platform/readiness.js';
import { Secret } from '../../src/platform/secrets/secret.js';
import { TemporalProbe } from '../../src/temporal/temporal-probe.js';
import { keptLog } from '../support/log.js';
import { eventually } from '../support/program.js';

const address = process.env.TEST_TEMPORAL_ADDRESS as string;
const [UNAVAILABLE, NOT_AUTHENTICATED] = [14, 16];
let readiness: Readiness;
let server: Http2Server;
/** gRPC's code. */
let answer = NOT_AUTHENTICATED;

beforeAll(async () => {
  readiness = new Readiness({
    databaseUrl: new Secret(process.env.TEST_POSTGRES_URL as string),
    migrations: [],
    shortcomings: [],
    now: () => new Date(),
  });
  server = createServer().on('stream', (stream) =>
    stream.respond(
      { ':status': 200, 'content-type': 'application/grpc', 'grpc-status': String(answer) },
      { endStream: true },
    ),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await readiness.close();
  await new Promise((resolve) => server.close(resolve));
});

const strict = () => `127.0.0.1:${(server.address() as AddressInfo).port}`;

const UNKNOWN = { state: 'degraded', detail: 'Temporal has not answered yet.' };

/** What a probe of this place comes to, and what the log says last. A busy machine may need more than the second that a look has. */
async function probed(place: { address: string; namespace: string }, answers = true) {
  const { log, lines } = keptLog('warn');
  const probe = new TemporalProbe(place, log);
  const check = probe.checkBy(readiness);
  let result = await check();
  if (answers)
    await eventually('an answer', async () => {
      result = await check();
      return result.detail !== UNKNOWN.detail;
    });
  await probe.close();
  const said = lines.map((line) => JSON.parse(line)).map(({ code, msg }) => `${code} ${msg}`);
  return { result, said: said.filter((line) => !/ it does not answer\./.test(line)).at(-1) };
}

it('of one that answers nothing is said', async () => {
  expect(await probed({ address, namespace: 'default' })).toEqual({ result: { state: 'ok' }, said: undefined });
});

const REFUSED = expect.objectContaining({ state: 'degraded', detail: expect.stringMatching(/TEMPORAL_NAMESPACE, /) });

it.each([
  [
    'lacks the namespace',
    () => ({ address, namespace: 'nowhere' }),
    /^TEMPORAL_REFUSES TEMPORAL_NAMESPACE: .* has no namespace "nowhere"; make it: temporal operator namespace create/,
  ],
  [
    'does not know the key',
    () => ({ address: strict(), namespace: 'default' }),
    /^TEMPORAL_REFUSES .* does not let us in; look at TEMPORAL_API_KEY/,
  ],
])('of one that %s, what to do', async (_what, place, said) => {
  const seen = await probed(place());
  expect(seen.result).toEqual(REFUSED);
  expect(seen.said).toMatch(said);
  expect(JSON.stringify(seen.result)).not.toContain('127.0.0.1');
});

it('of one that is not there from the beginning, its setting', async () => {
  const { result, said } = await probed({ address: '127.0.0.1:1', namespace: 'default' }, false);
  expect(result).toEqual(UNKNOWN);
  expect(said).toMatch(/^TEMPORAL_AWAY .* nothing listens there\. .*TEMPORAL_ADDRESS/);
});

it('of one that has answered and goes away, nothing more: workers say so', async () => {
  answer = 8;
  const { log, lines } = keptLog('warn');
  const probe = new TemporalProbe({ address: strict(), namespace: 'default' }, log);
  // It has too much to do: that is an answer.
  await eventually('an answer', () => probe.answers());
  lines.length = 0;
  answer = UNAVAILABLE;
  expect(await probe.answers()).toBe(false);
  await probe.close();
  expect(lines).toEqual([]);
});
