/** Where messages arrive: an SMTP server and an endpoint, which take 20 ms each; a process of its own, which tells its parent of each. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { Arrival, Listening } from '../harness/receivers.js';

/** What a carrier in the same region takes, about. */
const TAKES_MS = 20;

/** By which the parent knows the event: the payment, or Tocsin's own id of the event. */
const KEY = /X-Bench-Key: (\S+)|X-Tocsin-Event: (\S+)|"payment_id":\s?"(\w+)"/i;

function note(channel: Arrival['channel'], text: string): void {
  const at = performance.timeOrigin + performance.now();
  const found = KEY.exec(text);
  const key = found?.[1] ?? found?.[2] ?? found?.[3] ?? `unknown: ${text.slice(0, 200)}`;
  process.send?.({ channel, key, at } satisfies Arrival);
}

const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  onData(stream, _session, done) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      note('EMAIL', Buffer.concat(chunks).toString());
      setTimeout(done, TAKES_MS);
    });
  },
});
smtp.on('error', () => undefined);

const endpoint = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    note('WEBHOOK', Buffer.concat(chunks).toString());
    setTimeout(() => response.end('ok'), TAKES_MS);
  });
});
endpoint.keepAliveTimeout = 60_000;

await Promise.all([
  new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve)),
  new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve)),
]);
const portOf = (address: unknown) => (address as AddressInfo).port;
process.send?.({ smtp: portOf(smtp.server.address()), http: portOf(endpoint.address()) } satisfies Listening);
process.once('disconnect', () => process.exit());
