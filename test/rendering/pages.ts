/** One e-mail of each kind, with the longest things that stand in one: for those who look at them in a browser. */
import { customerMailOf } from '../../src/channels/rendering/customer-mail.js';
import { digestMailOf } from '../../src/channels/rendering/digest-mail.js';
import { mailOf } from '../../src/channels/rendering/mail.js';
import { renderTexts } from '../../src/channels/rendering/texts.js';
import type { BrandChoices } from '../../src/domain/brand.js';
import { formatterFor } from '../../src/i18n/formatter.js';

import { sampleDetails, sampleEvent } from './samples.js';

const AROUND = {
  businessName: 'Nordlicht GmbH',
  destination: 'ana.elisabeth.maximiliane@buchhaltung.nordlicht.example',
};
const LINK = 'https://tocsin.example/events/evt_01h455vb4pex5vsknk084sn02q';
const LONG = 'Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle';
// A picture in the address, so that nothing is fetched.
const LOGO =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 width=%22900%22 height=%2272%22%3E%3Crect width=%22900%22 height=%2272%22 fill=%22%231b4dd8%22/%3E%3C/svg%3E';

function teamMail(sample: string, locale: string, brand: BrandChoices = {}, long = false): string {
  const event = sampleEvent(sample);
  const facts = long ? { ...event.facts, customerName: LONG, reason: `${LONG} ${LONG}` } : event.facts;
  const formatter = formatterFor({ locale, timeZone: 'Europe/Berlin' });
  const texts = renderTexts({ ...event, facts }, formatter);
  return mailOf(texts, { ...AROUND, formatter, brand, link: LINK }).html;
}

function customerMail(sample: string, brand: BrandChoices): string {
  const event = sampleEvent(sample);
  const context = {
    ...AROUND,
    brand,
    details: sampleDetails(sample),
    formatter: formatterFor({ locale: 'fr', timeZone: 'Europe/Paris' }),
  };
  return customerMailOf({ ...event, occurredAt: new Date(event.occurredAt) }, context)?.html ?? '';
}

function digest(): string {
  const titles = ['payment.succeeded', 'refund.succeeded', 'subscription.active', 'payout.created'].map((type) => {
    const { title } = renderTexts(sampleEvent(`dodo.${type}`), formatterFor({ locale: 'de', timeZone: 'UTC' }));
    return { id: `evt_${type}`, type, title, at: new Date('2026-11-04T09:12:00Z') };
  });
  return digestMailOf([...titles, ...titles, { ...titles[0], title: LONG } as (typeof titles)[0]], {
    ...AROUND,
    brand: { color: '#ffdd00' },
    link: 'https://tocsin.example',
    formatter: formatterFor({ locale: 'de', timeZone: 'Europe/Berlin' }),
    digest: { every: 'HOURLY', at: null },
    dueAt: new Date('2026-11-04T10:00:00Z'),
  }).html;
}

export const PAGES: Record<string, string> = {
  'critical, in English': teamMail('dodo.dispute.opened', 'en'),
  'a warning in German, with words too long for a line': teamMail('dodo.payment.failed', 'de', {}, true),
  'information in Chinese, with a wide logo and a light colour': teamMail('dodo.payment.succeeded', 'zh', {
    logoUrl: LOGO,
    color: '#ffdd00',
  }),
  'a digest': digest(),
  'a receipt': customerMail('dodo.payment.succeeded', { color: '#1b4dd8' }),
  'a license key': customerMail('dodo.license_key.created', { color: '#1b4dd8', name: LONG }),
};
