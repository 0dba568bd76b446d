/** E-mail by SMTP. */
import { PermanentFailure, RetryLater } from '../../domain/failures.js';
import { makeReason } from '../../domain/reasons.js';
import type { MailCarrier, SmtpMail } from '../../platform/outbound/mail-access.js';
import { inChildSpan } from '../../platform/telemetry/tracing.js';
import type { Carried, MailMessage, Refused } from './mail-message.js';

/** The wait if somebody must repair a setting first. */
const AFTER_MENDING_MS = 10 * 60_000;

export async function carryBySmtp(
  { transport, limitMs }: MailCarrier & { carrierName: 'smtp' },
  message: MailMessage,
  signal: AbortSignal,
): Promise<Carried> {
  const { from, to, replyTo, subject, html, text } = message;
  const { 'Message-ID': messageId, ...headers } = message.headers;
  let begun = false;
  const limit = AbortSignal.timeout(limitMs);
  const mail: SmtpMail = {
    ...{ from, to: { name: '', address: to }, replyTo: replyTo ?? undefined, subject, html, text, messageId, headers },
    signal: AbortSignal.any([signal, limit]),
    onRead: () => {
      begun = true;
    },
  };
  try {
    const sent = await inChildSpan('SMTP', { kind: 'CLIENT' }, () => transport.sendMail(mail));
    const response: string = sent.response ?? '';
    const detail = makeReason('CARRIER_ANSWER', { answer: response.slice(0, 200) });
    return { receipt: { status: 'SENT', statusCode: replyCode(response), detail } };
  } catch (error) {
    if (limit.aborted && !signal.aborted) return classified(new Error(`not within ${limitMs / 1_000} s`), begun);
    return classified(error as SmtpError, begun);
  }
}

interface SmtpError extends Error {
  code?: string;
  /** The command that the server refused: `RCPT TO`, `DATA` … */
  command?: string;
  responseCode?: number;
  response?: string;
}

/** RFC 5321: 4yz is temporary, 5yz permanent; after a connection lost during DATA the outcome is unknown. */
function classified(error: SmtpError, begun: boolean): Refused {
  const answer = (error.response ?? error.message).slice(0, 200);
  const statusCode = error.responseCode;
  if (error.code === 'EAUTH') {
    const details = { ...(statusCode ? { statusCode } : {}), channel: 'paused' as const };
    return {
      failure: new RetryLater(makeReason('SMTP_LOGIN_REFUSED', { answer }), AFTER_MENDING_MS, details),
      next: true,
    };
  }
  if (statusCode) return smtpRefusal(statusCode, answer, error.command ?? '');
  if (error.code === 'EENVELOPE' || error.code === 'EMESSAGE')
    return { failure: new PermanentFailure(makeReason('MAIL_UNSENDABLE', { error: answer })), next: false };
  const why = makeReason('CARRIER_ANSWER', { answer });
  const reason = makeReason(begun ? 'CARRIER_SILENT' : 'CARRIER_UNREACHABLE', { carrier: 'SMTP', why });
  const failure = new RetryLater(reason, null, { maybeDelivered: begun });
  return { failure, next: !begun };
}

/** RFC 3463: x.1.z is about the address; x.7.z about the policy of this server. */
const NO_SUCH_ADDRESS = /^5\d\d[ -]5\.1\.(1|2|3|6|10)\b/;
const POLICY = /^5\d\d[ -]5\.7\./;

function smtpRefusal(statusCode: number, answer: string, command: string): Refused {
  const aboutAddress = /^RCPT/i.test(command);
  if (statusCode < 500) {
    // 450 and 452 for an address: its mailbox is busy or full, also for another carrier.
    const next = !aboutAddress || statusCode === 421 || statusCode === 451;
    return {
      failure: new RetryLater(makeReason('CARRIER_NOT_NOW', { carrier: 'SMTP', answer }), null, { statusCode }),
      next,
    };
  }
  const gone = aboutAddress && NO_SUCH_ADDRESS.test(answer);
  const details = { statusCode, ...(gone ? { destination: 'suppressed' as const } : {}) };
  const next = aboutAddress ? POLICY.test(answer) : !/^DATA/i.test(command);
  return { failure: new PermanentFailure(makeReason('CARRIER_REFUSED', { carrier: 'SMTP', answer }), details), next };
}

function replyCode(response: string): number | null {
  const code = Number.parseInt(response, 10);
  return Number.isNaN(code) ? null : code;
}
