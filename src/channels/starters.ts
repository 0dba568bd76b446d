/**
 * Code to begin with, for endpoints with a transformation: it runs in the merchant's sandbox (QuickJS), where `money()` knows
 * how many decimals a currency has and `mask()` hides all but the end. It reads Dodo's, Stripe's and plain bodies.
 */
import { CATALOGUE, typesInCategories } from '../domain/catalogue/index.js';
import type { MessageKey } from '../i18n/messages.js';

/** A transformation to start from. */
export interface Starter {
  /** Of its name. */
  label: MessageKey;
  /** JavaScript with `function handler(webhook)`. */
  code: string;
  /** What it is made for. */
  eventTypes: readonly string[];
}

/** Reads a body whoever sent it. Every starter ends with it, so that a copy of one stands on its own. */
const READING = `
// Stripe keeps the object one level deeper than Dodo does.
function dataOf(payload) {
  return (payload.data && payload.data.object) || payload.data || {};
}

// One name for one fact: what is "charge.dispute.created" at Stripe is "dispute.opened" elsewhere.
function typeOf(webhook) {
  const atStripe = {
    'payment_intent.succeeded': 'payment.succeeded',
    'payment_intent.payment_failed': 'payment.failed',
    'invoice.payment_failed': 'payment.failed',
    'charge.refunded': 'refund.succeeded',
    'charge.dispute.created': 'dispute.opened',
    'radar.early_fraud_warning.created': 'fraud_warning.created',
    'customer.subscription.deleted': 'subscription.cancelled',
    'payout.paid': 'payout.success',
    'payout.canceled': 'payout.cancelled',
    'payout.reconciliation_completed': 'payout.reconciled',
  };
  const type = webhook.eventType;
  const status = dataOf(webhook.payload).status;
  if (type === 'charge.dispute.closed') return status === 'won' || status === 'lost' ? 'dispute.' + status : 'dispute.closed';
  return Object.keys(atStripe).includes(type) ? atStripe[type] : type.replace(/^(charge|customer)\\./, '');
}

// Amounts are integers in the smallest unit: money() knows that yen have no decimals and dinars have three.
function amountOf(data) {
  const units = [data.total_amount, data.recurring_pre_tax_amount, data.amount_due, data.amount].find(
    (value) => value !== undefined && value !== null,
  );
  return units === undefined || !data.currency ? null : money(units, String(data.currency).toUpperCase());
}

// A name where there is one; of an address only its end.
function customerOf(data) {
  const customer = data.customer || {};
  const email = customer.email || data.customer_email;
  return customer.name || data.customer_name || (email ? mask(email, 12) : null);
}

function secondsOf(payload) {
  return payload.created || Math.floor(new Date(payload.timestamp || Date.now()).getTime() / 1000);
}
`;

/** What Slack needs besides: its three special characters escaped, and fields without a value left out. */
const SLACK_READING = `${READING}
function field(title, value, wide) {
  if (value === undefined || value === null || value === '') return [];
  const text = String(value).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return [{ title: title, value: text, short: !wide }];
}
`;

const slackPayments = `// One line per payment.
function handler(webhook) {
  const titles = {
    'payment.succeeded': '✅ Payment received',
    'payment.failed': '❌ Payment failed',
    'payment.processing': '⏳ Payment in progress',
    'payment.cancelled': '🚫 Payment cancelled',
    'abandoned_checkout.detected': '🛒 Checkout left',
    'abandoned_checkout.recovered': '🛒 Checkout recovered',
  };
  const title = titles[typeOf(webhook)];
  if (!title) {
    webhook.cancel = true; // not a payment: nothing is sent
    return webhook;
  }
  const data = dataOf(webhook.payload);
  const problem = data.error_message || (data.last_payment_error && data.last_payment_error.message);
  const facts = []
    .concat(field('Amount', amountOf(data)))
    .concat(field('Customer', customerOf(data)))
    .concat(field('Payment', data.payment_id || data.id))
    .concat(field('Reason', problem || data.abandonment_reason, true))
    .map((one) => one.title + ': ' + one.value);
  webhook.payload = { text: [title].concat(facts).join('\\n') };
  return webhook;
}
${SLACK_READING}`;

const slackSubscriptions = `// One card per change of a subscription.
function handler(webhook) {
  const noun = typeOf(webhook).split('.')[0];
  if (noun !== 'subscription' && noun !== 'dunning') {
    webhook.cancel = true; // not a subscription: nothing is sent
    return webhook;
  }
  const data = dataOf(webhook.payload);
  const bad = ['cancelled', 'failed', 'expired', 'on_hold', 'past_due', 'started'];
  const change = typeOf(webhook).split('.')[1];
  webhook.payload = {
    attachments: [
      {
        color: bad.includes(change) ? 'warning' : 'good',
        title: (noun === 'dunning' ? 'Recovery ' : 'Subscription ') + change.replace(/_/g, ' '),
        fields: []
          .concat(field('Customer', customerOf(data)))
          .concat(field('Amount', amountOf(data)))
          .concat(field('Every', data.payment_frequency_interval))
          .concat(field('Product', data.product_id))
          .concat(field('Next billing', day(data.next_billing_date)))
          .concat(field('Subscription', data.subscription_id || data.id)),
        ts: secondsOf(webhook.payload),
      },
    ],
  };
  return webhook;
}

function day(date) {
  return date ? new Date(date).toLocaleDateString() : null;
}
${SLACK_READING}`;

