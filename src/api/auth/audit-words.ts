/** An entry of the audit trail in the reader's words: a sentence, and what changed, from what to what. */
import { findEventType } from '../../domain/catalogue/index.js';
import { kindOfId } from '../../domain/ids.js';
import { isReason } from '../../domain/reasons.js';
import type { Formatter } from '../../i18n/formatter.js';
import {
  actorName,
  channelLabel,
  eventTypeName,
  joined,
  labelled,
  languageLabel,
  sourceKindLabel,
} from '../../i18n/labels.js';
import type { MessageKey } from '../../i18n/messages.js';
import { reasonText } from '../../i18n/reason-text.js';
import { DOT } from '../../i18n/typography.js';

export interface Entry {
  actor: string;
  action: string;
  subject: string;
  before: object | null;
  after: object | null;
}

/** What an id is called; null where nobody knows. */
export type NameOf = (id: string) => string | null;

export interface ChangeInWords {
  label: string;
  before: string | null;
  after: string | null;
}

/** An action that this version does not know stands for itself. */
export function entrySentence(entry: Entry, nameOf: NameOf, formatter: Formatter): string {
  const { action, actor, subject, after } = entry;
  const on = isRecord(after) && after.enabled === true ? 'on' : 'off';
  const args = { who: actorName(formatter, actor, 'who'), what: subjectName(subject, nameOf, formatter), on };
  return formatter.find(`audit.did.${action}`, args) ?? labelled(formatter, args.who, `${action} ${args.what}`);
}

const LANGUAGE_TAG = /^[a-z]{2}(-[A-Z]{2})?$/;

/** A subject may be made of several: `payment.failed EMAIL en`. */
function subjectName(subject: string, nameOf: NameOf, formatter: Formatter): string {
  const parts = subject.split(' ');
  if (parts.length === 1) return nameOf(subject) ?? eventTypeName(formatter, subject) ?? shortId(subject);
  const names = parts.map((part) => {
    const word = nameOf(part) ?? eventTypeName(formatter, part) ?? channelLabel(formatter, part);
    return word === part && LANGUAGE_TAG.test(part) ? (languageLabel(formatter, part) ?? part) : word;
  });
  return names.join(DOT);
}

/** An id says little: its end tells it from others. */
const shortId = (id: string): string => (id.length > 24 ? `${id.slice(0, 4)}…${id.slice(-6)}` : id);

/** Kept for the program, and told by another field of the same entry. */
const NOT_SHOWN: readonly string[] = [
  'sealedUrl',
  'transformationFailures',
  'transformationOffSince',
  'refusedByReader',
];

/** Field by field; event types that changed alike are one line. */
export function changesInWords({ before, after }: Entry, nameOf: NameOf, formatter: Formatter): ChangeInWords[] {
  const [was, is] = [auditRecord(before), auditRecord(after)];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((name) => !NOT_SHOWN.includes(name));
  const types = names.filter((name) => findEventType(name));
  const text = (key: string, value: unknown) => valueText(key, value, nameOf, formatter);
  const fields = names
    .filter((name) => !types.includes(name))
    .map((name) => ({ label: fieldName(name, formatter), before: text(name, was[name]), after: text(name, is[name]) }))
    // What is secret differs, and reads the same.
    .filter((one) => one.before !== null || one.after !== null);
  return [...switchesInWords(types, was, is, formatter), ...fields];
}

/** So many names are still read. */
const MOST_NAMES = 4;

function switchesInWords(types: string[], was: Values, is: Values, formatter: Formatter): ChangeInWords[] {
  const word = (value: unknown) =>
    typeof value === 'boolean'
      ? formatter.text(value ? 'audit.value.on' : 'audit.value.off')
      : formatter.text('audit.value.default');
  const alike = new Map<string, string[]>();
  for (const type of types) {
    const key = `${word(was[type])}\n${word(is[type])}`;
    alike.set(key, [...(alike.get(key) ?? []), eventTypeName(formatter, type) ?? type]);
  }
  return [...alike].map(([key, names]) => {
    const [before = null, after = null] = key.split('\n');
    const many = formatter.text('audit.value.types', { count: names.length });
    return { label: names.length > MOST_NAMES ? many : formatter.list(names), before, after };
  });
}

