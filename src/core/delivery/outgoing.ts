/** Prepares a claimed delivery for its channel: address, secrets, texts, sender. */
import type { Logger } from 'pino';
import type { Channel, OutgoingDelivery } from '../../channels/channel.js';
import { digestMailOf } from '../../channels/rendering/digest-mail.js';
import type { Mail } from '../../channels/rendering/mail.js';
import { stormTextsOf } from '../../channels/rendering/storm.js';
import type { EventTexts } from '../../channels/rendering/texts.js';
import { findEventType } from '../../domain/catalogue/index.js';
import { respondableUntil } from '../../domain/disputes/respondable.js';
import { holding } from '../../domain/rotation.js';
import { categoriesToEnd } from '../../domain/unsubscribing.js';
import { type Formatter, formatterFor } from '../../i18n/formatter.js';
import { sourceKindLabel } from '../../i18n/labels.js';
import { SealedLinks } from '../../platform/secrets/sealed-links.js';
import type { SecretBox } from '../../platform/secrets/secret-box.js';
import { providerUrl } from '../../sources/index.js';
import { openBody } from '../ingest/event-body.js';
import { renderEventTexts } from '../planning/event-texts.js';
import { contextOfDestination } from '../sealing/contexts.js';
import type { CarrierOf } from './circuit-breaker.js';
import type { ClaimedDelivery } from './claimed-delivery.js';

export interface OutgoingDeps {
  box: SecretBox;
  publicUrl: string;
  log: Logger;
  now: () => Date;
  /** Of one try of a chunk. */
  texts: SharedTexts;
}

/** The texts of an event for those of one chunk who read the same: made once for all of them. */
export class SharedTexts {
  private readonly made = new Map<string, EventTexts>();

  /** @param row of one channel, whose templates are those of its event type and audience */
  of(row: ClaimedDelivery, formatter: Formatter, log: Logger): EventTexts {
    const key = [row.eventId, row.audience, row.locale, row.timeZone].join(' ');
    const texts = this.made.get(key) ?? renderEventTexts(row, formatter, row.overrides, log);
    this.made.set(key, texts);
    return texts;
  }
}

/** What stands for our words about one event: an e-mail that is ready (a customer's, a digest), or the words of a message. */
export interface Gathered {
  mail?: Mail;
  /** Whose events that e-mail lists. */
  types?: readonly string[];
  texts?: EventTexts;
  link?: string;
}

export function outgoingDelivery(parts: OutgoingDeps, row: ClaimedDelivery, gathered: Gathered = {}): OutgoingDelivery {
  const context = contextOfDestination(row.destinationId ?? '');
  const formatter = formatterFor(row);
  const body = row.body && openBody(parts.box, row.eventId, row.body);
  const event = { id: row.eventId, type: row.type, facts: row.facts, test: row.test, body };
  return {
    id: row.id,
    to: deliveryAddress(parts, row),
    headers: row.sealedHeaders
      ? (JSON.parse(parts.box.open(row.sealedHeaders, context)) as Record<string, string>)
      : {},
    secrets: holding(row.sealedSecrets ?? [], parts.now().getTime()).map(({ sealed }) =>
      parts.box.open(sealed, context),
    ),
    destination: {
      id: row.destinationId ?? '',
      label: row.label ?? '',
      transformation: row.transformation,
      transformationOff: row.transformationOff ?? false,
    },
    event,
    businessName: row.businessName,
    formatter,
    link: gathered.link ?? `${parts.publicUrl}/events/${row.eventId}`,
    texts: gathered.texts ?? parts.texts.of(row, formatter, parts.log),
    brand: row.brand,
    ...(gathered.mail ? { mail: gathered.mail } : {}),
    ...actionsOf(parts, row, formatter, gathered),
    ...senderNameOf(row),
    ...unsubscribeOf(parts, row, gathered.types ?? [row.type]),
  };
}

/** E-mail address, URL, or a device's token or subscription. */
function deliveryAddress(
  { box }: Pick<OutgoingDeps, 'box'>,
  { address, sealedTo, destinationId }: ClaimedDelivery,
): string {
  return address ?? (sealedTo ? box.open(sealedTo, contextOfDestination(destinationId ?? '')) : '');
}

