// What SMTP takes of us and of its server: connections and time; each limit is seen to act. And what SMTP_URL can say.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { ChannelReceipt } from '../../src/channels/channel.js';
import { email } from '../../src/channels/email.js';
import { RetryLater } from '../../src/domain/failures.js';
import { systemTime } from '../../src/platform/clock.js';
import { OutboundGuard } from '../../src/platform/outbound/guard.js';
import { OutboundClient } from '../../src/platform/outbound/http.js';
import { closeMail, SMTP_LIMITS, type SmtpLimits, smtpCarrier } from '../../src/platform/outbound/mail-access.js';
import { Sandbox } from '../../src/platform/sandbox/sandbox.js';
import { CERTIFICATE, CERTIFICATE_KEY } from '../support/certificate.js';
import { outgoing } from '../support/deliveries.js';
import { eventually } from '../support/program.js';
import { CLOSE, DRIP, HANG_UP, type ScriptedSmtp, SILENT, startScriptedSmtp } from '../support/scripted-smtp.js';

const sandbox = new Sandbox({ threads: 1 });
const http = new OutboundClient(new OutboundGuard([]));
let smtp: ScriptedSmtp;
let closing: (() => Promise<void> | void)[];

beforeEach(async () => {
  smtp = await startScriptedSmtp();
  closing = [() => smtp.stop().catch(() => undefined)];
});
afterEach(async () => {
  for (const close of closing.reverse()) await close();
});
afterAll(() => sandbox.close());

/** Sends by one carrier; `limits` are all the usual ones but for those that are named. */
function sender(url: string, limits: Partial<SmtpLimits> = {}): (to: string) => Promise<ChannelReceipt> {
  const mail = { from: 'tocsin@test.example', carriers: [smtpCarrier(url, { ...SMTP_LIMITS, ...limits })] };
  closing.push(() => closeMail(mail));
  const { signal } = new AbortController();
  return (to) => email.send(outgoing(to), { http, sandbox, mail, signal, now: systemTime });
}

const failureOf = (sending: Promise<ChannelReceipt>): Promise<RetryLater> =>
  sending.then(
    (receipt) => Promise.reject(new Error(`it was sent: ${JSON.stringify(receipt)}`)),
    (error: RetryLater) => error,
  );

describe('connections', () => {
  it('are five at most for twenty mails at once, and each mail arrives whole', async () => {
    const send = sender(smtp.url);
    const people = Array.from({ length: 20 }, (_, i) => `person${i}@team.example`);
    const receipts = await Promise.all(people.map(send));
    expect(receipts.map(({ status }) => status)).toEqual(people.map(() => 'SENT'));
    expect(smtp.connections.most).toBe(5);
    expect(smtp.reached.filter((stage) => stage === 'connect')).toHaveLength(5);
    expect(smtp.mails.map(({ to }) => to[0]).sort()).toEqual(people.sort());
    for (const { raw } of smtp.mails) expect((await PostalMime.parse(raw)).html).toContain('</html>');
  });

  it('are kept for the next mail, and closed with the process', async () => {
    const send = sender(smtp.url);
    await send('ada@team.example');
    await send('ben@team.example');
    expect(smtp.reached.filter((stage) => stage === 'connect')).toHaveLength(1);
    closing.pop()?.();
    await eventually('no connection', async () => smtp.connections.open === 0);
  });

  it.each([HANG_UP, CLOSE])(
    'that the server gave up in between (%s) are replaced, and the mail is whole',
    async (end) => {
      const send = sender(smtp.url);
      await Promise.all(['ada', 'ben', 'cid', 'dan', 'eve'].map((name) => send(`${name}@team.example`)));
      let stale = 5;
      Object.defineProperty(smtp.script, 'mail', { get: () => (stale-- > 0 ? end : undefined) });
      expect(await send('fay@team.example')).toMatchObject({ status: 'SENT' });
      expect(smtp.mails.map(({ to }) => to[0]).at(-1)).toBe('fay@team.example');
      const lengths = await Promise.all(smtp.mails.map(async ({ raw }) => (await PostalMime.parse(raw)).html?.length));
      expect(new Set(lengths).size).toBe(1);
    },
  );

  it('are not asked for again and again where the server ends each of them', async () => {
    smtp.script = { connect: CLOSE };
    const failure = await failureOf(sender(smtp.url)('ada@team.example'));
    expect(failure).toBeInstanceOf(RetryLater);
    expect(failure.details).toEqual({ maybeDelivered: false, carrierName: 'smtp' });
    expect(smtp.reached.length).toBeLessThanOrEqual(6);
  });
});

