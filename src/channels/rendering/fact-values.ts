/** The facts of an event as one reader sees them. */
import type { FactKey, Facts, Period } from '../../domain/facts.js';
import { NO_CURRENCY } from '../../domain/money.js';
import type { Formatter } from '../../i18n/formatter.js';
import { actorName, codeText, eventTypeName, joined, remarked } from '../../i18n/labels.js';
import { reasonText } from '../../i18n/reason-text.js';
import { isolated, oneLine, shortened } from './one-line.js';

/** Money, dates, names and words; null where the event does not say. */
export function factValues(facts: Facts, formatter: Formatter): Record<FactKey, string | null> {
  const moment = (iso: string | null) => (iso ? formatter.moment(iso) : null);
  const name = (text: string | null | undefined) => (text && oneLine(text)) || null;
  const person = (text: string | null | undefined) => named(name(text));
  const number = (decimal: string | null) => (decimal ? formatter.number(oneLine(decimal)) : null);
  const code = (word: string | null) => (word && codeText(formatter, oneLine(word))) || null;
  const amount = facts.amount && facts.currency ? formatter.money(facts.amount, facts.currency) : null;
  return {
    amount,
    price: amount && price(amount, facts.period ?? null, formatter),
    customer: person(name(facts.customerName) ?? facts.customerEmail),
    email: name(facts.customerEmail),
    reason: reasonValue(facts, formatter),
    invoice: name(facts.invoiceNumber),
    attempt: attempt(facts.attempt ?? null, formatter),
    lastAttempt: facts.lastAttempt ? formatter.text('message.lastAttempt') : null,
    account: name(facts.account),
    payment: name(facts.paymentId),
    subscription: name(facts.subscriptionId),
    refund: name(facts.refundId),
    dispute: name(facts.disputeId),
    payout: name(facts.payoutId),
    product: name(facts.productId),
    method: code(facts.method),
    status: code(facts.status),
    stage: code(facts.stage),
    respondBy: deadline(facts, moment(facts.respondBy), formatter),
    nextAt: moment(facts.nextAt),
    endsAt: moment(facts.endsAt),
    credits: number(facts.credits),
    balance: number(facts.balance),
    licenseKey: name(facts.licenseKey),
    integration: code(facts.integration),
    ...noticeValues(facts, formatter),
    by: person(facts.by && actorName(formatter, facts.by, 'name')),
  };
}

/** Event types and channels by their names; what people named stays as it is. */
const nameOfSubject = (text: string, formatter: Formatter) =>
  eventTypeName(formatter, text) ?? formatter.find(`channel.${text}.label`) ?? isolated(oneLine(text));

/** Of our own notices and of reminders. */
function noticeValues(facts: Facts, formatter: Formatter) {
  const name = (text: string | null) => (text && oneLine(text)) || null;
  const list = (items: string[]) => (items.length > 0 ? formatter.list(items) : null);
  return {
    about: list((facts.about ?? []).map((text) => nameOfSubject(text, formatter))),
    since: facts.since ? formatter.moment(facts.since) : null,
    atRisk: list(
      (facts.atRisk ?? []).flatMap(({ total, currency }) =>
        currency === NO_CURRENCY ? [] : formatter.money(total, currency),
      ),
    ),
    // Rows of their own.
    review: null,
    timeLeft: timeLeft(facts.timeLeft ?? null, formatter),
    level: name(facts.level ?? null),
    unreachable: name(facts.unreachable ?? null),
  };
}

/** In our words where we have some, else in the provider's, as a quotation. Events that were stored earlier lack `why` and code. */
function reasonValue({ why, reasonCode, reason }: Facts, formatter: Formatter): string | null {
  if (why) return oneLine(reasonText(formatter, why));
  const wording = reasonCode && formatter.find(`reasonCode.${reasonCode}`);
  const text = reason && codeText(formatter, oneLine(reason));
  return wording || (text ? formatter.text('message.quotation', { text: isolated(text) }) : null);
}

/** As sentences have it: not too long, and set apart. */
const named = (text: string | null) => text && isolated(shortened(text));

/** An amount that is due once in each period. */
function price(amount: string, period: Period | null, formatter: Formatter): string {
  if (!period) return formatter.text('message.pricePerPeriod', { price: amount });
  return formatter.text(`customerMail.price.${period.unit}`, { price: amount, count: period.count });
}

/** "4th try"; `digits` from 1. */
function attempt(digits: string | null, formatter: Formatter): string | null {
  return digits && /^[1-9]\d{0,5}$/.test(digits)
    ? formatter.text('message.attempt', { attempt: Number(digits) })
    : null;
}

/** With what is to be known of it: "(estimated, already past)". */
function deadline({ respondByEstimated, respondByPast }: Facts, at: string | null, formatter: Formatter) {
  const remarks = [
    ...(respondByEstimated ? [formatter.text('message.estimated')] : []),
    ...(respondByPast ? [formatter.text('message.past')] : []),
  ];
  return at && remarks.length > 0 ? remarked(formatter, at, joined(formatter, remarks)) : at;
}

function timeLeft(minutes: string | null, formatter: Formatter): string | null {
  return minutes !== null && /^\d{1,7}$/.test(minutes) ? formatter.duration(Number(minutes)) : null;
}