/** Who carries it; null for endpoints. An address that cannot be read is a failure of the delivery, not of its carrier. */
export function carriersOf(parts: Pick<OutgoingDeps, 'box'>, channel: Channel): CarrierOf {
  const known = new Map<string, string | null>();
  const read = (row: ClaimedDelivery) => {
    try {
      return channel.carrier?.(deliveryAddress(parts, row)) ?? null;
    } catch {
      return null;
    }
  };
  return (row) => {
    const carrier = known.has(row.id) ? (known.get(row.id) ?? null) : read(row);
    known.set(row.id, carrier);
    return carrier;
  };
}

/** Only people of the team have anything to unsubscribe from (email.ts says why). */
function unsubscribeOf(
  { box, publicUrl }: OutgoingDeps,
  row: ClaimedDelivery,
  types: readonly string[],
): Pick<OutgoingDelivery, 'unsubscribeUrl' | 'preferencesUrl'> {
  const { businessId, destinationId, audience, address } = row;
  if (audience !== 'TEAM' || !destinationId || address === null) return {};
  const [links, to] = [new SealedLinks(box, publicUrl), { businessId, id: destinationId }];
  const own = { preferencesUrl: links.toPreferences(to) };
  const categories = categoriesToEnd(types);
  return categories ? { ...own, unsubscribeUrl: links.toUnsubscribe(to, categories) } : own;
}

/** What the team can do at once, for one event at a time: take or answer a dispute, see the record at its provider, pass on an invoice. */
function actionsOf(
  parts: OutgoingDeps,
  row: ClaimedDelivery,
  formatter: Formatter,
  gathered: Gathered,
): Pick<OutgoingDelivery, 'actions'> {
  const alone = Object.keys(gathered).length === 0;
  if (row.audience !== 'TEAM' || !alone) return {};
  const { sourceKind, facts } = row;
  const actions = [
    [formatter.text('disputePage.link'), responseUrl(parts, row)],
    [
      formatter.text('message.atProvider', { provider: sourceKindLabel(formatter, sourceKind ?? '') }),
      providerUrl(sourceKind, row),
    ],
    [formatter.text('message.openInvoice'), findEventType(row.type)?.linksInvoice ? facts.invoiceUrl : null],
  ] as const;
  return { actions: actions.flatMap(([label, url]) => (url ? [{ label, url }] : [])) };
}

function responseUrl({ box, publicUrl }: OutgoingDeps, row: ClaimedDelivery): string | null {
  const carrier = { businessId: row.businessId, deliveryId: row.id };
  return new SealedLinks(box, publicUrl).toRespond(carrier, respondableUntil(row));
}

/** Customers know the business, not Tocsin. */
function senderNameOf({ audience, brand, businessName }: ClaimedDelivery): { senderName?: string } {
  const senderName = brand.fromName ?? (audience === 'CUSTOMER' ? (brand.name ?? businessName) : undefined);
  return senderName ? { senderName } : {};
}

/** All of a digest as one e-mail, for the destination of the first. */
export function outgoingDigest(
  { box, publicUrl, log }: OutgoingDeps,
  claimed: readonly ClaimedDelivery[],
  now: Date,
): Mail {
  const first = claimed[0] as ClaimedDelivery;
  const formatter = formatterFor(first);
  const { businessId, destinationId } = first;
  return digestMailOf(
    claimed.map((row) => ({
      id: row.eventId,
      type: row.type,
      title: renderEventTexts(row, formatter, row.overrides, log).title,
      at: row.recordedAt,
    })),
    {
      businessName: first.businessName,
      brand: first.brand,
      destination: first.address ?? '',
      link: publicUrl,
      formatter,
      ...(destinationId
        ? { preferencesUrl: new SealedLinks(box, publicUrl).toPreferences({ businessId, id: destinationId }) }
        : {}),
      digest: first.digest,
      dueAt: first.dueAt ?? now,
    },
  );
}

/** All that a storm gathered for one chat as one message. */
export function stormOf({ publicUrl, log }: OutgoingDeps, claimed: readonly ClaimedDelivery[]): Gathered {
  const formatter = formatterFor(claimed[0] as ClaimedDelivery);
  const items = claimed.map((row) => {
    const { title, severity, eventTypeName } = renderEventTexts(row, formatter, row.overrides, log);
    return { title, severity, name: eventTypeName };
  });
  return { texts: stormTextsOf(items, formatter), link: `${publicUrl}/events` };
}