const slackDisputes = `// One card per step of a dispute: the only alert with a deadline.
function handler(webhook) {
  if (!typeOf(webhook).startsWith('dispute.')) {
    webhook.cancel = true; // not a dispute: nothing is sent
    return webhook;
  }
  const data = dataOf(webhook.payload);
  const step = typeOf(webhook).split('.')[1];
  const colors = { opened: 'danger', lost: 'danger', expired: 'danger', won: 'good' };
  const due = data.evidence_details && data.evidence_details.due_by;
  webhook.payload = {
    attachments: [
      {
        color: colors[step] || 'warning',
        title: (step === 'opened' ? '🚨 ' : '') + 'Dispute ' + step.replace(/_/g, ' '),
        fields: []
          .concat(field('Amount', amountOf(data)))
          .concat(field('Customer', customerOf(data)))
          .concat(field('Payment', data.payment_id || data.payment_intent || data.charge))
          .concat(field('Status', data.dispute_status || data.status))
          .concat(field('Stage', data.dispute_stage))
          .concat(field('Respond by', due ? new Date(due * 1000).toLocaleString() : null))
          .concat(field('Reason', data.reason, true))
          .concat(field('Remarks', data.remarks, true)),
        ts: secondsOf(webhook.payload),
      },
    ],
  };
  return webhook;
}
${SLACK_READING}`;

const slackAll = `// One card per event, whatever its type.
function handler(webhook) {
  const data = dataOf(webhook.payload);
  const good = /succeeded|success|active|renewed|won|recovered|delivered|created$/;
  const bad = /failed|lost|expired|opened|cancelled/;
  const type = typeOf(webhook);
  const title = type.replace(/[._]/g, ' ');
  webhook.payload = {
    attachments: [
      {
        color: bad.test(type) ? 'danger' : good.test(type) ? 'good' : 'warning',
        title: title.charAt(0).toUpperCase() + title.slice(1),
        fields: []
          .concat(field('Amount', amountOf(data)))
          .concat(field('Customer', customerOf(data)))
          .concat(field('Status', data.dispute_status || data.status))
          .concat(field('Id', data.payment_id || data.subscription_id || data.payout_id || data.id))
          .concat(field('License key', data.key ? mask(data.key) : null))
          .concat(field('Reason', data.error_message || data.reason || data.remarks, true)),
        ts: secondsOf(webhook.payload),
      },
    ],
  };
  return webhook;
}
${SLACK_READING}`;

/** The one that the local run begins with, in a channel of its own. */
export const SUBSCRIPTIONS_STARTER: Starter = {
  label: 'category.SUBSCRIPTIONS',
  code: slackSubscriptions,
  eventTypes: typesInCategories('SUBSCRIPTIONS'),
};

/** For a Slack hook. */
export const SLACK_STARTERS: readonly Starter[] = [
  { label: 'category.PAYMENTS', code: slackPayments, eventTypes: typesInCategories('PAYMENTS') },
  SUBSCRIPTIONS_STARTER,
  {
    label: 'category.DISPUTES',
    code: slackDisputes,
    eventTypes: typesInCategories('DISPUTES').filter((type) => type.startsWith('dispute.')),
  },
  { label: 'starter.all', code: slackAll, eventTypes: Object.keys(CATALOGUE) },
];

const webhookFlat = `// The same few fields for every event, so that a small receiver needs no knowledge of providers.
function handler(webhook) {
  const data = dataOf(webhook.payload);
  webhook.payload = {
    type: typeOf(webhook),
    at: new Date(secondsOf(webhook.payload) * 1000).toISOString(),
    id: data.payment_id || data.subscription_id || data.dispute_id || data.payout_id || data.id || null,
    amount: amountOf(data),
    customer: customerOf(data),
    status: data.dispute_status || data.status || null,
  };
  return webhook;
}
${READING}`;

const loopsCustomer = `// An event in Loops for what customers should hear of: payments and subscriptions.
function handler(webhook) {
  const names = {
    'payment.succeeded': 'payment_confirmation',
    'payment.failed': 'payment_failed',
    'subscription.active': 'subscription_welcome',
    'subscription.cancelled': 'subscription_cancelled',
  };
  const data = dataOf(webhook.payload);
  const email = (data.customer && data.customer.email) || data.receipt_email;
  const name = names[typeOf(webhook)];
  if (!name || !email) {
    webhook.cancel = true; // not for customers, or nobody to write to: nothing is sent
    return webhook;
  }
  const properties = {
    customerName: data.customer && data.customer.name,
    amount: amountOf(data),
    paymentId: data.payment_id,
    subscriptionId: data.subscription_id,
    productId: data.product_id,
    reason: data.error_message,
    nextBilling: data.next_billing_date,
  };
  // Loops takes texts, numbers and booleans, and no null.
  for (const key of Object.keys(properties)) if (!properties[key]) delete properties[key];
  webhook.payload = { eventName: name, email: email, eventProperties: properties };
  return webhook;
}
${READING}`;

/** For a server of the merchant's own. */
export const WEBHOOK_STARTERS: readonly Starter[] = [
  { label: 'starter.flat', code: webhookFlat, eventTypes: Object.keys(CATALOGUE) },
];

/** For Loops, which mails customers. */
export const LOOPS_STARTERS: readonly Starter[] = [
  {
    label: 'web.page.customer',
    code: loopsCustomer,
    eventTypes: ['payment.succeeded', 'payment.failed', 'subscription.active', 'subscription.cancelled'],
  },
];