type Values = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Values => typeof value === 'object' && value !== null;

const auditRecord = (values: object | null): Values => (isRecord(values) ? values : {});

/** The ids that it names. */
export function idsIn({ subject, before, after }: Entry): string[] {
  const values = [before, after].flatMap((one) => Object.values(auditRecord(one)));
  const texts = [...subject.split(' '), ...values].filter((one) => typeof one === 'string');
  return [...new Set(texts.filter((text) => kindOfId(text) !== null))];
}

/** The name of a field that has no words of its own is its own. */
const fieldName = (name: string, formatter: Formatter): string => formatter.find(`audit.field.${name}`) ?? name;

/** Null: nothing is there. */
function valueText(key: string, value: unknown, nameOf: NameOf, formatter: Formatter): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'boolean') return formatter.text(value ? 'audit.value.yes' : 'audit.value.no');
  if (typeof value === 'number') return formatter.number(value);
  if (typeof value === 'string') return wordText(key, value, nameOf, formatter);
  const one = (name: string, part: unknown) => valueText(name, part, nameOf, formatter);
  if (Array.isArray(value)) {
    const parts = value.map((part) => one(key, part)).filter((part) => part !== null);
    return parts.length > 0 ? formatter.list(parts) : null;
  }
  if (!isRecord(value)) return null;
  if (isReason(value)) return reasonText(formatter, value);
  const parts = Object.entries(value).flatMap(([name, part]) => {
    const text = one(name, part);
    return text === null ? [] : [labelled(formatter, fieldName(name, formatter), text)];
  });
  return parts.length > 0 ? joined(formatter, parts) : null;
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const DURATION = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/;

function wordText(key: string, text: string, nameOf: NameOf, formatter: Formatter): string {
  if (MOMENT.test(text)) return formatter.moment(text);
  const [, days = 0, hours = 0, minutes = 0] = DURATION.exec(text) ?? [];
  const length = Number(days) * 1_440 + Number(hours) * 60 + Number(minutes);
  if (length > 0) return formatter.duration(length);
  return WORDS[key]?.(formatter, text) ?? nameOf(text) ?? text;
}

type Word = (formatter: Formatter, key: string) => string | null;

const deliveryStatus: Word = (formatter, key) => formatter.find(`delivery.status.${key}`);

const REPLAY_MODES: Record<string, MessageKey> = {
  REEVALUATE: 'web.replay.REEVALUATE',
  SAME_TARGETS: 'web.replay.SAME_TARGETS',
};

/** `2026Q4`, as `quarterOf` says it. */
function quarterText(formatter: Formatter, key: string): string | null {
  const [, year, number] = /^(\d{4})Q(\d)$/.exec(key) ?? [];
  return year && number ? formatter.text('audit.value.quarter', { number, year }) : null;
}

/** Of what stands in a registry, or has its word on the page where it is chosen. */
const WORDS: Record<string, Word> = {
  roles: (formatter, key) => formatter.find(`role.${key}.label`),
  locale: languageLabel,
  channel: channelLabel,
  channels: channelLabel,
  kind: sourceKindLabel,
  eventType: eventTypeName,
  eventTypes: eventTypeName,
  status: deliveryStatus,
  statuses: deliveryStatus,
  state: (formatter, key) => formatter.find(`dispute.state.${key}`),
  access: (formatter, key) => formatter.find(`web.keys.access.${key}`),
  by: (formatter, key) => actorName(formatter, key, 'name'),
  platform: (formatter, key) => formatter.find(`audit.platform.${key}`),
  quarter: quarterText,
  every: (formatter, key) => formatter.find(`web.preferences.digest.${key}`),
  mode: (formatter, key) => (REPLAY_MODES[key] ? formatter.text(REPLAY_MODES[key]) : null),
};
