/** What was claimed, made ready to be sent: who gets it, in which words, in the name of whom. */
import type { SecretBox } from '../src/access/secret-box.js';
import { customerMailOf } from '../src/content/customer-mail.js';
import { digestMailOf } from '../src/content/digest-mail.js';
import type { Mail } from '../src/content/mail.js';
import type { BrandChoices } from '../src/domain/brand.js';
import { type CustomerDetails, NO_DETAILS } from '../src/domain/customer-details.js';
import type { Digest } from '../src/domain/digest.js';
import type { Facts } from '../src/domain/facts.js';
import { holding, type KeptSecret } from '../src/domain/rotation.js';
import { SOURCE_KINDS } from '../src/ingest/sources/index.js';
import type { OutgoingDelivery } from './channels/channel.js';
import { type Overrides, worded } from './worded.js';

/** One row of `CLAIM`. */
export interface Claimed {
  id: string;
  businessId: string;
  audience: 'TEAM' | 'CUSTOMER';
  /** Null for customers, who have none. */
  destinationId: string | null;
  tries: number;
  interruptedAt: Date | null;
  eventId: string;
  type: string;
  facts: Facts;
  test: boolean;
  occurredAt: Date;
  /** Null where nobody needs it, or where it is no longer kept. */
  body: Buffer | null;
  /** Null where the source is gone. */
  sourceKind: string | null;
  label: string | null;
  address: string | null;
  /** Of an endpoint its URL, of a device its token. */
  sealedTo: string | null;
  sealedHeaders: string | null;
  /** Null for customers. */
  sealedSecrets: KeptSecret[] | null;
  transformation: string | null;
  reachable: boolean;
  locale: string;
  timeZone: string;
  businessName: string;
  brand: BrandChoices;
  /** Null where the business wrote none for this event type and channel. */
  overrides: Overrides | null;
  recordedAt: Date;
  dueAt: Date | null;
  digest: Digest | null;
}

export interface OutgoingParts {
  box: SecretBox;
  publicUrl: string;
}

/** `digest`: an e-mail that is ready. Null: there is nothing to tell this customer (any more). */
export function outgoing(parts: OutgoingParts, row: Claimed, digest?: Mail): OutgoingDelivery | null {
  const mail = row.audience === 'CUSTOMER' ? customerMail(row) : digest;
  if (mail === null) return null;
  const context = `destinations ${row.destinationId}`;
  const reader = { locale: row.locale, timeZone: row.timeZone };
  const event = { id: row.eventId, type: row.type, facts: row.facts, test: row.test, body: row.body };
  return {
    id: row.id,
    to: row.address ?? (row.sealedTo ? parts.box.open(row.sealedTo, context) : ''),
    headers: row.sealedHeaders
      ? (JSON.parse(parts.box.open(row.sealedHeaders, context)) as Record<string, string>)
      : {},
    secrets: holding(row.sealedSecrets ?? [], Date.now()).map(({ sealed }) => parts.box.open(sealed, context)),
    destination: { id: row.destinationId ?? '', label: row.label ?? '', transformation: row.transformation },
    event,
    businessName: row.businessName,
    reader,
    link: `${parts.publicUrl}/events/${row.eventId}`,
    texts: worded(event, reader, row.overrides),
    brand: row.brand,
    ...(mail ? { mail } : {}),
    ...senderOf(row),
  };
}

/** Customers know the business, and not who sends for it. */
function senderOf({ audience, brand, businessName }: Claimed): { senderName?: string } {
  const senderName = brand.fromName ?? (audience === 'CUSTOMER' ? (brand.name ?? businessName) : undefined);
  return senderName ? { senderName } : {};
}

function customerMail(row: Claimed): Mail | null {
  return customerMailOf(row, {
    businessName: row.businessName,
    brand: row.brand,
    details: detailsOf(row),
    reader: { locale: row.locale, timeZone: row.timeZone },
  });
}

function detailsOf({ sourceKind, body }: Claimed): CustomerDetails {
  if (!body || !sourceKind || !Object.hasOwn(SOURCE_KINDS, sourceKind)) return NO_DETAILS;
  const json = JSON.parse(body.toString('utf8').replace(/^\uFEFF/, '')) as Record<string, unknown>;
  return SOURCE_KINDS[sourceKind as keyof typeof SOURCE_KINDS].customerDetails(json);
}

/** All of a digest as one e-mail, for the destination of the first. */
export function digestOf(claimed: readonly Claimed[], publicUrl: string, now: Date): Mail {
  const first = claimed[0] as Claimed;
  const reader = { locale: first.locale, timeZone: first.timeZone };
  return digestMailOf(
    claimed.map((row) => ({
      id: row.eventId,
      type: row.type,
      title: worded(row, reader, row.overrides).title,
      at: row.recordedAt,
    })),
    {
      businessName: first.businessName,
      brand: first.brand,
      destination: first.address ?? '',
      link: publicUrl,
      reader,
      digest: first.digest,
      dueAt: first.dueAt ?? now,
    },
  );
}
