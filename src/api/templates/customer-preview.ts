/** How the e-mail to a customer looks, with an event or with the sample of its type. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CustomerEvent } from '../../channels/rendering/customer-values.js';
import { templateHints } from '../../channels/rendering/template-check.js';
import { customerMailBy, detailsOf } from '../../core/delivery/customer-mail.js';
import { ProductNames } from '../../core/delivery/product-names.js';
import { openBody, type StoredBody } from '../../core/ingest/event-body.js';
import { activationInstructions } from '../../core/planning/event-texts.js';
import type { ActivationInstructions } from '../../domain/activation-instructions.js';
import type { EventTypeEntry } from '../../domain/catalogue/entry.js';
import { type CustomerDetails, keyOfRef, withNames } from '../../domain/customer-details.js';
import { makeReason } from '../../domain/reasons.js';
import { type Formatter, formatterFor } from '../../i18n/formatter.js';
import { reasonText } from '../../i18n/reason-text.js';
import { boxOf } from '../../platform/database/keyed-data-source.js';
import { namedStatement, runStatement } from '../../platform/database/statement.js';
import { maskedKey } from '../../sources/body-fields.js';
import { sourceKindOf } from '../../sources/index.js';
import { readSample } from '../events/samples.js';
import type { Previewed } from './preview.js';
import type { TemplatePreview } from './template.types.js';

interface PreviewRow {
  /** Null where it is no longer kept; all of them where the event is the sample. */
  body: StoredBody | null;
  sourceKind: string | null;
  sourceId: string | null;
  sealedApiKey: string | null;
  instructions: ActivationInstructions[] | null;
}

const FIND_FOR_PREVIEW = namedStatement<
  { businessId: string; eventId: string | null; productId: string | null },
  PreviewRow
>(
  'preview.customer',
  `
    SELECT i.body, s.kind AS "sourceKind", e.source_id AS "sourceId",
      CASE WHEN s.removed_at IS NULL THEN s.sealed_api_key END AS "sealedApiKey",
      ${activationInstructions('b.id', '$productId::text')} AS instructions
    FROM businesses b
    LEFT JOIN events e ON e.business_id = b.id AND e.id = $eventId::tocsin_id
    LEFT JOIN inbox i ON i.id = e.id
    LEFT JOIN sources s ON s.id = e.source_id
    WHERE b.id = $businessId::tocsin_id`,
);

interface Shown {
  event: CustomerEvent;
  details: CustomerDetails;
  instructions: ActivationInstructions[] | null;
}

@Injectable()
export class CustomerPreview {
  constructor(
    private readonly dataSource: DataSource,
    private readonly productNames: ProductNames,
  ) {}

  /** `wholeKeys`: license keys of events are not masked. */
  async of(previewed: Previewed, wholeKeys: boolean): Promise<TemplatePreview> {
    const { words, locale, business, asker } = previewed;
    const { event, details, instructions } = await this.shown(previewed);
    const key = wholeKeys ? details.licenseKey : maskedKey(details.licenseKey);
    const reasons = words ? [words.subject ?? '', words.body].flatMap(hintsOf) : [];
    const mail = customerMailBy(
      event,
      // In the language that was asked for, whatever the customer's own.
      { ...details, licenseKey: key, language: locale },
      {
        businessName: business.name,
        brand: business.brand,
        locale: business.locale,
        timeZone: business.timeZone,
        overrides: words && { [formatterFor({ locale, timeZone: 'UTC' }).locale]: words },
        instructions,
      },
      (error) => {
        const why = error instanceof Error ? error.message : String(error);
        reasons.push(makeReason('TEMPLATE_NOT_FILLED', { error: why }));
      },
    );
    if (!mail) reasons.push(makeReason('NOTHING_TO_SAY'));
    const { subject = null, html = null, text = null } = mail ?? {};
    return { subject, html, text, problems: [...new Set(reasons.map((reason) => reasonText(asker, reason)))] };
  }

  private async shown({ entry, event, business, locale }: Previewed): Promise<Shown> {
    const sample = event ? null : await customerSample(entry, formatterFor({ locale, timeZone: 'UTC' }));
    const previewed = event ?? (sample as Sample).event;
    const productId = previewed.facts.productId;
    const find = { businessId: business.id, eventId: event?.id ?? null, productId };
    const [row] = await runStatement(this.dataSource, FIND_FOR_PREVIEW, find);
    const instructions = row?.instructions ?? null;
    if (sample) return { ...sample, instructions };
    const { body: stored = null, sourceKind = null, sourceId, sealedApiKey = null } = row ?? {};
    const body = stored && event ? openBody(boxOf(this.dataSource), event.id, stored) : null;
    const source = { id: sourceId ?? '', kind: sourceKind ?? '', sealedApiKey };
    return {
      event: previewed,
      details: await this.productNames.named(detailsOf(sourceKind, body), source),
      instructions,
    };
  }
}

type Sample = Omit<Shown, 'instructions'>;

/** What it bought has a name, as nobody can be asked for one. */
async function customerSample(entry: EventTypeEntry, formatter: Formatter): Promise<Sample> {
  const sample = await readSample(entry.key);
  if (!sample) throw new Error(`${entry.key} has no sample`);
  const kind = sourceKindOf(sample.sourceKind);
  const { type, facts, occurredAt } = kind.normalise(sample.body, 'sample', new Date());
  const details = kind.customerDetails(sample.body);
  const named = [{ name: formatter.text('customerMail.sampleItem'), quantity: 1 }];
  const names = new Map(details.items.flatMap(({ ref }) => (ref ? [[keyOfRef(ref), named] as const] : [])));
  return { event: { type, facts, occurredAt: new Date(occurredAt) }, details: withNames(details, names) };
}

/** `business` is always known. */
const hintsOf = (text: string) => templateHints(text, ['business']);