/** One limit at a time is short: it is this one that ends the wait, all others are longer than the test may take. */
describe('a server that', () => {
  it('never ends TLS is given up after connectionTimeout', async () => {
    smtp.script = { connect: SILENT };
    const failure = await failureOf(
      sender(smtp.url.replace('smtp:', 'smtps:'), { connectionTimeout: 300 })('a@team.example'),
    );
    expect(failure.reason.code).toBe('CARRIER_UNREACHABLE');
    expect(failure.details).toEqual({ maybeDelivered: false, carrierName: 'smtp' });
  }, 8_000);

  it.each<[string, Partial<SmtpLimits>, ScriptedSmtp['script'], boolean]>([
    ['never greets is given up after greetingTimeout', { greetingTimeout: 300 }, { connect: SILENT }, false],
    ['falls silent before the mail is given up after socketTimeout', { socketTimeout: 300 }, { data: SILENT }, false],
    [
      'never says whether it took the mail is given up after socketTimeout',
      { socketTimeout: 300 },
      { dot: SILENT },
      true,
    ],
    ['drips its greeting is given up after mailMs', { mailMs: 300 }, { connect: DRIP }, false],
    ['drips its last word is given up after mailMs', { mailMs: 300 }, { dot: DRIP }, true],
  ])(
    '%s',
    async (_name, limits, script, maybeDelivered) => {
      smtp.script = script;
      const failure = await failureOf(sender(smtp.url, limits)('ada@team.example'));
      expect(failure).toBeInstanceOf(RetryLater);
      expect(failure.details).toEqual({ maybeDelivered, carrierName: 'smtp' });
      await eventually('its connection to be closed', async () => smtp.connections.open === 0);
    },
    8_000,
  );

  it('is slow lets no mail wait for a connection for longer than mailMs', async () => {
    smtp.script = { dot: SILENT };
    const carrier = smtpCarrier(smtp.url, { ...SMTP_LIMITS, maxConnections: 1 });
    const mails = [60_000, 300].map((limitMs) => ({
      from: 'tocsin@test.example',
      carriers: [{ ...carrier, limitMs }],
    }));
    const { signal } = new AbortController();
    const [first, second] = mails.map((mail, i) =>
      failureOf(email.send(outgoing(`person${i}@team.example`), { http, sandbox, mail, signal, now: systemTime })),
    );
    expect((await second)?.details).toEqual({ maybeDelivered: false, carrierName: 'smtp' });
    expect(smtp.connections.most).toBe(1);
    await smtp.stop();
    expect((await first)?.details).toEqual({ maybeDelivered: true, carrierName: 'smtp' });
  }, 8_000);

  it('whatever the wait, leaves the activity time to record it', () => {
    // An activity has 5 min and begins no mail after 4.
    const { mailMs, connectionTimeout, greetingTimeout, socketTimeout } = SMTP_LIMITS;
    expect(Math.max(mailMs, connectionTimeout, greetingTimeout, socketTimeout)).toBeLessThan(55_000);
  });
});

describe('SMTP_URL', () => {
  /** A server that takes mails with this login only. */
  async function closedServer(options: SMTPServerOptions): Promise<number> {
    const server = new SMTPServer({
      ...options,
      onAuth: ({ username, password }, _session, done) =>
        username === 'mail@shop.example' && password === 'p:a/s%s'
          ? done(null, { user: username })
          : done(Object.assign(new Error('no'), { responseCode: 535 })),
      onData: (stream, _session, done) => void stream.resume().on('end', () => done()),
    });
    server.on('error', () => undefined);
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    closing.unshift(() => new Promise<void>((resolve) => server.close(() => resolve())));
    return (server.server.address() as AddressInfo).port;
  }
  const LOGIN = 'mail%40shop.example:p%3Aa%2Fs%25s';

  it('logs in, with whatever characters', async () => {
    const port = await closedServer({ disabledCommands: ['STARTTLS'], allowInsecureAuth: true });
    expect(await sender(`smtp://${LOGIN}@127.0.0.1:${port}`)('ada@team.example')).toMatchObject({ status: 'SENT' });
    const failure = await failureOf(sender(`smtp://someone:else@127.0.0.1:${port}`)('ada@team.example'));
    expect(failure.details).toMatchObject({ channel: 'paused' });
  });

  it('goes by TLS, to a certificate that is trusted or that its query lets pass', async () => {
    const port = await closedServer({ secure: true, key: CERTIFICATE_KEY, cert: CERTIFICATE });
    const url = `smtps://${LOGIN}@127.0.0.1:${port}`;
    const failure = await failureOf(sender(url)('ada@team.example'));
    expect(JSON.stringify(failure.reason)).toMatch(/certificate/i);
    const send = sender(`${url}?tls.rejectUnauthorized=false`);
    expect(await send('ada@team.example')).toMatchObject({ status: 'SENT' });
  });

  it('may state a limit of its own', async () => {
    smtp.script = { connect: SILENT };
    await failureOf(sender(`${smtp.url}?greetingTimeout=300`)('ada@team.example'));
  }, 8_000);
});
