/** E-mail by an ordered list of providers: who is asked when, and what the ledger says of it. */
import PostalMime from 'postal-mime';
import type { ChannelContext, ChannelReceipt, OutgoingDelivery } from '../../src/channels/channel.js';
import { email } from '../../src/channels/email.js';
import { PermanentFailure, RetryLater } from '../../src/domain/failures.js';
import { systemTime } from '../../src/platform/clock.js';
import { OutboundGuard } from '../../src/platform/outbound/guard.js';
import { OutboundClient } from '../../src/platform/outbound/http.js';
import { closeMail, type MailAccess, openMail } from '../../src/platform/outbound/mail-access.js';
import { Sandbox } from '../../src/platform/sandbox/sandbox.js';
import { Secret } from '../../src/platform/secrets/secret.js';
import { outgoing } from '../support/deliveries.js';
import { failureText, readable } from '../support/reasons.js';
import { HANG_UP, type ScriptedSmtp, startScriptedSmtp } from '../support/scripted-smtp.js';
import { mailIn, SENDGRID_KEY, says, sendGridMail, startSendGrid } from '../support/sendgrid-stand-in.js';
import type { HttpStandIn } from '../support/stand-ins.js';

const ADDRESS = 'ada@team.example';
const sandbox = new Sandbox({ threads: 1 });
const http = new OutboundClient(new OutboundGuard([]));
let sendgrid: HttpStandIn;
let smtp: ScriptedSmtp;
let mail: MailAccess;

beforeEach(async () => {
  [sendgrid, smtp] = await Promise.all([startSendGrid(), startScriptedSmtp()]);
  mail = sendGridMail(sendgrid.url, smtp.url);
});
afterEach(async () => {
  closeMail(mail);
  await Promise.all([sendgrid.stop(), smtp.stop()]);
});
afterAll(() => sandbox.close());

const contextOf = (access: MailAccess, signal = new AbortController().signal): ChannelContext => ({
  http,
  sandbox,
  mail: access,
  signal,
  now: systemTime,
});

const send = (delivery: OutgoingDelivery, access = mail): Promise<ChannelReceipt> =>
  email.send(delivery, contextOf(access));

const failing = (delivery = outgoing(ADDRESS), access = mail): Promise<PermanentFailure | RetryLater> =>
  send(delivery, access).then(
    (receipt) => Promise.reject(new Error(`it was sent: ${JSON.stringify(receipt)}`)),
    (error: PermanentFailure | RetryLater) => error,
  );

/** SMTP first. */
const reversed = () =>
  openMail({
    sendgrid: { apiKey: new Secret(SENDGRID_KEY), baseUrl: sendgrid.url },
    receiptKeys: new Map(),
    smtpUrl: new Secret(smtp.url),
    mailFrom: 'tocsin@test.example',
    mailProviders: ['smtp', 'sendgrid'],
  }) as MailAccess;

describe('a refusal of SendGrid', () => {
  /** status, whether SMTP is asked, and what stays where there is none: a later try or the end, and a pause. */
  it.each`
    code   | next     | stays      | pauses
    ${400} | ${false} | ${'end'}   | ${false}
    ${401} | ${true}  | ${'later'} | ${true}
    ${403} | ${true}  | ${'later'} | ${true}
    ${404} | ${true}  | ${'end'}   | ${false}
    ${405} | ${true}  | ${'end'}   | ${false}
    ${406} | ${true}  | ${'end'}   | ${false}
    ${408} | ${true}  | ${'later'} | ${false}
    ${413} | ${false} | ${'end'}   | ${false}
    ${429} | ${true}  | ${'later'} | ${false}
    ${451} | ${true}  | ${'end'}   | ${false}
    ${500} | ${true}  | ${'later'} | ${false}
    ${502} | ${true}  | ${'later'} | ${false}
    ${503} | ${true}  | ${'later'} | ${false}
    ${504} | ${true}  | ${'later'} | ${false}
  `('of $code asks SMTP: $next; alone, it is $stays, pausing: $pauses', async ({ code, next, stays, pauses }) => {
    says(sendgrid, code);
    const alone = await failing(outgoing(ADDRESS), sendGridMail(sendgrid.url));
    expect(alone).toBeInstanceOf(stays === 'end' ? PermanentFailure : RetryLater);
    const pausing = pauses ? { channel: 'paused' } : {};
    expect(alone.details).toEqual({ statusCode: code, carrierName: 'sendgrid', ...pausing });
    if (!next) {
      expect((await failing()).details.earlier).toBeUndefined();
      expect(smtp.mails).toEqual([]);
      return;
    }
    const receipt = await send(outgoing(ADDRESS));
    expect(receipt).toMatchObject({ status: 'SENT', statusCode: 250 });
    expect(readable(receipt.earlier)).toEqual([
      {
        reason: expect.stringContaining('SendGrid'),
        statusCode: code,
        carrierName: 'sendgrid',
        durationMs: expect.any(Number),
        paused: pauses,
      },
    ]);
    expect(smtp.mails).toHaveLength(1);
  });

  it('by not being there asks SMTP', async () => {
    sendgrid.greet = (socket) => socket.resetAndDestroy();
    expect(await send(outgoing(ADDRESS))).toMatchObject({ statusCode: 250, earlier: [{ statusCode: null }] });
  });

  it('by a lost answer asks nobody else: the mail may be under way', async () => {
    sendgrid.answer = (_request, response) => response.socket?.resetAndDestroy();
    expect((await failing()).details).toMatchObject({ maybeDelivered: true });
    expect(smtp.reached).toEqual([]);
  });

  it('by a lost answer waits two minutes where its receipts come to us', async () => {
    sendgrid.answer = (_request, response) => response.socket?.resetAndDestroy();
    const [carrier] = mail.carriers;
    expect(await failing()).toMatchObject({ afterMs: null });
    Object.assign(carrier as object, { receipts: true });
    expect(await failing()).toMatchObject({ afterMs: 120_000, details: { maybeDelivered: true } });
  });

  it('of our login leaves it alone for a while, although nobody else is there', async () => {
    const only = sendGridMail(sendgrid.url);
    says(sendgrid, 401);
    expect(await failing(outgoing(ADDRESS), only)).toMatchObject({ afterMs: 600_000 });
    const again = (await failing(outgoing(ADDRESS), only)) as RetryLater;
    expect(failureText(again)).toMatch(/SENDGRID_API_KEY/);
    expect(again.afterMs).toBeGreaterThan(0);
    expect(sendgrid.requests).toHaveLength(1);
  });

  it('for trouble leaves it alone for a while where another one carries', async () => {
    says(sendgrid, 503);
    await send(outgoing(ADDRESS));
    expect(await send(outgoing(ADDRESS))).toMatchObject({
      statusCode: 250,
      earlier: [{ reason: { code: 'CARRIER_LEFT_ALONE' } }],
    });
    expect(sendgrid.requests).toHaveLength(1);
  });
});

