/** What sending an e-mail needs at hand, made once per process: connections of SMTP are pooled in it. */
import { Readable } from 'node:stream';
import nodemailer, { type SendMailOptions, type Transporter } from 'nodemailer';
import type { Reason } from '../../domain/reasons.js';
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

/** One that can carry a mail. */
export type MailCarrier = {
  /** It is left alone until then (milliseconds since 1970): asking again would only make it angry. */
  rest: { until: number; login: boolean; why: Reason } | null;
} & (
  | {
      provider: 'smtp';
      transport: Transporter;
      /** How long one mail may take, milliseconds: the wait for a connection included. */
      limitMs: number;
    }
  | {
      provider: 'sendgrid';
      apiKey: string;
      /** Without a slash at its end. */
      baseUrl: string;
      /** For the host of `baseUrl` only: it is the operator's choice, wherever it lies. */
      http: OutboundClient;
      /** Its receipts come to us, so that a lost answer may be cleared up by one. */
      receipts: boolean;
    }
);

export interface MailAccess {
  /** `Name <address>` or an address alone. */
  from: string;
  /** In the order in which they are asked; never empty. */
  carriers: readonly MailCarrier[];
}

export type MailDeps = MailSettings & { smtpUrl: string | null; mailFrom: string };

/** Null where nobody carries e-mail. */
export function openMail(needs: MailDeps): MailAccess | null {
  const carriers = needs.mailProviders.flatMap((provider): MailCarrier[] => {
    if (provider === 'smtp') return needs.smtpUrl ? [smtpCarrier(needs.smtpUrl)] : [];
    const { sendgrid, receiptKeys } = needs;
    if (!sendgrid) return [];
    const http = new OutboundClient(new OutboundGuard([new URL(sendgrid.baseUrl).host]));
    return [{ provider, rest: null, ...sendgrid, http, receipts: receiptKeys.size > 0 }];
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
  return { provider: 'smtp', rest: null, transport, limitMs: mailMs };
}

/** The content, read by nobody before the server has said that it takes it. */
async function* watched(content: Readable, onRead: () => void): AsyncGenerator<Buffer> {
  onRead();
  yield* content;
}

export function closeMail(mail: MailAccess | null): void {
  for (const carrier of mail?.carriers ?? []) if (carrier.provider === 'smtp') carrier.transport.close();
}
