/** How a template looks to a reader, with an event or with the sample of its type. */
import { mailOf } from '../../channels/rendering/mail.js';
import { pushNoteOf } from '../../channels/rendering/push.js';
import { slackMessageOf } from '../../channels/rendering/slack.js';
import { templateHints } from '../../channels/rendering/template-check.js';
import {
  type EventTexts,
  type EventToRender,
  type Override,
  renderTextsBy,
  wholeBody,
} from '../../channels/rendering/texts.js';
import type { Business } from '../../core/access/business.entity.js';
import type { Event } from '../../core/ingest/event.entity.js';
import type { EventTypeEntry } from '../../domain/catalogue/entry.js';
import { makeReason } from '../../domain/reasons.js';
import { type Formatter, formatterFor } from '../../i18n/formatter.js';
import { reasonText } from '../../i18n/reason-text.js';
import type { PublicUrl } from '../../platform/public-url.js';
import { sourceKindOf } from '../../sources/index.js';
import { readSample } from '../events/samples.js';
import type { TemplatePreview } from './template.types.js';

export interface Previewed {
  entry: EventTypeEntry;
  channel: string;
  locale: string;
  /** Free of faults; null: ours. */
  words: Override | null;
  /** Null: the sample. */
  event: Event | null;
  business: Business;
  /** Who asks, and reads the problems; the words are for readers of `locale`. */
  asker: Formatter;
}

export async function previewOf(previewed: Previewed, publicUrl: PublicUrl): Promise<TemplatePreview> {
  const { entry, locale, words, business, asker } = previewed;
  const event = previewed.event ?? { id: SAMPLE_ID, ...(await teamSample(entry)) };
  const reasons = words ? [words.subject ?? '', words.body].flatMap((text) => templateHints(text)) : [];
  const formatter = formatterFor({ locale, timeZone: business.timeZone });
  const texts = renderTextsBy(words, event, formatter, (error) =>
    reasons.push(makeReason('TEMPLATE_NOT_FILLED', { error: error instanceof Error ? error.message : String(error) })),
  );
  const link = publicUrl.ofEvent(event.id);
  return {
    ...renderedPreview(previewed, formatter, texts, { ...event, link }),
    problems: [...new Set(reasons.map((reason) => reasonText(asker, reason)))],
  };
}

const SAMPLE_ID = 'sample';

async function teamSample(entry: EventTypeEntry): Promise<EventToRender> {
  const sample = await readSample(entry.key);
  if (!sample) throw new Error(`${entry.key} has no sample`);
  const { facts } = sourceKindOf(sample.sourceKind).normalise(sample.body, SAMPLE_ID, new Date());
  return { type: entry.key, facts, test: false };
}

function renderedPreview(
  { channel, business }: Previewed,
  formatter: Formatter,
  texts: EventTexts,
  event: EventToRender & { id: string; link: string },
): Omit<TemplatePreview, 'problems'> {
  const { brand, name: businessName } = business;
  const { link } = event;
  switch (channel) {
    case 'EMAIL':
      return mailOf(texts, { formatter, businessName, brand, link, destination: 'reader@company.com' });
    case 'SLACK': {
      const message = slackMessageOf(texts, { formatter, businessName, link, deliveryId: SAMPLE_ID });
      return { subject: null, html: null, text: [message.text, message.attachments[0]?.text].join('\n') };
    }
    case 'PUSH': {
      const note = pushNoteOf({ id: SAMPLE_ID, event, texts, link });
      return { subject: note.title, html: null, text: note.body };
    }
    default:
      return { subject: texts.title, html: null, text: wholeBody(texts) };
  }
}
