/** Puts reasons into words, in the language of who reads them. */
import type { Reason, ReasonValue } from '../domain/reasons.js';
import { type Formatter, formatterFor } from './formatter.js';
import { channelLabel } from './labels.js';

/** A code that this version does not know (a newer one wrote it, and was rolled back) stands for itself. */
export function reasonText(formatter: Formatter, { code, params }: Reason): string {
  const values = Object.entries<ReasonValue>(params).map(([name, value]) => [name, argumentOf(formatter, name, value)]);
  return formatter.find(`reason.${code}`, Object.fromEntries(values)) ?? code;
}

function argumentOf(formatter: Formatter, name: string, value: ReasonValue): string | number | null {
  if (value === null || typeof value === 'number') return value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return name === 'carrier' ? carrierName(formatter, value) : value;
  if ('code' in value) return reasonText(formatter, value);
  if ('day' in value) return inZone(formatter, value.timeZone).longDay(value.day);
  if ('timeZone' in value) return inZone(formatter, value.timeZone).moment(value.at);
  return formatter.list(value.map((role) => formatter.text(`role.${role}.label`)));
}

/** The zone is that of what the reason is about: the reader's own may be another. */
const inZone = ({ reader: { locale } }: Formatter, timeZone: string) => formatterFor({ locale, timeZone });

const carrierName = (formatter: Formatter, key: string) =>
  formatter.find(`carrier.${key}`) ?? channelLabel(formatter, key);
