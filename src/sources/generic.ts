/** Any producer that signs with Standard Webhooks and sends `{type, timestamp?, data}`; its `type` is taken as it is. */
import { findEventType } from '../domain/catalogue/index.js';
import { type CustomerDetails, NO_DETAILS } from '../domain/customer-details.js';
import { type DisputeBody, type FactStatus, NO_DISPUTE_BODY, statusOfType } from '../domain/disputes/dispute-facts.js';
import { type Facts, NO_FACTS, type NormalisedEvent, unreadableEvent, withPast } from '../domain/facts.js';
import { isOwn } from '../domain/notice.js';
import {
  checkStandardSecret,
  newStandardSecret,
  signStandardWebhook,
  standardId,
  verifyStandardWebhook,
} from '../platform/signatures/standard-webhooks.js';
import * as read from './body-fields.js';
import * as details from './customer-details.js';
import { renewStandardSample } from './samples.js';
import type { SourceKindEntry } from './source-kind.js';

function normalise(body: read.Json, _externalId: string, receivedAt: Date): NormalisedEvent {
  const type = typeOf(body);
  const occurredAt = read.occurrence(body, 'timestamp', receivedAt);
  const data = read.object(body, 'data');
  // Only of types that we put into words: any other may well have no data. An empty object says little, and is one.
  if (findEventType(type) && !read.isObject(body.data)) return unreadableEvent(type, occurredAt, 'NO_OBJECT');
  const facts = genericFacts(data, type);
  const [noun] = type.split('.');
  return {
    type,
    occurredAt,
    // A dispute without an id of its own goes by its payment: without one it would have no reminders.
    entityId: read.id(data, `${noun}_id`, 'id', ...(noun === 'dispute' ? ['payment_id'] : [])),
    test: false,
    facts: withPast(facts, receivedAt),
    collapse: null,
  };
}

/** One that we put into words however it is written: `Dispute.Opened`. */
function typeOf(body: read.Json): string {
  const named = read.eventType(body);
  const type = named.toLowerCase();
  return findEventType(type) && !isOwn(type) ? type : named;
}

/** By its name, in its object, or as what an event about one is about. */
const licenseKeyOf = (data: read.Json, type: string) =>
  details.licenseKey(
    data,
    ...['license_key', 'license_key.key', 'license.key'],
    ...(type.startsWith('license_key.') ? ['key'] : []),
  );

/** The keys of `data` that we know; `id` is the id of what the first word of the type names. */
function genericFacts(data: read.Json, type: string): Facts {
  const own = (noun: string) => read.id(data, `${noun}_id`, ...(type.startsWith(`${noun}.`) ? ['id'] : []));
  return {
    ...NO_FACTS,
    ...read.money(read.integer(data, 'amount'), read.text(data, 'currency')),
    customerId: read.id(data, 'customer.id', 'customer_id'),
    customerName: read.name(data, 'customer.name', 'customer_name'),
    customerEmail: read.email(data, 'customer.email', 'customer_email'),
    reason: read.text(data, 'reason'),
    paymentId: own('payment'),
    subscriptionId: own('subscription'),
    invoiceNumber: read.id(data, 'invoice_number'),
    invoiceUrl: read.webUrl(data, 'invoice_url'),
    account: read.id(data, 'account'),
    refundId: own('refund'),
    disputeId: own('dispute'),
    payoutId: own('payout'),
    productId: own('product'),
    method: read.text(data, 'method'),
    status: read.text(data, 'status'),
    stage: genericStage(data),
    respondBy: read.dueMoment(data, 'respond_by'),
    nextAt: read.instant(data, 'next_at'),
    endsAt: read.instant(data, 'ends_at'),
    credits: read.decimal(data, 'credits'),
    balance: read.decimal(data, 'balance'),
    licenseKey: read.maskedKey(licenseKeyOf(data, type)),
    integration: read.text(data, 'integration'),
    dispute: type.startsWith('dispute.') ? genericDisputeBody(type, data) : null,
  };
}

function genericDisputeBody(type: string, data: read.Json): DisputeBody {
  const dueAt = read.dueMoment(data, 'respond_by');
  return {
    ...NO_DISPUTE_BODY,
    status: genericDisputeStatus(type, data),
    stage: genericStage(data),
    createdAt: read.instant(data, 'created_at'),
    due: dueAt === null ? 'UNSTATED' : 'STATED',
    dueAt,
    quietType: statusOfType(type) === 'OTHER' ? type : null,
  };
}

/** One stage however it is written. */
const genericStage = (data: read.Json) => read.text(data, 'stage')?.toLowerCase() ?? null;

/** An end is named by the type; an opening or an update may say by its status that it has ended since. */
function genericDisputeStatus(type: string, data: read.Json): FactStatus {
  const named = statusOfType(type);
  if (named !== 'OTHER' && named !== 'OPEN') return named;
  const said = statusOfType(`dispute.${read.text(data, 'status')?.toLowerCase()}`);
  return said === 'OTHER' ? named : said;
}

function customerDetails(body: read.Json): CustomerDetails {
  const data = read.object(body, 'data');
  const name = read.text(data, 'product_name');
  return {
    ...NO_DETAILS,
    language: details.language(data, 'customer.locale', 'customer.language'),
    items: name ? [{ name, ref: null, quantity: 1 }] : [],
    tax: details.minorUnits(data, 'tax'),
    invoiceNumber: read.id(data, 'invoice_number'),
    invoiceUrl: read.webUrl(data, 'invoice_url'),
    licenseKey: licenseKeyOf(data, typeOf(body)),
  };
}

export const generic = {
  kind: 'GENERIC',
  newSecret: newStandardSecret,
  checkSecret: checkStandardSecret,
  verify: (request, secrets, now) => verifyStandardWebhook(request, secrets, now, 'GENERIC'),
  externalId: (request) => read.asId(standardId(request)),
  normalise,
  customerDetails,
  sign: signStandardWebhook,
  samples: 'generic',
  objectPath: 'data',
  // It is what no other kind recognises.
  recognises: () => false,
  renewSample: renewStandardSample,
} as const satisfies SourceKindEntry;
