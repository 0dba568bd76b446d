/** Moments, numbers and names as the reader's language and region write them, in the reader's own zone. */
import { relativeBy } from './relative.js';
import { region, t } from './t.js';

const kept = new Map<string, unknown>();

/** Formats are slow to make. */
function once<Format>(key: string, make: () => Format): Format {
  const name = `${region} ${key}`;
  if (!kept.has(name)) kept.set(name, make());
  return kept.get(name) as Format;
}

/** The clock of a page moves in steps (`useNow`): what happened since the last one is not still to come. */
const STEP_MS = 10_000;

/** "3 minutes ago", "just now", "in 2 days"; `now` and `at` in epoch milliseconds. */
export function relative(at: number, now: number): string {
  // What is over less than a minute ago is not "now": "the last event came now" says something else.
  if (at - now < STEP_MS && Math.round((now - at) / 1_000) < 60) return t('justNow');
  return relativeBy(
    once('relative', () => new Intl.RelativeTimeFormat(region, { numeric: 'auto' })),
    at - now,
  );
}

/** Day and minute with the zone named: "28 Nov 2026, 14:05 CET". */
export function moment(at: number | string): string {
  const options = { dateStyle: 'medium', timeStyle: 'short' } as const;
  return once('moment', () => new Intl.DateTimeFormat(region, options)).format(new Date(at));
}

/** To the second: "14:05:09". */
export function clock(at: number | string): string {
  return once('clock', () => new Intl.DateTimeFormat(region, { timeStyle: 'medium' })).format(new Date(at));
}

/** "28 November". */
export function day(at: number | string): string {
  const options = { day: 'numeric', month: 'long' } as const;
  return once('day', () => new Intl.DateTimeFormat(region, options)).format(new Date(at));
}

/** The moment in UTC, to the second, for a title. */
export const utc = (at: number | string): string => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

export function number(value: number): string {
  return once('number', () => new Intl.NumberFormat(region)).format(value);
}

/** 0.98 is "98 %". */
export function percent(share: number): string {
  const options = { style: 'percent', maximumFractionDigits: 0 } as const;
  return once('percent', () => new Intl.NumberFormat(region, options)).format(share);
}

/** "a, b and c". */
export function list(items: readonly string[]): string {
  return once('list', () => new Intl.ListFormat(region, { type: 'conjunction' })).format(items);
}

/** A language by its own name: "Deutsch". */
export function languageName(tag: string): string {
  const name = new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}

/** IANA zones that the browser knows. */
export const timeZones = (): string[] => Intl.supportedValuesOf('timeZone');

/** "14:00". */
export function hour(at: number | string): string {
  const options = { hour: 'numeric', minute: '2-digit' } as const;
  return once('hour', () => new Intl.DateTimeFormat(region, options)).format(new Date(at));
}

/** The reader's, by its IANA name: "Europe/Berlin". */
export const timeZone = (): string => once('zone', () => new Intl.DateTimeFormat()).resolvedOptions().timeZone;

/** The month of a moment by the calendar of a zone: "2026-11". */
export function monthIn(timeZone: string, at: number): string {
  const options = { year: 'numeric', month: '2-digit', timeZone } as const;
  // Swedish writes dates as ISO 8601 does.
  return once(`month ${timeZone}`, () => new Intl.DateTimeFormat('sv', options)).format(new Date(at));
}

/** A month of a calendar, "2026-11", in words: "Nov 2026". */
export function month(text: string): string {
  const options = { month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  return once('month', () => new Intl.DateTimeFormat(region, options)).format(new Date(`${text}-01`));
}
