/** Puts reasons into words, in the language of who reads them. */
import type { Reason, ReasonValue } from '../domain/reasons.js';
import { type Formatter, formatterFor } from './formatter.js';
import { actorName, channelLabel, eventTypeName, fieldLabel, sourceKindLabel } from './labels.js';

/** A code that this version does not know (a newer one wrote it, and was rolled back) stands for itself. */
export function reasonText(formatter: Formatter, { code, params }: Reason): string {
  const values = Object.entries<ReasonValue>(params).map(([name, value]) => [name, argumentOf(formatter, name, value)]);
  return formatter.find(`reason.${code}`, Object.fromEntries(values)) ?? code;
}

function argumentOf(formatter: Formatter, name: string, value: ReasonValue): string | number | null {
  if (value === null || typeof value === 'number') return value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return parameterText(formatter, name, value);
  if ('code' in value) return reasonText(formatter, value);
  if ('day' in value) return inZone(formatter, value.timeZone).longDay(value.day);
  if ('timeZone' in value) return inZone(formatter, value.timeZone).moment(value.at);
  // Several: `roles` are each a `role`.
  return formatter.list(value.map((one) => parameterText(formatter, name.replace(/s$/, ''), one)));
}

/** The zone is that of what the reason is about: the reader's own may be another. */
const inZone = ({ reader: { locale } }: Formatter, timeZone: string) => formatterFor({ locale, timeZone });

/** Of what stands in a registry, where the parameter holds its key; any other text stays as it is. */
function parameterText(formatter: Formatter, parameter: string, value: string): string {
  return NAMES[parameter]?.(formatter, value) ?? value;
}

const carrierName = (formatter: Formatter, key: string) =>
  formatter.find(`carrier.${key}`) ?? channelLabel(formatter, key);

const NAMES: Record<string, (formatter: Formatter, key: string) => string | null> = {
  role: (formatter, key) => formatter.find(`role.${key}.label`),
  carrier: carrierName,
  /** Carriers by what they make of the code of an endpoint (src/api/transformations/rulings.ts). */
  reader: carrierName,
  program: carrierName,
  sender: carrierName,
  refuser: carrierName,
  channel: channelLabel,
  /** A channel amid a sentence. */
  way: (formatter, key) => formatter.find(`channel.${key}.inSentence`),
  /** What a channel calls the secret of its endpoints. */
  endpointSecret: (formatter, key) => fieldLabel(formatter, key, 'secret'),
  secretOf: (formatter, key) => formatter.find(`sourceKind.${key}.secret`),
  sourceKind: sourceKindLabel,
  /** Of a delivery; that of an answer is a number. */
  status: (formatter, key) => formatter.find(`delivery.status.${key}`),
  by: (formatter, key) => actorName(formatter, key, 'by'),
  who: (formatter, key) => actorName(formatter, key, 'who'),
  eventType: (formatter, key) => eventTypeName(formatter, key),
};
