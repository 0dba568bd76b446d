/** Labels whose keys are made of a registry's own: what is added to a registry needs its messages and no line here. */
import { FIRST_KEY, isFirstKey, LINK_KEY, MAIL_READER, nameOfActor, OPERATOR, personOfLink } from '../domain/actors.js';
import type { FactKey } from '../domain/facts.js';
import type { Category } from '../domain/vocabulary.js';
import { type Formatter, formatterFor } from './formatter.js';
import { memoize } from './memoize.js';
import { canonicalTag } from './tags.js';

/** For clients of the API, who name no locale. */
export const ENGLISH: Formatter = formatterFor({ locale: 'en', timeZone: 'UTC' });

/** `key`: of the channel registry. */
export function channelLabel(formatter: Formatter, key: string): string {
  return formatter.find(`channel.${key}.label`) ?? key;
}

/** One field of a channel's form. */
export function fieldLabel(formatter: Formatter, channel: string, field: string): string {
  return formatter.find(`channel.${channel}.field.${field}.label`) ?? field;
}

/** `kind`: of the registry of sources. */
export function sourceKindLabel(formatter: Formatter, kind: string): string {
  return formatter.find(`sourceKind.${kind}.label`) ?? kind;
}

/** Null where the catalogue does not know the type. */
export function eventTypeName(formatter: Formatter, type: string): string | null {
  return formatter.find(`event.${type}.name`);
}

/** A BCP 47 tag as the reader calls that language: "French (France)"; null where it has no name, or is no tag. */
export function languageLabel({ locale }: Formatter, tag: string): string | null {
  const canonical = canonicalTag(tag);
  return canonical && (languageNames(locale).of(canonical) ?? null);
}

const languageNames = memoize(
  (locale) => new Intl.DisplayNames(locale, { type: 'language', fallback: 'none', languageDisplay: 'standard' }),
);

/** The left column of one row below a text of this category, some of which have a better word for a fact. */
export function factLabel(formatter: Formatter, key: FactKey, category: Category): string {
  return formatter.find(`fact.${key}.${category}`) ?? formatter.text(`fact.${key}`);
}

/** A provider's code word in the reader's language; text that is no code (`Mastercard •••• 0341`) stays as it is. */
export function codeText(formatter: Formatter, code: string): string {
  const known = formatter.find(`code.${code}`);
  if (known !== null) return known;
  return /^[A-Za-z0-9]+(_[A-Za-z0-9]+)+$/.test(code) ? code.replaceAll('_', ' ') : code;
}

/** "Amount: $5.00", as the reader's language writes a colon. */
export function labelled(formatter: Formatter, label: string, value: string): string {
  return formatter.text('web.labelled', { label, value });
}

/** What stands above lines of its own: "Amount:". */
export function heading(formatter: Formatter, label: string): string {
  return labelled(formatter, label, '').trimEnd();
}

/** "December 1 (estimated)" */
export function remarked(formatter: Formatter, text: string, remark: string): string {
  return formatter.text('web.remarked', { text, remark });
}

/** "a, b, c", where an "and" would say too much. */
export function joined(formatter: Formatter, parts: readonly string[]): string {
  return parts.reduce((text, next) => (text ? formatter.text('web.joined', { text, next }) : next), '');
}

const READERS: readonly string[] = Object.values(MAIL_READER);
const OPERATORS: readonly string[] = Object.values(OPERATOR);

/**
 * Who did something, by the words that the audit trail keeps of them.
 * @param place `who` begins a sentence, `by` stands amid one, `name` stands alone, or where a person's name may stand
 */
export function actorName(formatter: Formatter, actor: string, place: 'who' | 'by' | 'name'): string {
  // What a person called their key or themselves makes nobody the operator.
  if (READERS.includes(actor)) return formatter.text(`audit.${place}.mailReader`);
  if (OPERATORS.includes(actor)) return formatter.text(`audit.${place}.operator`);
  const person = personOfLink(actor);
  if (person !== null) return formatter.text('apiKey.signInLinkOf', { person });
  return keyName(formatter, { name: isFirstKey(actor) ? FIRST_KEY : nameOfActor(actor), ofOperator: false });
}

interface NamedKey {
  name: string;
  ofOperator: boolean;
  /** Whose it is, where that is not said beside it. */
  person?: string | null;
}

/** A key by its name: what we called it, in the reader's language; what a person called theirs stays as it is. */
export function keyName(formatter: Formatter, { name, ofOperator, person = null }: NamedKey): string {
  if (ofOperator) return formatter.text('apiKey.operator');
  if (name === FIRST_KEY) return formatter.text('apiKey.first');
  if (name !== LINK_KEY) return name;
  return person === null ? formatter.text('apiKey.signInLink') : formatter.text('apiKey.signInLinkOf', { person });
}
