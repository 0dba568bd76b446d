import { buffer } from 'node:stream/consumers';
import { OutboundGuard, OutboundRefused } from '../../../src/platform/outbound/guard.js';
import {
  OutboundClient,
  OutboundFailed,
  type OutboundRequest,
  OutboundTimeout,
} from '../../../src/platform/outbound/http.js';
import { closeReceivers, heldConnections, receiver, tcpReceiver } from './receiver.js';

const client = new OutboundClient(new OutboundGuard(['127.0.0.1']));

function send(port: number, request: Partial<OutboundRequest> = {}) {
  const url = `http://127.0.0.1:${port}/services/T0/secret?token=secret`;
  return client.send({ method: 'POST', url, headers: {}, body: 'secret', ...request });
}

/** The error of a call that must fail, with the time it took; its message must not give the URL or body away. */
async function failureOf(call: Promise<unknown>) {
  const startedAt = performance.now();
  const error = await call.then(
    () => new Error('the call went through'),
    (error) => error,
  );
  expect(error.message).not.toMatch(/secret|services/);
  return { error, ms: performance.now() - startedAt };
}

afterEach(async () => {
  const left = await heldConnections();
  await closeReceivers();
  expect(left).toBe(0);
});

describe('an answer', () => {
  it('comes back with status, headers, body and duration', async () => {
    let seen: unknown;
    const port = await receiver(async (incoming, answer) => {
      const { method, url, headers } = incoming;
      seen = { method, url, headers, body: (await buffer(incoming)).toString() };
      answer.writeHead(202, { 'X-Request-Id': 'r1', 'Set-Cookie': ['a=1', 'b=2'] }).end('grüezi');
    });
    const response = await send(port, { method: 'PUT', headers: { 'Content-Type': 'text/plain' }, body: 'für dich' });
    expect(seen).toEqual({
      method: 'PUT',
      url: '/services/T0/secret?token=secret',
      headers: { host: `127.0.0.1:${port}`, 'content-type': 'text/plain', 'content-length': '9', connection: 'close' },
      body: 'für dich',
    });
    expect(response).toMatchObject({ status: 202, body: 'grüezi', truncated: false });
    expect(response.headers).toMatchObject({ 'x-request-id': 'r1', 'set-cookie': 'a=1, b=2' });
    expect(response.durationMs).toBeGreaterThanOrEqual(0);
  });

  it.each([204, 400, 410, 429, 500, 503])('%i is data, not an error', async (status) => {
    const port = await receiver((_, answer) => answer.writeHead(status, { 'retry-after': '7' }).end());
    expect(await send(port)).toMatchObject({ status, headers: { 'retry-after': '7' }, body: '' });
  });

  it('sends bytes as they are', async () => {
    const port = await receiver(async (incoming, answer) => answer.end((await buffer(incoming)).toString('hex')));
    expect((await send(port, { body: Buffer.from([0, 255, 13, 10]) })).body).toBe('00ff0d0a');
  });

  it('uses a new connection for every call', async () => {
    const ports = new Set<number | undefined>();
    const port = await receiver((incoming, answer) => {
      ports.add(incoming.socket.remotePort);
      answer.end();
    });
    for (let i = 0; i < 5; i++) await send(port);
    expect(ports.size).toBe(5);
  });
});

describe('a long body', () => {
  it.each([
    [65_535, false],
    [65_536, false],
    [65_537, true],
    [5_000_000, true],
  ])('of %i bytes: cut %p', async (size, truncated) => {
    const port = await receiver((_, answer) => answer.end('x'.repeat(size)));
    const response = await send(port);
    expect(response.truncated).toBe(truncated);
    expect(response.body.length).toBe(Math.min(size, 65_536));
  });

  it('that never ends is left after 64 KB', async () => {
    const port = await receiver((_, answer) => {
      const flood = setInterval(() => answer.write('y'.repeat(20_000)), 1);
      answer.on('close', () => clearInterval(flood));
    });
    expect(await send(port)).toMatchObject({ status: 200, truncated: true });
  });

  it('is cut between characters', async () => {
    const port = await receiver((_, answer) => answer.end(`x${'€'.repeat(40_000)}`));
    const { body } = await send(port);
    expect(body).toBe(`x${'€'.repeat(21_845)}`);
  });
});

