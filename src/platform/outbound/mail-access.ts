/** The carriers of e-mail, made once per process: SMTP connections are pooled in them. */
import { Readable } from 'node:stream';
import nodemailer, { type SendMailOptions, type Transporter } from 'nodemailer';
import type { Reason } from '../../domain/reasons.js';
import type { Secret } from '../secrets/secret.js';
import { OutboundGuard } from './guard.js';
import { OutboundClient } from './http.js';
import type { MailSettings } from './mail-settings.js';

/** What one SMTP server may take of us; times in milliseconds. */
export interface SmtpLimits {
  /** Open at the same time; further mails wait. */
  maxConnections: number;
  /** Until a connection stands: DNS, TCP and TLS. */
  connectionTimeout: number;
  /** From then until the server's first line. */
  greetingTimeout: number;
  /** Without a byte from the server. */
  socketTimeout: number;
  /** From the call to its end, whatever it waits for. */
  mailMs: number;
}

/**
 * RFC 5321 4.5.3.2 would wait 10 min after the final dot. Ours has less: an activity keeps a minute for its last send, and
 * a lost answer is recorded as unclear.
 */
export const SMTP_LIMITS: SmtpLimits = {
  maxConnections: 5,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 25_000,
  mailMs: 45_000,
};

/** A mail that says when it goes out. */
export interface SmtpMail extends SendMailOptions {
  /** Called when the server has asked for the content: from then on the mail may be there, whatever becomes of the connection. */
  onRead(): void;
}

/** One carrier of e-mail. */
export type MailCarrier = {
  /** Not used until then (milliseconds since 1970): carriers punish clients that go on at once after a refusal. */
  rest: { until: number; login: boolean; why: Reason } | null;
} & (
  | {
      carrierName: 'smtp';
      transport: Transporter;
      /** How long one mail may take, milliseconds: the wait for a connection included. */
      limitMs: number;
    }
  | {
      carrierName: 'sendgrid';
      apiKey: Secret;
      /** Without a slash at its end. */
      baseUrl: string;
      /** For the host of `baseUrl` only, which may be internal: the operator chose it. */
      http: OutboundClient;
      /** Its delivery receipts are posted to this program: if a response is lost, a receipt may still report the outcome. */
      receipts: boolean;
    }
);

export interface MailAccess {
  /** `Name <address>` or an address alone. */
  from: string;
  /** In the order in which they are tried; never empty. */
  carriers: readonly MailCarrier[];
}

export type MailDeps = MailSettings & { smtpUrl: Secret | null; mailFrom: string };

/** Null if no carrier is configured. */
export function openMail(needs: MailDeps): MailAccess | null {
  const carriers = needs.mailProviders.flatMap((carrierName): MailCarrier[] => {
    if (carrierName === 'smtp') return needs.smtpUrl ? [smtpCarrier(needs.smtpUrl.reveal())] : [];
    const { sendgrid, receiptKeys } = needs;
    if (!sendgrid) return [];
    const http = new OutboundClient(new OutboundGuard([new URL(sendgrid.baseUrl).host]), { keepsConnections: true });
    return [{ carrierName, rest: null, ...sendgrid, http, receipts: receiptKeys.size > 0 }];
  });
  return carriers.length > 0 ? { from: needs.mailFrom, carriers } : null;
}

/**
 * @param url `smtp://` or `smtps://` with login, and with options of nodemailer in its query (`tls.rejectUnauthorized=false`),
 * which come before `limits`.
 */
export function smtpCarrier(url: string, { mailMs, ...limits }: SmtpLimits = SMTP_LIMITS): MailCarrier {
  // All in the one object: a second argument of createTransport is defaults of messages, where no limit is looked for.
  // A mail whose connection the server had given up in the meantime goes by another one; all that are open may be such.
  const maxRequeues = limits.maxConnections;
  const transport = nodemailer.createTransport({ ...limits, url, pool: true, maxRequeues });
  transport.use('stream', (mail, done) => {
    const { onRead } = mail.data as SmtpMail;
    mail.message.processFunc((content) => Readable.from(watched(content, onRead)));
    done();
  });
  return { carrierName: 'smtp', rest: null, transport, limitMs: mailMs };
}

/** The content, read by nobody before the server has said that it takes it. */
async function* watched(content: Readable, onRead: () => void): AsyncGenerator<Buffer> {
  onRead();
  yield* content;
}

export function closeMail(mail: MailAccess | null): void {
  for (const carrier of mail?.carriers ?? []) if (carrier.carrierName === 'smtp') carrier.transport.close();
}
