/** The events that the tests of wording tell: the sample bodies through their sources, and one with every fact. */
import { readdirSync, readFileSync } from 'node:fs';
import type { EventToRender } from '../../src/channels/rendering/texts.js';
import type { CustomerDetails } from '../../src/domain/customer-details.js';
import { type Facts, NO_FACTS, type NormalisedEvent } from '../../src/domain/facts.js';
import { SOURCE_KINDS } from '../../src/sources/index.js';
import type { SourceKindEntry } from '../../src/sources/source-kind.js';

const folder = new URL('../../../src/domain/catalogue/samples/', import.meta.url);
const RECEIVED = new Date('2026-11-07T10:00:00Z');

export const SAMPLE_NAMES = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));

function readBody(name: string): { kind: SourceKindEntry; body: Record<string, unknown> } {
  const provider = name.split('.')[0];
  const kind = Object.values<SourceKindEntry>(SOURCE_KINDS).find((one) => one.samples === provider);
  if (!kind) throw new Error(`nobody sends ${name}`);
  return { kind, body: JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) };
}

/** A sample body in our words, as a live event: the samples of Stripe are of its test mode. */
export function sampleEvent(name: string): NormalisedEvent {
  const { kind, body } = readBody(name);
  return { ...kind.normalise(body, 'evt_sample', RECEIVED), test: false };
}

/** What the customer's own e-mail says beside the facts of this sample. */
export function sampleDetails(name: string): CustomerDetails {
  const { kind, body } = readBody(name);
  return kind.customerDetails(body);
}

/** An event with these facts, and no others. */
export function eventWith(type: string, facts: Partial<Facts>, test = false): EventToRender {
  return { type, facts: { ...NO_FACTS, ...facts }, test };
}

/** Those that are free text: a source checks currencies, amounts and times before they are stored. */
const TEXT_FACTS = (Object.keys(NO_FACTS) as (keyof Facts)[]).filter(
  (key) =>
    ![
      'amount',
      'currency',
      'respondBy',
      'respondByEstimated',
      'respondByPast',
      'nextAt',
      'nextAtPast',
      'changeEvent',
      'endsAt',
      'since',
      'about',
      'why',
      'review',
      'atRisk',
      'period',
      'lastAttempt',
    ].includes(key),
);

/** Every fact there is; the free ones all say this. */
export function allFacts(text: string): Facts {
  const times = { respondBy: '2026-11-17T23:59:59.000Z', nextAt: '2026-12-01T09:00:00.000Z', endsAt: null };
  const known = { ...NO_FACTS, ...times, amount: '123456', currency: 'EUR', endsAt: '2026-12-31T23:00:00.000Z' };
  const ours: Partial<Facts> = {
    about: [text, 'dispute.opened'],
    since: '2026-11-20T06:00:00.000Z',
    atRisk: [{ currency: 'EUR', open: 2, total: '123456', firstDue: '2026-11-20T06:00:00.000Z', estimated: true }],
    review: [{ name: text, channels: ['EMAIL', 'IN_APP'], counts: { PAYMENTS: 2 } }],
  };
  return { ...known, ...ours, ...Object.fromEntries(TEXT_FACTS.map((key) => [key, text])) };
}

/** Spaces that do not break look like spaces. */
export function seen(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ');
}
