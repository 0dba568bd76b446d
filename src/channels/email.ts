/**
 * E-mail, by the first carrier that accepts it. If one refuses for a reason of its own (down, busy, our login), the next one
 * is tried in the same attempt; a refusal of the address or of the mail would be the same there. After a lost response no
 * other carrier is tried: the mail may be on its way. A second send has the same Message-ID, which many clients collapse.
 */
import { type CarrierName, type EarlierRefusal, PermanentFailure, RetryLater } from '../domain/failures.js';
import { makeReason } from '../domain/reasons.js';
import type { MailCarrier } from '../platform/outbound/mail-access.js';
import { type Carried, checkMailHeaders, type MailMessage, type Refused } from './carriers/mail-message.js';
import { senderOf } from './carriers/sender.js';
import { carryAllBySendGrid, carryBySendGrid } from './carriers/sendgrid.js';
import { carryBySmtp } from './carriers/smtp.js';
import type { Channel, ChannelContext, ChannelReceipt, OutgoingDelivery } from './channel.js';
import { mailOf } from './rendering/mail.js';
import { composedLine } from './rendering/one-line.js';

export const email = {
  channel: 'EMAIL',
  personal: true,
  rings: true,
  fields: [{ key: 'address', type: 'TEXT', required: true, secret: false, pattern: '^[^@\\s]+@[^@\\s]+$' }],
  retry: 'repeatable',
  // One breaker for all carriers of e-mail together: while one of them works, mails go out.
  carrier: () => 'EMAIL',
  parallel: 5,
  send,
  batchSend: { possible: ({ mail }) => mail?.carriers[0]?.carrierName === 'sendgrid', send: sendTogether },
} as const satisfies Channel;

/** How long a carrier is not tried after a refusal of its own; longer if somebody must repair our login. */
const [REST_MS, LONG_REST_MS] = [30_000, 5 * 60_000];

async function send(delivery: OutgoingDelivery, context: ChannelContext): Promise<ChannelReceipt> {
  return sendMail(mailMessage(delivery), context, delivery.senderName);
}

/** What carriers need of the context. */
export type MailContext = Pick<ChannelContext, 'mail' | 'signal' | 'now'>;

/** @throws PermanentFailure, RetryLater. */
export async function sendMail(
  mail: Omit<MailMessage, 'from'>,
  context: MailContext,
  senderName?: string,
): Promise<ChannelReceipt> {
  if (!context.mail) throw new PermanentFailure(makeReason('MAIL_NOT_SET_UP'));
  const { from, carriers } = context.mail;
  const message = checkMailHeaders({ ...mail, from: senderOf(from, senderName) });
  const refusals: Refusal[] = [];
  for (const carrier of carriers) {
    const { carrierName } = carrier;
    const startedAt = context.now().getTime();
    const carried = restOf(carrier, carriers, context.now()) ?? (await carry(carrier, message, context));
    if ('receipt' in carried) return { ...carried.receipt, carrierName, ...earlierOf(refusals) };
    refusals.push({ ...carried, carrierName, durationMs: context.now().getTime() - startedAt });
    // A worker that stops tries no other carrier.
    if (!carried.next || context.signal.aborted) break;
  }
  throw lastWord(refusals);
}

type Refusal = Refused & { carrierName: CarrierName; durationMs: number };

async function carry(carrier: MailCarrier, message: MailMessage, { signal, now }: MailContext): Promise<Carried> {
  const carried =
    carrier.carrierName === 'smtp'
      ? await carryBySmtp(carrier, message, signal)
      : await carryBySendGrid(carrier, message, signal);
  if ('failure' in carried && !signal.aborted) sendToRest(carrier, carried, now());
  return carried;
}

function sendToRest(carrier: MailCarrier, { failure, next }: Refused, now: Date): void {
  if (!next || failure instanceof PermanentFailure) return;
  const login = failure.details.channel === 'paused';
  const ms = login ? LONG_REST_MS : Math.max(REST_MS, failure.afterMs ?? 0);
  carrier.rest = { until: now.getTime() + ms, login, why: failure.reason };
}

