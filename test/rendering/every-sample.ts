/** Every message that the catalogue's samples make: for the team and for the customer, in every language. */
import { customerMailOf } from '../../src/channels/rendering/customer-mail.js';
import type { Action } from '../../src/channels/rendering/layout.js';
import { type Mail, mailOf } from '../../src/channels/rendering/mail.js';
import { renderTexts } from '../../src/channels/rendering/texts.js';
import type { EventTypeEntry } from '../../src/domain/catalogue/entry.js';
import { CATALOGUE } from '../../src/domain/catalogue/index.js';
import { canBeRespondedTo } from '../../src/domain/disputes/respondable.js';
import { type Formatter, formatterFor } from '../../src/i18n/formatter.js';
import { sourceKindLabel } from '../../src/i18n/labels.js';
import { MESSAGES } from '../../src/i18n/messages.js';
import { providerUrl, SOURCE_KINDS } from '../../src/sources/index.js';
import { SAMPLE_NAMES, sampleDetails, sampleEvent } from './samples.js';

export interface SampleMail extends Mail {
  /** The sample's, with its audience and language. */
  name: string;
  audience: 'TEAM' | 'CUSTOMER';
  locale: string;
}

const AROUND = { businessName: 'Nordlicht GmbH', destination: 'ana@nordlicht.example' };
const PUBLIC_URL = 'https://tocsin.example';
const LINK = `${PUBLIC_URL}/events/evt_01h455vb4pex5vsknk084sn02q`;

/** Those of the catalogue, and the other bodies of providers. */
const SAMPLES = [
  ...Object.values<EventTypeEntry>(CATALOGUE).map(({ key, sample }) => ({ key, sample })),
  ...SAMPLE_NAMES.map((sample) => ({ key: sampleEvent(sample).type, sample })),
].filter(({ key, sample }, at, all) => all.findIndex((one) => one.sample === sample && one.key === key) === at);

function mailsOf({ key, sample }: (typeof SAMPLES)[number], locale: string): SampleMail[] {
  const event = { ...sampleEvent(sample), type: key };
  const formatter = formatterFor({ locale, timeZone: 'Europe/Berlin' });
  const texts = renderTexts(event, formatter);
  const actions = actionsOf(sample, event, formatter);
  const team = mailOf(texts, { ...AROUND, formatter, link: LINK, actions });
  const customer = customerMailOf(
    { ...event, occurredAt: new Date(event.occurredAt) },
    { ...AROUND, formatter, details: sampleDetails(sample) },
  );
  const named = (audience: SampleMail['audience']) => ({ name: `${sample} as ${key}`, audience, locale });
  return [{ ...team, ...named('TEAM') }, ...(customer ? [{ ...customer, ...named('CUSTOMER') }] : [])];
}

/** As the delivery has them (src/core/delivery/outgoing.ts). */
function actionsOf(sample: string, event: ReturnType<typeof sampleEvent>, formatter: Formatter): Action[] {
  const kind = Object.values(SOURCE_KINDS).find(({ samples }) => sample.startsWith(`${samples}.`))?.kind ?? '';
  const respond = canBeRespondedTo(event.type) ? `${PUBLIC_URL}/a/token` : null;
  const label = formatter.text('message.atProvider', { provider: sourceKindLabel(formatter, kind) });
  return [
    { label: formatter.text('disputePage.link'), url: respond },
    { label, url: providerUrl(kind, event) },
    { label: formatter.text('message.openInvoice'), url: event.facts.invoiceUrl },
  ].flatMap(({ label, url }) => (url ? [{ label, url }] : []));
}

export const mailsIn = (locale: string): SampleMail[] => SAMPLES.flatMap((sample) => mailsOf(sample, locale));

export const EVERY_SAMPLE: readonly SampleMail[] = MESSAGES.locales.flatMap(mailsIn);
