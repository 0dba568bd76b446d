/** The channels that post to an HTTP address of the user's: one loopback server for all, which answers as each provider does. */
import { OutboundGuard } from '../../src/platform/outbound/guard.js';
import { OutboundClient } from '../../src/platform/outbound/http.js';
import { Sandbox } from '../../src/platform/sandbox/sandbox.js';
import type { Behaviour, ChannelStandIn } from './channel-stand-ins.js';
import { startHttpStandIn } from './stand-ins.js';

/** A status with a body and headers; `afterMs`: how long it asks us to wait. */
interface Answer {
  code: number;
  body?: string;
  headers?: Record<string, string>;
  afterMs?: number | null;
  dead?: boolean;
}

interface Hook {
  path: string;
  acceptedCode: number;
  refusals: Answer[];
  slowDowns: Answer[];
  troubles: Answer[];
  identity(request: { headers: Record<string, string>; body: string }): string;
}

const HALF_AN_HOUR = 30 * 60_000;

const limited = (retryAfter: string, afterMs: number | null, code = 429): Answer => ({
  code,
  body: 'rate_limited',
  headers: { 'retry-after': retryAfter },
  afterMs,
});

/** What everybody says by HTTP alone. */
const LIMITS: Answer[] = [
  limited('7', 7_000),
  limited('0', 1_000),
  limited('999999', HALF_AN_HOUR),
  limited(new Date(Date.now() + 3_600_000).toUTCString(), HALF_AN_HOUR),
  limited(new Date(0).toUTCString(), 1_000),
  limited('soon', null),
  { code: 429, body: 'rate_limited' },
  limited('20', 20_000, 503),
];
const TROUBLES: Answer[] = [{ code: 500, body: 'rollup_error' }, { code: 502 }, { code: 503 }, { code: 504 }];

export const HOOKS = {
  SLACK: {
    path: '/services/T0/B0/secret',
    acceptedCode: 200,
    refusals: [
      { code: 400, body: 'invalid_payload' },
      { code: 403, body: 'action_prohibited', dead: true },
      { code: 404, body: 'no_service', dead: true },
      { code: 410, body: 'channel_is_archived', dead: true },
      { code: 302 },
    ],
    slowDowns: LIMITS,
    troubles: TROUBLES,
    identity: ({ body }) => body,
  },
  DISCORD: {
    path: '/api/webhooks/1/secret',
    acceptedCode: 200,
    refusals: [
      { code: 400, body: '{"code":50006,"message":"Cannot send an empty message"}' },
      { code: 401, body: '{"code":50027,"message":"Invalid Webhook Token"}', dead: true },
      { code: 403, body: '{"code":50013,"message":"Missing Permissions"}' },
      { code: 404, body: '{"code":10015,"message":"Unknown Webhook"}', dead: true },
      { code: 404, body: '404: Not Found' },
      { code: 302 },
    ],
    slowDowns: [
      ...LIMITS,
      { code: 429, body: '{"message":"You are being rate limited.","retry_after":1.337}', afterMs: 2_000 },
      {
        code: 429,
        body: '{"retry_after":86400,"global":true}',
        headers: { 'retry-after': '1' },
        afterMs: HALF_AN_HOUR,
      },
    ],
    troubles: TROUBLES,
    identity: ({ body }) => body,
  },
  TEAMS: {
    path: '/workflows/abc/triggers/manual/paths/invoke?sig=secret',
    acceptedCode: 202,
    refusals: [
      { code: 400, body: '{"error":{"code":"TriggerInputSchemaMismatch"}}' },
      { code: 401, body: '{"error":{"code":"DirectApiAuthorizationRequired"}}' },
      { code: 403 },
      { code: 404, body: '{"error":{"code":"WorkflowNotFound"}}', dead: true },
      { code: 404 },
      { code: 410, dead: true },
      { code: 413 },
      { code: 302 },
    ],
    slowDowns: LIMITS,
    troubles: TROUBLES,
    identity: ({ body }) => body,
  },
  LOOPS: {
    path: '/api/v1/events/send',
    acceptedCode: 200,
    refusals: [400, 401, 404, 405, 302].map((code) => ({ code, body: '{"success":false,"message":"no"}' })),
    slowDowns: LIMITS,
    troubles: TROUBLES,
    identity: ({ headers }) => headers['idempotency-key'] ?? '',
  },
  WEBHOOK: {
    path: '/hook',
    acceptedCode: 200,
    refusals: [{ code: 410, body: 'no more', dead: true }],
    slowDowns: [...LIMITS, limited('20', 20_000, 502), limited('20', 20_000, 504)],
    troubles: [...TROUBLES, ...[301, 302, 307, 400, 401, 403, 404, 405, 408, 409, 413, 422].map((code) => ({ code }))],
    identity: ({ headers }) => headers['webhook-id'] ?? '',
  },
} satisfies Record<string, Hook>;

export async function startEndpointStandIn(hook: Hook): Promise<ChannelStandIn> {
  const server = await startHttpStandIn();
  const sandbox = new Sandbox({ threads: 1 });
  const behaviour = ({ code, body = '', headers = {}, afterMs = null, dead = false }: Answer): Behaviour => ({
    name: `${code} ${body} ${JSON.stringify(headers)}`,
    code,
    afterMs,
    dead,
    set: () => {
      server.answer = (_request, response) => response.writeHead(code, headers).end(body);
    },
  });
  return {
    to: `${server.url}${hook.path}`,
    context: { http: new OutboundClient(new OutboundGuard(['127.0.0.1'])), sandbox, mail: null },
    messages: () => server.requests.map((request) => JSON.stringify(request)),
    reset: () => {
      server.requests.length = 0;
      server.greet = null;
      server.answer = (_request, response) => response.writeHead(hook.acceptedCode).end('ok');
    },
    acceptedCode: hook.acceptedCode,
    refusals: hook.refusals.map(behaviour),
    slowDowns: hook.slowDowns.map(behaviour),
    troubles: hook.troubles.map(behaviour),
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
      server.answer = (_request, response) => response.end(`ok\0\r\n\x1b[31m\u2028${'x'.repeat(200_000)}`);
    },
    identity: (message) => hook.identity(JSON.parse(message)),
    shape: async (message) => {
      const { method, path, headers, body } = JSON.parse(message);
      return { method, path, headers: Object.keys(headers), body: keysOf(JSON.parse(body)) };
    },
    close: async () => {
      await sandbox.close();
      await server.stop();
    },
  };
}

/** How a JSON value is built, without its texts. */
export function keysOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return typeof value;
  if (Array.isArray(value)) return value.map(keysOf);
  return Object.entries(value).map(([key, inner]) => [key, keysOf(inner)]);
}