/** Where it rests and another one can be asked, or nobody need be: with a login that it has just refused. */
function restOf({ rest }: MailCarrier, carriers: readonly MailCarrier[], now: Date): Refused | null {
  const leftMs = rest ? rest.until - now.getTime() : 0;
  if (!rest || leftMs <= 0 || !(rest.login || carriers.length > 1)) return null;
  const details = rest.login ? { channel: 'paused' as const } : { ours: true as const };
  return { failure: new RetryLater(makeReason('CARRIER_LEFT_ALONE', { why: rest.why }), leftMs, details), next: true };
}

/** The failure to report: as long as one carrier may accept it later, the delivery is retried. */
function lastWord(refusals: readonly Refusal[]): Error {
  const last = refusals.at(-1) as Refusal;
  const final = last.next ? (refusals.findLast(({ failure }) => failure instanceof RetryLater) ?? last) : last;
  const { failure, carrierName } = final;
  const { ours: _, ...rest } = failure.details;
  const details = {
    ...rest,
    carrierName,
    ...earlierOf(refusals.filter((refusal) => refusal !== final)),
    ...oursOf(refusals),
  };
  return failure instanceof RetryLater
    ? new RetryLater(failure.reason, failure.afterMs, details)
    : new PermanentFailure(failure.reason, details);
}

/** No carrier was asked at all. */
const oursOf = (refusals: readonly Refusal[]) =>
  refusals.every(({ failure }) => failure.details.ours) ? { ours: true as const } : {};

function earlierOf(refusals: readonly Refusal[]): { earlier?: readonly EarlierRefusal[] } {
  if (refusals.length === 0) return {};
  const earlier = refusals.map(({ failure: { reason, details }, carrierName, durationMs }) => ({
    reason,
    carrierName,
    statusCode: details.statusCode ?? null,
    durationMs,
    paused: details.channel === 'paused',
  }));
  return { earlier };
}

/** What became of all of them; null: they have to go one by one, since the fault may be one address, or another carrier takes them. */
async function sendTogether(
  deliveries: readonly OutgoingDelivery[],
  { mail, signal, now }: ChannelContext,
): Promise<ChannelReceipt | Error | null> {
  const [carrier, ...others] = mail?.carriers ?? [];
  if (!mail || carrier?.carrierName !== 'sendgrid' || restOf(carrier, mail.carriers, now())) return null;
  const place = addressPlaceholder(deliveries);
  const messages = deliveries.map((one) => ({ ...mailMessage(one, place), from: senderOf(mail.from, one.senderName) }));
  const carried = await carryAllBySendGrid(carrier, messages, place, signal);
  if (!carried) return null;
  if ('receipt' in carried) return { ...carried.receipt, carrierName: 'sendgrid' };
  const { failure, next } = carried;
  // They may have arrived: sent one by one, they would arrive twice.
  if (failure.details.maybeDelivered || signal.aborted) return failure;
  sendToRest(carrier, carried, now());
  return next && others.length === 0 ? failure : null;
}

/** A random placeholder for the address, so that no text of others can contain it. */
const addressPlaceholder = (deliveries: readonly OutgoingDelivery[]) => `{{to_${deliveries[0]?.id}}}`;

/** `named`: what the mail calls its reader's address; the address itself, where it goes to nobody else. */
function mailMessage(delivery: OutgoingDelivery, named = delivery.to): Omit<MailMessage, 'from'> {
  const { formatter, businessName, brand, link, actions, unsubscribeUrl, preferencesUrl } = delivery;
  const context = { formatter, businessName, brand, destination: named, link, actions, preferencesUrl };
  const mail = delivery.mail ?? mailOf(delivery.texts, context);
  return {
    id: delivery.id,
    to: delivery.to,
    replyTo: brand?.replyTo ?? null,
    subject: composedLine(mail.subject),
    html: mail.html,
    text: mail.text,
    headers: {
      'Message-ID': `<${delivery.id}@tocsin>`,
      // Prevents out-of-office replies (RFC 3834).
      'Auto-Submitted': 'auto-generated',
      'X-Tocsin-Event': delivery.event.id,
      // Only in mails that are not critical, and never in a customer's: receipts and the like are no subscription mail
      // (RFC 8058; Google's sender guidelines).
      ...(unsubscribeUrl
        ? { 'List-Unsubscribe': `<${unsubscribeUrl}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
        : {}),
    },
  };
}
