/** A loopback stand-in of what Slack does when somebody connects a workspace (OAuth 2, scope `incoming-webhook`). */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Secret } from '../../src/platform/secrets/secret.js';

export const SLACK_APP = { clientId: '1111.2222', clientSecret: new Secret('the-secret-of-the-app') };

export interface SlackStandIn {
  url: string;
  /** Codes that a person allowed, with the address that they were made for. */
  codes: Map<string, string>;
  /** The channel that the person there chooses. */
  room: string;
  /** The hook was removed there. */
  gone: boolean;
  /** Answers this in place of its own. */
  answer: { status: number; body: string } | null;
  stop(): Promise<void>;
}

/** @param port 0: any */
export async function startSlackApp(port = 0): Promise<SlackStandIn> {
  const standIn: SlackStandIn = {
    url: '',
    codes: new Map(),
    room: '#payments',
    gone: false,
    answer: null,
    stop: async () => undefined,
  };
  const server = createServer((request, response) => void answer(standIn, request, response));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  standIn.url = `http://localhost:${(server.address() as AddressInfo).port}`;
  standIn.stop = () => stop(server);
  return standIn;
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

/** What the person there does: allows it for the room. @returns the code */
export function allow(standIn: SlackStandIn, redirectUrl: string): string {
  const code = randomBytes(8).toString('hex');
  standIn.codes.set(code, redirectUrl);
  return code;
}

async function answer(standIn: SlackStandIn, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '', 'http://slack.test');
  let body = '';
  for await (const chunk of request) body += chunk;
  if (url.pathname === '/oauth/v2/authorize') return askPerson(standIn, url.searchParams, response);
  if (url.pathname.startsWith('/services/'))
    return void (standIn.gone ? response.writeHead(404).end('no_service') : response.end('ok'));
  if (standIn.answer) return void response.writeHead(standIn.answer.status).end(standIn.answer.body);
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(exchange(standIn, new URLSearchParams(body))));
}

/** The page on which a channel is chosen. */
function askPerson(standIn: SlackStandIn, asked: URLSearchParams, response: ServerResponse): void {
  const redirectUrl = asked.get('redirect_uri') ?? '';
  const known = asked.get('client_id') === SLACK_APP.clientId && asked.get('scope') === 'incoming-webhook';
  if (!known) return void response.writeHead(400).end('Who is that?');
  const back = (more: Record<string, string>) =>
    `${redirectUrl}?${new URLSearchParams({ ...more, state: asked.get('state') ?? '' })}`.replaceAll('&', '&amp;');
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(`<h1>Where should Tocsin post?</h1><p>${standIn.room}</p>
    <a href="${back({ code: allow(standIn, redirectUrl) })}">Allow</a>
    <a href="${back({ error: 'access_denied' })}">Cancel</a>`);
}

/** A code works once, for the address that it was made for. */
function exchange({ url, codes, room }: SlackStandIn, form: URLSearchParams): object {
  const redirectUrl = codes.get(form.get('code') ?? '');
  if (form.get('client_id') !== SLACK_APP.clientId) return { ok: false, error: 'invalid_client_id' };
  if (form.get('client_secret') !== SLACK_APP.clientSecret.reveal()) return { ok: false, error: 'bad_client_secret' };
  if (redirectUrl === undefined) return { ok: false, error: 'invalid_code' };
  if (redirectUrl !== form.get('redirect_uri')) return { ok: false, error: 'bad_redirect_uri' };
  codes.delete(form.get('code') ?? '');
  return {
    ...{ ok: true, app_id: 'A1', scope: 'incoming-webhook', token_type: 'bot', access_token: 'xoxb-not-kept' },
    team: { id: 'T1', name: 'Acme' },
    incoming_webhook: {
      url: `${url}/services/T1/B1/hook`,
      channel: room,
      channel_id: 'C1',
      configuration_url: `${url}/services/B1`,
    },
  };
}