describe('the time limit', () => {
  const timeoutMs = 500;
  const waitingForAnswer = { name: 'OutboundTimeout', phase: 'response', maybeDelivered: true };

  async function expectTimeout(call: Promise<unknown>, expected: object) {
    const { error, ms } = await failureOf(call);
    expect(error).toBeInstanceOf(OutboundTimeout);
    expect(error).toMatchObject(expected);
    // Nobody ever answers, so that it was the limit, which the reason names, and not at once: clocks of a busy machine say no more.
    expect(error).toMatchObject({ reason: { params: { ms: timeoutMs } } });
    expect(ms).toBeGreaterThan(timeoutMs / 2);
  }

  it('ends a receiver that says nothing', async () => {
    await expectTimeout(send(await tcpReceiver(() => {}), { timeoutMs }), waitingForAnswer);
  });

  it('ends a body that stops', async () => {
    const port = await receiver((_, answer) => answer.write('half'));
    await expectTimeout(send(port, { timeoutMs }), waitingForAnswer);
  });

  it.each(['HTTP/1.1 200 OK\r\nX-Slow: ', 'HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n'])(
    'ends a slow drip after %j',
    async (start) => {
      const port = await tcpReceiver((socket) => {
        socket.write(start);
        const drip = setInterval(() => socket.write('a'), 20);
        socket.on('close', () => clearInterval(drip));
      });
      await expectTimeout(send(port, { timeoutMs }), waitingForAnswer);
    },
  );

  it('ends a run of interim answers', async () => {
    const port = await tcpReceiver((socket) => {
      const drip = setInterval(() => socket.write('HTTP/1.1 102 Processing\r\n\r\n'), 20);
      socket.on('close', () => clearInterval(drip));
    });
    await expectTimeout(send(port, { timeoutMs }), waitingForAnswer);
  });

  it('ends a receiver that does not read', async () => {
    const port = await tcpReceiver((socket) => socket.pause());
    await expectTimeout(send(port, { timeoutMs, body: Buffer.alloc(20_000_000) }), waitingForAnswer);
  });

  const connecting = { phase: 'connect', maybeDelivered: false };

  it('covers DNS', async () => {
    const silent = new OutboundClient(new OutboundGuard([], () => new Promise(() => {})));
    const call = silent.send({ method: 'POST', url: 'https://example.com/secret', headers: {}, timeoutMs });
    await expectTimeout(call, connecting);
  });

  it('covers the TLS handshake', async () => {
    const port = await tcpReceiver(() => {});
    await expectTimeout(send(port, { url: `https://127.0.0.1:${port}/secret`, timeoutMs }), connecting);
  });
});

