/** Loopback SendGrid: says 202 to what its documentation allows, 400 to the rest, or what a test wants. */
import type { ServerResponse } from 'node:http';
import { OutboundGuard } from '../../src/platform/outbound/guard.js';
import { OutboundClient } from '../../src/platform/outbound/http.js';
import { type MailAccess, openMail } from '../../src/platform/outbound/mail-access.js';
import { Sandbox } from '../../src/platform/sandbox/sandbox.js';
import { Secret } from '../../src/platform/secrets/secret.js';
import type { Behaviour, ChannelStandIn } from './channel-stand-ins.js';
import { keysOf } from './endpoint-stand-ins.js';
import { type HttpStandIn, type StandInRequest, startHttpStandIn } from './stand-ins.js';

export const SENDGRID_KEY = 'SG.test-key';

interface Personalization {
  to: { email: string }[];
  headers: Record<string, string>;
  custom_args: Record<string, string>;
  substitutions?: Record<string, string>;
}

/** The body of a request, as SendGrid's API has it. */
export interface SendGridMail {
  from: { email: string; name?: string };
  reply_to?: { email: string };
  subject: string;
  personalizations: Personalization[];
  content: { type: string; value: string }[];
  tracking_settings: object;
}

export const mailIn = (request: StandInRequest): SendGridMail => JSON.parse(request.body);

/** What it answers to everything from now on. */
export function says(server: HttpStandIn, code: number, headers: Record<string, string> = {}, body = '{"errors":[]}') {
  server.answer = (_request, response) => response.writeHead(code, headers).end(body);
}

export async function startSendGrid(): Promise<HttpStandIn> {
  const server = await startHttpStandIn();
  server.answer = accept;
  return server;
}

export function accept(request: StandInRequest, response: ServerResponse): void {
  const fault = faultOf(request);
  if (fault) response.writeHead(400).end(JSON.stringify({ errors: [{ message: fault }] }));
  else response.writeHead(202, { 'x-message-id': 'ok-1' }).end();
}

function faultOf(request: StandInRequest): string | null {
  if (request.method !== 'POST' || request.path !== '/v3/mail/send') return `no such call: ${request.path}`;
  if (request.headers.authorization !== `Bearer ${SENDGRID_KEY}`) return 'no authorization';
  const { from, personalizations, content } = mailIn(request);
  const addresses = personalizations.flatMap(({ to }) => to.map(({ email }) => email.toLowerCase()));
  if (personalizations.length > 1_000) return 'too many personalizations';
  if (new Set(addresses).size !== addresses.length) return 'an address stands twice in one request';
  if (/[^\x20-\x7e]/.test(`${from.name ?? ''}${from.email}`)) return 'no Unicode in from';
  if (/[;,]/.test(from.name ?? '')) return 'no ; or , in names';
  if (JSON.stringify(personalizations.map((one) => one.custom_args)).length > 10_000) return 'too many custom args';
  if (content.map(({ type }) => type).join() !== 'text/plain,text/html') return 'wrong parts';
  return addresses.some((address) => address.startsWith('refused')) ? 'does not contain a valid address' : null;
}

/** The mail provider as the worker opens it; `smtpUrl`: a second one behind it. */
export function sendGridMail(
  baseUrl: string,
  smtpUrl: string | null = null,
  mailFrom = 'Tocsin <tocsin@test.example>',
) {
  return openMail({
    sendgrid: { apiKey: new Secret(SENDGRID_KEY), baseUrl },
    receiptKeys: new Map(),
    smtpUrl: smtpUrl === null ? null : new Secret(smtpUrl),
    mailFrom,
    mailProviders: smtpUrl ? ['sendgrid', 'smtp'] : ['sendgrid'],
  }) as MailAccess;
}

export async function startSendGridBench(): Promise<ChannelStandIn> {
  const server = await startSendGrid();
  const sandbox = new Sandbox({ threads: 1 });
  const mail = sendGridMail(server.url);
  const http = new OutboundClient(new OutboundGuard([]));
  const behaviour = (code: number, headers: Record<string, string> = {}, afterMs: number | null = null): Behaviour => ({
    name: `${code} ${JSON.stringify(headers)}`,
    code,
    afterMs,
    set: () => says(server, code, headers),
  });
  return {
    to: 'ada@team.example',
    context: { http, sandbox, mail },
    messages: () => server.requests.map((request) => JSON.stringify(request)),
    reset: () => {
      server.requests.length = 0;
      server.greet = null;
      server.answer = accept;
    },
    acceptedCode: 202,
    refusals: [400, 404, 405, 406, 413, 451, 302].map((code) => behaviour(code)),
    slowDowns: [
      behaviour(429),
      behaviour(429, { 'x-ratelimit-reset': '0' }, 1_000),
      behaviour(429, { 'x-ratelimit-reset': '99999999999' }, 30 * 60_000),
      behaviour(429, { 'x-ratelimit-reset': 'soon' }),
      behaviour(408),
    ],
    troubles: [500, 502, 503, 504].map((code) => behaviour(code)),
    hang: () => {
      server.answer = () => undefined;
    },
    hangUpAtOnce: () => {
      server.greet = (socket) => socket.resetAndDestroy();
    },
    hangUpAfterReading: () => {
      server.answer = (_request, response) => response.socket?.resetAndDestroy();
    },
    babble: () => {
      server.answer = (_request, response) => response.writeHead(202).end(`ok\0\r\n\x1b[31m${'x'.repeat(200_000)}`);
    },
    identity: (message) => {
      const [person] = mailIn(JSON.parse(message)).personalizations;
      return person ? `${person.headers['Message-ID']} ${person.custom_args.delivery_id}` : '';
    },
    shape: async (message) => {
      const { method, path, headers, body } = JSON.parse(message);
      const lineBreaks = /[\r\n\0]/.test(JSON.parse(body).subject);
      return { method, path, headers: Object.keys(headers), body: keysOf(JSON.parse(body)), lineBreaks };
    },
    close: async () => {
      await sandbox.close();
      await server.stop();
    },
  };
}
