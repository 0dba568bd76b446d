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
  if (typeof value === 'string') return nameOf(formatter, name, value);
  if ('code' in value) return reasonText(formatter, value);
  if ('day' in value) return inZone(formatter, value.timeZone).longDay(value.day);
  if ('timeZone' in value) return inZone(formatter, value.timeZone).moment(value.at);
  return formatter.list(value.map((one) => nameOf(formatter, name === 'roles' ? 'role' : 'carrier', one)));
}

/** The zone is that of what the reason is about: the reader's own may be another. */
const inZone = ({ reader: { locale } }: Formatter, timeZone: string) => formatterFor({ locale, timeZone });

/** Of what stands in a registry, where the parameter holds its key; any other text stays as it is. */
function nameOf(formatter: Formatter, parameter: string, value: string): string {
  if (parameter === 'carrier') return formatter.find(`carrier.${value}`) ?? channelLabel(formatter, value);
  if (parameter === 'role') return formatter.find(`role.${value}.label`) ?? value;
  if (parameter === 'secretOf') return formatter.find(`sourceKind.${value}.secret`) ?? value;
  return value;
}
