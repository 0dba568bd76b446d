/** The facts of an event as one reader sees them. */
import type { FactKey, Facts } from '../../domain/facts.js';
import type { Formatter } from '../../i18n/formatter.js';
import { codeText, eventTypeName } from '../../i18n/labels.js';
import { reasonText } from '../../i18n/reason-text.js';
import { oneLine, shortened } from './one-line.js';

/** Money, dates, names and words; null where the event does not say. */
export function factValues(facts: Facts, formatter: Formatter): Record<FactKey, string | null> {
  const moment = (iso: string | null) => (iso ? formatter.moment(iso) : null);
  const name = (text: string | null) => (text && oneLine(text)) || null;
  const number = (decimal: string | null) => (decimal ? formatter.number(oneLine(decimal)) : null);
  const code = (word: string | null) => (word && codeText(formatter, oneLine(word))) || null;
  const list = (items: string[]) => (items.length > 0 ? formatter.list(items) : null);
  return {
    amount: facts.amount && facts.currency ? formatter.money(facts.amount, facts.currency) : null,
    customer: shortened(name(facts.customerName) ?? name(facts.customerEmail)),
    // Events that were stored before facts had it lack `why`.
    reason: facts.why ? oneLine(reasonText(formatter, facts.why)) : code(facts.reason),
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
    // Event types by their names; what people named stays as it is.
    about: list((facts.about ?? []).map((text) => eventTypeName(formatter, text) ?? oneLine(text))),
    since: moment(facts.since ?? null),
    atRisk: list((facts.atRisk ?? []).map(({ total, currency }) => formatter.money(total, currency))),
    // Rows of their own.
    review: null,
    timeLeft: timeLeft(facts.timeLeft ?? null, formatter),
    level: name(facts.level ?? null),
    unreachable: name(facts.unreachable ?? null),
    by: shortened(name(facts.by ?? null)),
  };
}

/** With what is to be known of it: "(estimated, already past)". */
function deadline({ respondByEstimated, respondByPast }: Facts, at: string | null, formatter: Formatter) {
  const remarks = [
    ...(respondByEstimated ? [formatter.text('message.estimated')] : []),
    ...(respondByPast ? [formatter.text('message.past')] : []),
  ];
  return at && remarks.length > 0 ? `${at} (${remarks.join(', ')})` : at;
}

function timeLeft(minutes: string | null, formatter: Formatter): string | null {
  return minutes !== null && /^\d{1,7}$/.test(minutes) ? formatter.duration(Number(minutes)) : null;
}