describe('a refusal of the SMTP server', () => {
  it.each`
    stage        | says                           | next
    ${'connect'} | ${'421 4.3.2 not now'}         | ${true}
    ${'connect'} | ${HANG_UP}                     | ${true}
    ${'rcpt'}    | ${'550 5.1.1 no such user'}    | ${false}
    ${'rcpt'}    | ${'550 no such user'}          | ${false}
    ${'rcpt'}    | ${'550 5.7.1 relaying denied'} | ${true}
    ${'rcpt'}    | ${'552 5.2.2 mailbox full'}    | ${false}
    ${'rcpt'}    | ${'450 4.2.1 greylisted'}      | ${false}
    ${'rcpt'}    | ${'452 4.2.2 mailbox full'}    | ${false}
    ${'rcpt'}    | ${'451 4.3.0 local error'}     | ${true}
    ${'rcpt'}    | ${'421 4.7.0 too many'}        | ${true}
    ${'dot'}     | ${'451 4.3.0 try again'}       | ${true}
    ${'dot'}     | ${'554 5.7.1 looks like spam'} | ${false}
    ${'dot'}     | ${HANG_UP}                     | ${false}
  `('by "$says" at $stage asks SendGrid: $next', async ({ stage, says: line, next }) => {
    const access = reversed();
    smtp.script[stage as 'rcpt'] = line;
    const became = await send(outgoing(ADDRESS), access).catch((error: Error) => error);
    closeMail(access);
    if (next) expect(became).toMatchObject({ status: 'SENT', statusCode: 202, earlier: [{ paused: false }] });
    else expect(became).toBeInstanceOf(Error);
    expect(sendgrid.requests).toHaveLength(next ? 1 : 0);
  });

  it('of an address that does not exist suppresses it', async () => {
    smtp.script.rcpt = '550 5.1.1 no such user';
    const access = reversed();
    expect((await failing(outgoing(ADDRESS), access)).details).toEqual({
      statusCode: 550,
      carrierName: 'smtp',
      destination: 'suppressed',
    });
    closeMail(access);
  });
});

describe('where nobody takes it', () => {
  it('a later try counts more than an end, and each refusal is kept', async () => {
    says(sendgrid, 404);
    smtp.script.connect = '421 4.3.2 not now';
    const error = await failing();
    expect(error).toBeInstanceOf(RetryLater);
    expect(error.details).toMatchObject({ statusCode: 421, earlier: [{ statusCode: 404 }] });
  });

  it('a refusal of the address by the second one is the end', async () => {
    says(sendgrid, 503);
    smtp.script.rcpt = '550 5.1.1 no such user';
    const error = await failing();
    expect(error).toBeInstanceOf(PermanentFailure);
    expect(error.details).toMatchObject({ destination: 'suppressed', earlier: [{ statusCode: 503 }] });
  });
});