describe('a broken call', () => {
  async function expectFailure(call: Promise<unknown>, code: string, maybeDelivered: boolean) {
    const { error } = await failureOf(call);
    expect(error).toBeInstanceOf(OutboundFailed);
    expect(error).toMatchObject({ code, maybeDelivered });
  }

  it('was not delivered where nobody listens', async () => {
    const port = await receiver(() => {});
    await closeReceivers();
    await expectFailure(send(port), 'ECONNREFUSED', false);
  });

  it('was not delivered when the name does not resolve', async () => {
    const lost = new OutboundClient(
      new OutboundGuard([], async () => Promise.reject(Object.assign(new Error('secret'), { code: 'ENOTFOUND' }))),
    );
    const call = lost.send({ method: 'POST', url: 'https://lost.example/secret', headers: {} });
    await expectFailure(call, 'ENOTFOUND', false);
  });

  it('was not delivered when the reset comes before TLS is up', async () => {
    const port = await tcpReceiver((socket) => socket.resetAndDestroy());
    await expectFailure(send(port, { url: `https://127.0.0.1:${port}/secret` }), 'ECONNRESET', false);
  });

  it('may be delivered when the reset comes before the request was read', async () => {
    const port = await tcpReceiver((socket) => setTimeout(() => socket.resetAndDestroy(), 20));
    await expectFailure(send(port), 'ECONNRESET', true);
  });

  it('may be delivered when the reset comes after the request', async () => {
    const port = await tcpReceiver((socket) => socket.once('data', () => socket.resetAndDestroy()));
    await expectFailure(send(port), 'ECONNRESET', true);
  });

  it('may be delivered when the connection is closed without an answer', async () => {
    const port = await tcpReceiver((socket) => socket.once('data', () => socket.end()));
    await expectFailure(send(port), 'ECONNRESET', true);
  });

  it.each([
    ['a body cut short', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc', 'ECONNRESET'],
    ['no HTTP', 'SSH-2.0-OpenSSH\r\n\r\n', 'HPE_INVALID_CONSTANT'],
    ['headers over 16 KB', `HTTP/1.1 200 OK\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`, 'HPE_HEADER_OVERFLOW'],
    ['another protocol', 'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n', 'NO_ANSWER'],
  ])('may be delivered when the answer is %s', async (_, answer, code) => {
    const port = await tcpReceiver((socket) => socket.once('data', () => socket.end(answer)));
    await expectFailure(send(port), code, true);
  });

  it('ends at once when the caller aborts', async () => {
    const port = await tcpReceiver(() => {});
    await expectFailure(send(port, { signal: AbortSignal.timeout(50) }), 'ABORTED', true);
  });

  it('is not even begun when the caller has aborted', async () => {
    let hits = 0;
    const port = await tcpReceiver(() => hits++);
    await expectFailure(send(port, { signal: AbortSignal.abort() }), 'ABORTED', false);
    expect(hits).toBe(0);
  });
});

describe('a refused request', () => {
  it.each<[string, Partial<OutboundRequest>]>([
    ['CR LF in a value', { headers: { 'X-Note': 'a\r\nX-Evil: secret' } }],
    ['LF in a value', { headers: { 'X-Note': 'a\nX-Evil: secret' } }],
    ['CR in a value', { headers: { 'X-Note': 'a\rsecret' } }],
    ['NUL in a value', { headers: { 'X-Note': 'a\0secret' } }],
    ['a character beyond Latin-1', { headers: { 'X-Note': 'secret €' } }],
    ['CR LF in a name', { headers: { 'X-Note: a\r\nX-Evil': 'secret' } }],
    ['NUL in a name', { headers: { 'X-\0': 'secret' } }],
    ['an empty name', { headers: { '': 'secret' } }],
    ['another host', { headers: { HOST: 'secret.internal' } }],
    ['another length', { headers: { 'content-length': '3' } }],
    ['another framing', { headers: { 'Transfer-Encoding': 'chunked' } }],
    ['an upgrade', { headers: { Connection: 'upgrade', Upgrade: 'secret' } }],
    ['a proxy header', { headers: { 'Proxy-Authorization': 'secret' } }],
    ['CONNECT', { method: 'CONNECT' }],
    ['a method that hides a request', { method: 'GET / HTTP/1.1\r\n\r\nGET' }],
    ['a private address', { url: 'https://10.0.0.1/services/secret' }],
    ['a password in the URL', { url: 'https://secret:secret@example.com/services' }],
  ])('for %s never leaves', async (_, request) => {
    let hits = 0;
    const port = await tcpReceiver(() => hits++);
    const { error } = await failureOf(send(port, request));
    expect(error).toBeInstanceOf(OutboundRefused);
    expect(error.message).toMatch(/^[A-Z][^\r\n]+\.$/);
    expect(hits).toBe(0);
  });
});
