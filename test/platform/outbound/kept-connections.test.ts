// To a carrier of the operator's a connection serves many messages; it is no other client in any other way.
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { OutboundGuard } from '../../../src/platform/outbound/guard.js';
import { OutboundClient, OutboundFailed, OutboundTimeout } from '../../../src/platform/outbound/http.js';
import { closeReceivers, receiver } from './receiver.js';

const guard = new OutboundGuard(['127.0.0.1']);
/** Longer than a connection is kept that nobody uses, milliseconds. */
const LONGER_THAN_KEPT_MS = 1_600;

afterEach(closeReceivers);

/** A carrier, and a client that keeps its connections: by which one each message came. */
async function carrier(answer: (incoming: IncomingMessage, response: ServerResponse) => unknown) {
  const by: Socket[] = [];
  const port = await receiver((incoming, response) => {
    by.push(incoming.socket);
    incoming.resume();
    answer(incoming, response);
  });
  const client = new OutboundClient(guard, { keepsConnections: true });
  const url = `http://127.0.0.1:${port}/send`;
  const send = (timeoutMs = 15_000) => client.send({ method: 'POST', url, headers: {}, body: 'hello', timeoutMs });
  return { by, send };
}

it('a connection that has served many messages is watched by none of them', async () => {
  const { send } = await carrier((_, response) => response.end());
  const warnings: string[] = [];
  const note = ({ name }: Error) => warnings.push(name);
  process.on('warning', note);
  for (let time = 0; time < 30; time++) await send();
  await sleep(0);
  process.off('warning', note);
  expect(warnings).toEqual([]);
});

it('messages one after the other go by one connection, many at once by one each, which serve the next ones', async () => {
  const { by, send } = await carrier((_, response) => response.end('taken'));
  for (let time = 0; time < 3; time++) expect(await send()).toMatchObject({ status: 200, body: 'taken' });
  expect(new Set(by).size).toBe(1);
  await Promise.all(Array.from({ length: 60 }, () => send()));
  const open = new Set(by).size;
  await Promise.all(Array.from({ length: 60 }, () => send()));
  expect(new Set(by).size).toBe(open);
});

it('a tenant’s own addresses get a connection for each call', async () => {
  const by: Socket[] = [];
  const port = await receiver((incoming, response) => {
    by.push(incoming.socket);
    response.end();
  });
  const client = new OutboundClient(guard);
  for (let time = 0; time < 2; time++)
    await client.send({ method: 'GET', url: `http://127.0.0.1:${port}`, headers: {} });
  expect(new Set(by).size).toBe(2);
});

it('one that nobody uses is closed after a second, and an answer may take longer than that', async () => {
  const idle = await carrier((_, response) => response.end());
  const slow = await carrier((_, response) => void setTimeout(() => response.end('late'), LONGER_THAN_KEPT_MS));
  const [answer] = await Promise.all([slow.send(), idle.send().then(() => once(idle.by[0] as Socket, 'close'))]);
  expect(answer.body).toBe('late');
});

it('a reset on a connection that was used before may have been after the message had arrived', async () => {
  const { by, send } = await carrier((incoming, response) => {
    if (by.length === 1) response.end();
    else incoming.socket.resetAndDestroy();
  });
  await send();
  const error = await send().catch((failed: unknown) => failed);
  expect(new Set(by).size).toBe(1);
  expect(error).toBeInstanceOf(OutboundFailed);
  expect(error).toMatchObject({ code: 'ECONNRESET', maybeDelivered: true });
});

it('silence on it is a response that does not come, and the connection is not used again', async () => {
  const { by, send } = await carrier((_, response) => {
    if (by.length !== 2) response.end();
  });
  await send();
  const error = await send(300).catch((failed: unknown) => failed);
  expect(error).toBeInstanceOf(OutboundTimeout);
  expect(error).toMatchObject({ phase: 'response', maybeDelivered: true });
  await send();
  expect(by[1]).toBe(by[0]);
  expect(by[2]).not.toBe(by[1]);
});

it('where the carrier has closed it meanwhile the next message goes by another one', async () => {
  const { by, send } = await carrier((_, response) => response.end());
  await send();
  by[0]?.end();
  await sleep(100);
  expect(await send()).toMatchObject({ status: 200 });
  expect(by[1]).not.toBe(by[0]);
});