describe('a mail by either provider', () => {
  const delivery = () =>
    outgoing(ADDRESS, {
      senderName: 'Müller; Söhne, GmbH',
      unsubscribeUrl: 'https://tocsin.test/u/k1.abc',
      brand: { replyTo: 'help@shop.example' },
    });

  it('says the same, with the same headers', async () => {
    const one = delivery();
    await send(one);
    says(sendgrid, 503);
    await send(one);
    const sent = mailIn(sendgrid.requests[0] as never);
    const [person] = sent.personalizations;
    // As it went over the line: a dot at the start of a line is doubled (RFC 5321 4.5.2).
    const raw = smtp.mails[0]?.raw.replaceAll('\r\n..', '\r\n.') ?? '';
    const parsed = await PostalMime.parse(Buffer.from(raw, 'latin1'));
    const headers = Object.fromEntries(parsed.headers.map(({ key, value }) => [key, value]));
    expect(sent.subject).toBe(parsed.subject);
    expect(sent.content.map(({ value }) => value.trim().replaceAll('\r\n', '\n'))).toEqual([
      parsed.text?.trim().replaceAll('\r\n', '\n'),
      parsed.html?.trim().replaceAll('\r\n', '\n'),
    ]);
    for (const [name, value] of Object.entries(person?.headers ?? {})) expect(headers[name.toLowerCase()]).toBe(value);
    expect(person?.headers).toMatchObject({
      'List-Unsubscribe': '<https://tocsin.test/u/k1.abc>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
    expect([sent.reply_to?.email, parsed.replyTo?.[0]?.address]).toEqual(['help@shop.example', 'help@shop.example']);
    expect([sent.from.name, parsed.from?.name]).toEqual(['Mu ller So hne GmbH', 'Müller; Söhne, GmbH']);
    expect(person?.custom_args).toEqual({ delivery_id: one.id });
  });

  it.each(['\r', '\n', '\0'])('is refused where %j would end a header', async (end) => {
    const reply = outgoing(ADDRESS, { brand: { replyTo: `a@b.example${end}Bcc: eve@evil.example` } });
    const link = outgoing(ADDRESS, { unsubscribeUrl: `https://tocsin.test/u/${end}Bcc: eve@evil.example` });
    for (const one of [reply, link, outgoing(`a@b.example${end}`)])
      for (const access of [mail, reversed()]) {
        expect(await failing(one, access)).toBeInstanceOf(PermanentFailure);
        if (access !== mail) closeMail(access);
      }
    expect([sendgrid.requests, smtp.mails]).toEqual([[], []]);
  });
});

describe('several people who are told the same', () => {
  const people = (count: number) => Array.from({ length: count }, (_, i) => `person-${i}@team.example`);
  const event = outgoing(ADDRESS).event;
  const texts = outgoing(ADDRESS).texts;
  const together = (addresses: readonly string[], access = mail) =>
    email.batchSend.send(
      addresses.map((to) => outgoing(to, { event, texts })),
      contextOf(access),
    );

  it('are one call of SendGrid, each with an own id, headers and address in the words', async () => {
    expect(await together(people(100))).toMatchObject({ status: 'SENT', statusCode: 202 });
    expect(sendgrid.requests).toHaveLength(1);
    const sent = mailIn(sendgrid.requests[0] as never);
    expect(sent.personalizations).toHaveLength(100);
    const ids = sent.personalizations.map(({ custom_args }) => custom_args.delivery_id);
    expect(new Set(ids).size).toBe(100);
    for (const { to, headers, custom_args, substitutions } of sent.personalizations) {
      expect(headers['Message-ID']).toBe(`<${custom_args.delivery_id}@tocsin>`);
      const [place = '', address] = Object.entries(substitutions ?? {})[0] ?? [];
      expect(address).toBe(to[0]?.email);
      for (const { value } of sent.content) expect(value).toContain(place);
    }
    expect(sent.content.every(({ value }) => !value.includes('@team.example'))).toBe(true);
  });

  it('go one by one where the fault may be one of them, and where another provider has to take them', async () => {
    expect(await together(['refused@team.example', ...people(3)])).toBeNull();
    says(sendgrid, 503);
    expect(await together(people(3))).toBeNull();
    expect(smtp.mails).toEqual([]);
  });

  it('go one by one where an address would stand twice or read otherwise in HTML', async () => {
    expect(await together(['a@team.example', 'A@team.example'])).toBeNull();
    expect(await together(["o'neil&sons@team.example", 'a@team.example'])).toBeNull();
    expect(sendgrid.requests).toEqual([]);
  });

  it('share the failure where SendGrid is alone, or may have taken them', async () => {
    says(sendgrid, 503);
    expect(await together(people(3), sendGridMail(sendgrid.url))).toBeInstanceOf(RetryLater);
    sendgrid.answer = (_request, response) => response.socket?.resetAndDestroy();
    expect(await together(people(3))).toMatchObject({ details: { maybeDelivered: true } });
  });

  it('are no group where SMTP comes first', () => {
    const access = reversed();
    expect([mail, access].map((each) => email.batchSend.possible(contextOf(each)))).toEqual([true, false]);
    closeMail(access);
  });
});
