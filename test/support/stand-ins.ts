/** Loopback stand-ins for outside providers: real servers that remember what they got. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface StandInRequest {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
  /** The same, where it is no text. */
  bytes: Buffer;
}

export interface HttpStandIn {
  url: string;
  /** In the order of arrival. */
  requests: StandInRequest[];
  /** What it does with the next requests; 200 `ok` until it is set. */
  answer: (request: StandInRequest, response: ServerResponse) => void;
  /** What it does with a new connection before a byte is read; nothing until it is set. */
  greet: ((socket: Socket) => void) | null;
  stop(): Promise<void>;
}

/** @param port 0: any */
export async function startHttpStandIn(port = 0): Promise<HttpStandIn> {
  const standIn: HttpStandIn = {
    url: '',
    requests: [],
    answer: (_request, response) => response.end('ok'),
    greet: null,
    stop: async () => undefined,
  };
  const server = createServer(async (message, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    const text = {
      method: message.method ?? '',
      path: message.url ?? '',
      headers: message.headers,
      body: bytes.toString(),
    };
    // Not to be listed beside the text that it is.
    const request = Object.defineProperty(text, 'bytes', { value: bytes }) as StandInRequest;
    standIn.requests.push(request);
    standIn.answer(request, response);
  });
  server.on('connection', (socket) => standIn.greet?.(socket));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  standIn.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  standIn.stop = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return standIn;
}

export interface SmtpStandIn {
  url: string;
  /** Whole mails as they came. */
  mails: { to: string[]; raw: string }[];
  /** Refuses the next mail with this SMTP code, once. */
  refuseWith: number | null;
  /** Refuses the next mail to this address (another one may be on its way still), once. */
  refuseTo(address: string, code: number): void;
  stop(): Promise<void>;
}

export async function startSmtpStandIn(): Promise<SmtpStandIn> {
  const refusals = new Map<string, number>();
  const refuseTo = (address: string, code: number) => void refusals.set(address, code);
  const standIn: SmtpStandIn = { url: '', mails: [], refuseWith: null, refuseTo, stop: async () => undefined };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        const refused = to.find((address) => refusals.has(address)) ?? '';
        const code = refusals.get(refused) ?? standIn.refuseWith;
        if (!refusals.delete(refused)) standIn.refuseWith = null;
        if (code) return done(Object.assign(new Error('refused by the test'), { responseCode: code }));
        standIn.mails.push({ to, raw: Buffer.concat(chunks).toString() });
        done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  standIn.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  standIn.stop = () => new Promise((resolve) => server.close(() => resolve()));
  return standIn;
}
