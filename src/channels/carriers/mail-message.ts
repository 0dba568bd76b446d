/** An e-mail for any carrier, and the result of an attempt. */
import { PermanentFailure, type RetryLater } from '../../domain/failures.js';
import { makeReason } from '../../domain/reasons.js';
import type { ChannelReceipt } from '../channel.js';

export interface MailMessage {
  /** The id of the delivery. */
  id: string;
  from: { name: string; address: string };
  to: string;
  replyTo: string | null;
  /** One line. */
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
}

export interface Refused {
  failure: PermanentFailure | RetryLater;
  /** The fault is the carrier's own: another one may take it. */
  next: boolean;
}

export type Carried = { receipt: ChannelReceipt } | Refused;

/** @throws PermanentFailure if a header contains a line break, which would begin another header. */
export function checkMailHeaders(message: MailMessage): MailMessage {
  const { from, to, replyTo, subject, headers } = message;
  const lines = { from: `${from.name} ${from.address}`, to, 'reply-to': replyTo ?? '', subject, ...headers };
  const wrong = Object.entries(lines).find((line) => /[\r\n\0]/.test(line.join('')));
  if (wrong) throw new PermanentFailure(makeReason('MAIL_HEADER_BROKEN', { header: wrong[0] }));
  return message;
}
