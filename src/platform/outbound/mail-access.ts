/** What sending an e-mail needs at hand, made once per process: connections of SMTP are pooled in it. */
import nodemailer, { type Transporter } from 'nodemailer';
import type { Reason } from '../../domain/reasons.js';
import { OutboundGuard } from './guard.js';
import { OutboundClient } from './http.js';
import type { MailSettings } from './mail-settings.js';

/** One that can carry a mail. */
export type MailCarrier = {
  /** It is left alone until then (milliseconds since 1970): asking again would only make it angry. */
  rest: { until: number; login: boolean; why: Reason } | null;
} & (
  | { provider: 'smtp'; transport: Transporter }
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

export function smtpCarrier(url: string): MailCarrier {
  return { provider: 'smtp', rest: null, transport: nodemailer.createTransport(url, DEFAULTS as object) };
}

export function closeMail(mail: MailAccess | null): void {
  for (const carrier of mail?.carriers ?? []) if (carrier.provider === 'smtp') carrier.transport.close();
}

/**
 * Connections are pooled. RFC 5321 4.5.3.2 would wait 10 min after the final dot; ours may not outlast the minute
 * that an activity keeps for its last send, and a lost answer is recorded as unclear.
 */
const DEFAULTS = {
  pool: true,
  maxConnections: 5,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 25_000,
};
