/** Where messages arrive: an SMTP server, an endpoint, and the APIs of SendGrid and FCM, which take 20 ms each; a process of its own, which tells its parent of each. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { Arrival, Listening } from '../harness/receivers.js';

/** What a carrier in the same region takes, about. */
const TAKES_MS = 20;

/** By which the parent knows the event: the payment, or Tocsin's own id of the event. */
const KEY = /X-(?:Bench-Key|Tocsin-Event)"?:\s?"?(\w+)|"eventId":\s?"(\w+)"|"payment_id":\s?"(\w+)"/i;

function note(channel: Arrival['channel'], to: string, text: string): void {
  const at = performance.timeOrigin + performance.now();
  const found = KEY.exec(text);
  const key = found?.[1] ?? found?.[2] ?? found?.[3] ?? `unknown: ${text.slice(0, 200)}`;
  process.send?.({ channel, key, to, at } satisfies Arrival);
}

const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  onData(stream, { envelope }, done) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      note('EMAIL', envelope.rcptTo[0]?.address ?? '', Buffer.concat(chunks).toString());
      setTimeout(done, TAKES_MS);
    });
  },
});
smtp.on('error', () => undefined);

interface Answer {
  status: number;
  headers: Record<string, string>;
  text: string;
}

const answerOf = (status: number, body: object, headers = {}): Answer => ({
  status,
  headers,
  text: JSON.stringify(body),
});

/** Notes what a request brings. @returns its answer */
function take(path: string, text: string): Answer {
  if (path === '/token') return answerOf(200, { access_token: 'bench', expires_in: 3_600, token_type: 'Bearer' });
  if (path === '/v3/mail/send') {
    const { personalizations }: { personalizations: { to: { email: string }[] }[] } = JSON.parse(text);
    for (const { to } of personalizations) note('EMAIL', to[0]?.email ?? '', text);
    return { status: 202, headers: { 'x-message-id': 'bench' }, text: '' };
  }
  if (path.endsWith('/messages:send')) {
    note('PUSH', JSON.parse(text).message.token, text);
    return answerOf(200, { name: 'projects/bench/messages/1' });
  }
  note('WEBHOOK', '', text);
  return { status: 200, headers: {}, text: 'ok' };
}

const endpoint = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { status, headers, text } = take(request.url ?? '', Buffer.concat(chunks).toString());
    setTimeout(() => response.writeHead(status, headers).end(text), TAKES_MS);
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
