// DNS that changes its mind. 127.0.0.2 is let through and plays the public address; 127.0.0.1 is the canary.
import type { LookupAddress } from 'node:dns';
import { request } from 'node:http';
import { makeReason } from '../../../src/domain/reasons.js';
import { OutboundGuard, OutboundRefused } from '../../../src/platform/outbound/guard.js';
import { OutboundClient, OutboundFailed } from '../../../src/platform/outbound/http.js';
import { closeReceivers, receiver, tcpReceiver } from './receiver.js';

const TIMES = 1_000;

function v4(address: string): LookupAddress {
  return { address, family: 4 };
}

/** A name server that gives `answers` in turn, over and over, and counts the questions. */
function turning(...answers: LookupAddress[][]) {
  const dns = { questions: 0, resolve: async () => answers[dns.questions++ % answers.length] as LookupAddress[] };
  return dns;
}

afterEach(closeReceivers);

it('never connects to a private answer that follows a public one', async () => {
  let hits = 0;
  const port = await tcpReceiver(() => hits++);
  const dns = turning([v4('127.0.0.2')], [v4('127.0.0.1')]);
  const guard = new OutboundGuard(['127.0.0.2'], dns.resolve);
  const lookup = guard.lookupFor(guard.checkUrl('https://rebind.example/'));
  const errors: Error[] = [];
  for (let i = 0; i < TIMES; i++) {
    // Straight through Node's own client, on a port where the canary can listen.
    const call = request({ host: 'rebind.example', port, lookup, agent: false });
    errors.push(await new Promise<Error>((resolve) => call.once('error', resolve).end()));
  }
  expect(errors.filter((error) => error instanceof OutboundRefused)).toHaveLength(TIMES / 2);
  expect(errors.filter((error) => 'address' in error && error.address === '127.0.0.2')).toHaveLength(TIMES / 2);
  expect(hits).toBe(0);
});

it('would have hit the canary without the guard', async () => {
  let hits = 0;
  const port = await tcpReceiver((socket) => {
    hits++;
    socket.destroy();
  });
  const guard = new OutboundGuard(['rebind.example'], async () => [v4('127.0.0.1')]);
  const url = `http://rebind.example:${port}/`;
  await expect(new OutboundClient(guard).send({ method: 'GET', url, headers: {} })).rejects.toThrow(OutboundFailed);
  expect(hits).toBe(1);
});

it('asks DNS once per call and judges that very answer', async () => {
  const dns = turning([v4('127.0.0.2')], [v4('127.0.0.1')], [v4('127.0.0.2'), v4('169.254.169.254')]);
  const client = new OutboundClient(new OutboundGuard(['127.0.0.2'], dns.resolve));
  const outcomes = new Map<string, number>();
  for (let i = 0; i < TIMES; i++) {
    // Nothing listens on 127.0.0.2:443: an allowed answer fails there, all others are refused before.
    const error = await client.send({ method: 'POST', url: 'https://rebind.example/', headers: {} }).catch((e) => e);
    outcomes.set(error.name, (outcomes.get(error.name) ?? 0) + 1);
  }
  expect(dns.questions).toBe(TIMES);
  expect(Object.fromEntries(outcomes)).toEqual({ OutboundFailed: 334, OutboundRefused: 666 });
});

it.each([
  [[v4('93.184.215.14'), v4('10.0.0.1')]],
  [[v4('10.0.0.1'), v4('93.184.215.14')]],
  [[v4('93.184.215.14'), { address: '::1', family: 6 }]],
  [
    [
      { address: '2606:4700::1111', family: 6 },
      { address: '::ffff:7f00:1', family: 6 },
    ],
  ],
])('refuses the mixed answer %j', async (answer) => {
  const client = new OutboundClient(new OutboundGuard([], async () => answer));
  const call = client.send({ method: 'POST', url: 'https://mixed.example/T0/secret', headers: {} });
  await expect(call).rejects.toEqual(new OutboundRefused(makeReason('HOST_NOT_PUBLIC', { host: 'mixed.example' })));
});

it('connects to the address that it checked, under the name that was asked for', async () => {
  let host: string | undefined;
  const port = await receiver((incoming, answer) => {
    host = incoming.headers.host;
    answer.end();
  });
  const dns = turning([v4('127.0.0.1')], [v4('127.0.0.9')]);
  const client = new OutboundClient(new OutboundGuard([`pinned.example:${port}`], dns.resolve));
  const { status } = await client.send({ method: 'GET', url: `http://pinned.example:${port}/`, headers: {} });
  expect({ status, host, questions: dns.questions }).toEqual({
    status: 200,
    host: `pinned.example:${port}`,
    questions: 1,
  });
});

it('answers one address to a caller that wants one', async () => {
  const guard = new OutboundGuard([], async () => [v4('93.184.215.14'), v4('93.184.215.15')]);
  const lookup = guard.lookupFor(guard.checkUrl('https://example.com/'));
  const answer = await new Promise((resolve) => lookup('example.com', {}, (...args) => resolve(args)));
  expect(answer).toEqual([null, '93.184.215.14', 4]);
});

it('goes on to the second checked address when the first is dead', async () => {
  const port = await receiver((_, answer) => answer.end('second'));
  const guard = new OutboundGuard(['two.example'], async () => [{ address: '::1', family: 6 }, v4('127.0.0.1')]);
  const call = new OutboundClient(guard).send({ method: 'GET', url: `http://two.example:${port}/`, headers: {} });
  expect((await call).body).toBe('second');
});
