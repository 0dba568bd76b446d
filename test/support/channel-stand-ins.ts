/** For each channel that sends: a loopback provider, how it misbehaves, and how its messages are read. */
import PostalMime from 'postal-mime';
import type { ChannelContext } from '../../src/channels/channel.js';
import type { ChannelKey } from '../../src/channels/index.js';
import { OutboundGuard } from '../../src/platform/outbound/guard.js';
import { OutboundClient } from '../../src/platform/outbound/http.js';
import { closeMail, smtpCarrier } from '../../src/platform/outbound/mail-access.js';
import { Sandbox } from '../../src/platform/sandbox/sandbox.js';
import { HOOKS, keysOf, startEndpointStandIn } from './endpoint-stand-ins.js';
import { fcmError, startFcm } from './push-stand-ins.js';
import { HANG_UP, SILENT, startScriptedSmtp } from './scripted-smtp.js';
import { startSendGridBench } from './sendgrid-stand-in.js';

/** One thing that the provider does, and the code that the ledger shows for it. */
export interface Behaviour {
  name: string;
  code: number | null;
  /** How long it asks us to wait; null where it does not say. */
  afterMs?: number | null;
  /** The place is gone for good, and not only this message refused; an address is then suppressed. */
  dead?: boolean | 'suppressed';
  set(): void;
}

export interface ChannelStandIn {
  to: string;
  context: Omit<ChannelContext, 'signal' | 'now'>;
  /** What the provider read to its end. */
  messages(): string[];
  /** Forgets what was read; the provider takes everything again. */
  reset(): void;
  acceptedCode: number;
  refusals: Behaviour[];
  slowDowns: Behaviour[];
  troubles: Behaviour[];
  /** It reads the whole message and says nothing. */
  hang(): void;
  /** It hangs up before it reads anything. */
  hangUpAtOnce(): void;
  hangUpAfterReading(): void;
  /** An answer with line breaks, control characters and no end, to a message that it takes. */
  babble(): void;
  /** What a receiver can collapse a second one by. */
  identity(message: string): string;
  /** How the message is built, without its words: no text may change it. */
  shape(message: string): Promise<unknown>;
  close(): Promise<void>;
}

/** A channel that is missing here fails the conformance suite. */
export const CHANNEL_STAND_INS: Partial<Record<ChannelKey, () => Promise<ChannelStandIn>>> = {
  EMAIL: startMailStandIn,
  PUSH: startPushStandIn,
  SLACK: () => startEndpointStandIn(HOOKS.SLACK),
  DISCORD: () => startEndpointStandIn(HOOKS.DISCORD),
  TEAMS: () => startEndpointStandIn(HOOKS.TEAMS),
  LOOPS: () => startEndpointStandIn(HOOKS.LOOPS),
  WEBHOOK: () => startEndpointStandIn(HOOKS.WEBHOOK),
};

const HALF_AN_HOUR = 30 * 60_000;

async function startMailStandIn(): Promise<ChannelStandIn> {
  const smtp = await startScriptedSmtp();
  const mail = { from: 'Tocsin <tocsin@test.example>', carriers: [smtpCarrier(smtp.url)] };
  const sandbox = new Sandbox({ threads: 1 });
  const http = new OutboundClient(new OutboundGuard([]));
  const says = (stage: 'rcpt' | 'dot' | 'connect' | 'data', line: string, code: number | null, dead?: 'suppressed') => {
    return {
      name: `${line} at ${stage}`,
      code,
      dead,
      afterMs: null,
      set: () => {
        smtp.script[stage] = line;
      },
    };
  };
  return {
    to: 'ada@team.example',
    context: { http, sandbox, mail },
    messages: () => smtp.mails.map((mail) => `${mail.to.join(',')}\n${mail.raw}`),
    reset: () => {
      smtp.mails.length = 0;
      smtp.reached.length = 0;
      smtp.script = {};
    },
    acceptedCode: 250,
    refusals: [
      says('rcpt', '550 5.1.1 no such user', 550, 'suppressed'),
      says('rcpt', '553 5.1.3 bad address', 553, 'suppressed'),
      says('data', '554 5.5.1 no', 554),
      says('dot', '552 5.3.4 too big', 552),
      says('dot', '554 5.7.1 spam', 554),
    ],
    slowDowns: [
      says('rcpt', '450 4.2.1 greylisted', 450),
      says('rcpt', '451 4.3.0 try again', 451),
      says('rcpt', '452 4.2.2 full', 452),
      says('dot', '451 4.3.0 try again', 451),
      says('rcpt', '421 4.7.0 too many', 421),
      says('dot', '421 4.7.0 going down', 421),
    ],
    troubles: [says('connect', '421 4.3.2 not now', 421), says('connect', HANG_UP, null), says('rcpt', HANG_UP, null)],
    hang: () => {
      smtp.script.dot = SILENT;
    },
    hangUpAtOnce: () => {
      smtp.script.connect = HANG_UP;
    },
    hangUpAfterReading: () => {
      smtp.script.dot = HANG_UP;
    },
    babble: () => {
      smtp.script.dot = `250-a\0b\x1b[31m\r\n250 ${'\xff'.repeat(50_000)}`;
    },
    identity: (message) => /^Message-ID: (.*)$/im.exec(message)?.[1] ?? '',
    shape: mailShape,
    close: async () => {
      closeMail(mail);
      await sandbox.close();
      await smtp.stop();
    },
  };
}

async function mailShape(message: string): Promise<unknown> {
  const [to, raw] = [message.slice(0, message.indexOf('\n')), message.slice(message.indexOf('\n') + 1)];
  const mail = await PostalMime.parse(Buffer.from(raw, 'latin1'));
  return {
    to,
    headers: mail.headers.map((header) => header.key),
    from: mail.from?.address,
    toHeader: mail.to?.map((address) => address.address),
    attachments: mail.attachments.length,
    parts: raw.match(/^Content-Type: [^;]+/gim),
    longLines: raw.split('\r\n').filter((line) => line.length > 998).length,
    bareLineBreaks: raw.replaceAll('\r\n', '').match(/[\r\n\0]/g),
  };
}

/** Providers of a channel beside the one of its bench; the conformance suite holds for them as well. */
export const OTHER_PROVIDERS: { name: string; key: ChannelKey; start: () => Promise<ChannelStandIn> }[] = [
  { name: 'EMAIL by SendGrid', key: 'EMAIL', start: startSendGridBench },
];

/** Phones; what is special about browsers stands in web-push.test.ts. */
async function startPushStandIn(): Promise<ChannelStandIn> {
  const fcm = await startFcm();
  const sandbox = new Sandbox({ threads: 1 });
  const http = new OutboundClient(new OutboundGuard([]));
  const { messages } = fcm;
  const says = (code: number, body: string, headers: Record<string, string> = {}, afterMs: number | null = null) => ({
    name: `${code} ${body} ${JSON.stringify(headers)}`,
    code,
    afterMs,
    set: () => {
      messages.answer = (_request, response) => response.writeHead(code, headers).end(body);
    },
  });
  const quota = fcmError(429, 'RESOURCE_EXHAUSTED', 'QUOTA_EXCEEDED');
  return {
    to: 'phone:APA91b',
    context: { http, sandbox, mail: null, push: { fcm: fcm.open(), vapid: null } },
    messages: () => messages.requests.map((request) => JSON.stringify(request)),
    reset: fcm.reset,
    acceptedCode: 200,
    refusals: [says(400, fcmError(400, 'INVALID_ARGUMENT', 'INVALID_ARGUMENT')), says(404, ''), says(302, '')],
    slowDowns: [
      says(429, quota, { 'retry-after': '7' }, 7_000),
      says(429, quota, { 'retry-after': '999999' }, HALF_AN_HOUR),
      says(429, quota, { 'retry-after': 'soon' }, 60_000),
      says(429, quota, {}, 60_000),
      says(503, fcmError(503, 'UNAVAILABLE', 'UNAVAILABLE'), { 'retry-after': '20' }, 20_000),
    ],
    troubles: [500, 502, 503, 504].map((code) => says(code, fcmError(code, 'INTERNAL', 'INTERNAL'))),
    hang: () => {
      messages.answer = () => undefined;
    },
    hangUpAtOnce: () => {
      messages.greet = (socket) => socket.resetAndDestroy();
    },
    hangUpAfterReading: () => {
      messages.answer = (_request, response) => response.socket?.resetAndDestroy();
    },
    babble: () => {
      messages.answer = (_request, response) => response.end(`ok\0\r\n\x1b[31m\u2028${'x'.repeat(200_000)}`);
    },
    identity: (message) => JSON.parse(JSON.parse(message).body).message.data.deliveryId,
    shape: async (message) => {
      const { method, path, headers, body } = JSON.parse(message) as { [key: string]: string };
      return { method, path, headers: Object.keys(headers ?? {}), body: keysOf(JSON.parse(body ?? '')) };
    },
    close: async () => {
      await sandbox.close();
      await fcm.stop();
    },
  };
}
