/** The texts of an event: messages filled with its facts, for one reader. */
import type { EventTypeEntry } from '../../domain/catalogue/entry.js';
import { findEventType } from '../../domain/catalogue/index.js';
import type { FactKey, Facts } from '../../domain/facts.js';
import { SEEN } from '../../domain/seen.js';
import type { Severity } from '../../domain/vocabulary.js';
import type { Formatter } from '../../i18n/formatter.js';
import { factLabel } from '../../i18n/labels.js';
import { factValues } from './fact-values.js';
import { composedLine, isolated, oneLine, shortened } from './one-line.js';
import { atRiskRows, type FactRow, reviewRows } from './rows.js';

export interface EventToRender {
  type: string;
  facts: Facts;
  test: boolean;
}

export interface EventTexts {
  /** Of the texts; numbers and dates may be of another region. */
  locale: string;
  eventTypeName: string;
  severity: Severity;
  title: string;
  body: string;
  /** What a person should do now; null where there is nothing to do. */
  action: string | null;
  rows: FactRow[];
}

/** All that we say of an event to one reader. A type that the catalogue does not know gets a plain sentence. */
export function renderTexts(event: EventToRender, formatter: Formatter): EventTexts {
  const entry = findEventType(event.type);
  const texts = entry ? textsOfEntry(entry, event, formatter) : textsOfUnknown(event.type, formatter);
  return { locale: formatter.locale, ...texts, title: titleOf(event, texts.title, formatter) };
}

/** The title of `renderTexts`, for lists: the rest takes twice as long. */
export function renderTitle(event: EventToRender, formatter: Formatter): string {
  const entry = findEventType(event.type);
  if (!entry) return titleOf(event, textsOfUnknown(event.type, formatter).title, formatter);
  const args = sentenceValues(rowValues(entry, event.facts, formatter), event.facts, formatter);
  return titleOf(event, entryTitle(entry, args, formatter), formatter);
}

/** What happened and what to do about it, where both stand in one text. */
export function wholeBody({ body, action }: Pick<EventTexts, 'body' | 'action'>): string {
  return action ? `${body} ${action}` : body;
}

function textsOfEntry(entry: EventTypeEntry, event: EventToRender, formatter: Formatter): Omit<EventTexts, 'locale'> {
  const values = rowValues(entry, event.facts, formatter);
  const args = sentenceValues(values, event.facts, formatter);
  const say = (part: string) => formatter.find(`event.${entry.key}.${part}`, args);
  const [body, action] = [say('body') ?? '', say('action') || null];
  return {
    eventTypeName: say('name') ?? entry.key,
    severity: entry.severity,
    title: entryTitle(entry, args, formatter),
    body,
    action,
    rows: factRows(entry, event.facts, values, wholeBody({ body, action }), formatter),
  };
}

const entryTitle = ({ key }: EventTypeEntry, args: ReturnType<typeof sentenceValues>, formatter: Formatter): string =>
  formatter.find(`event.${key}.title`, args) ?? key;

const SAID_ONCE: ReadonlySet<FactKey> = new Set(['reason', 'email']);

/** Whose it is stands below every text, where a provider names one: platforms have many. */
const ALWAYS: readonly FactKey[] = ['account'];

/** Reason and address are said once: those that stand in `said`, the text above, are no rows. */
function factRows(
  entry: EventTypeEntry,
  facts: Facts,
  values: FactValues,
  said: string,
  formatter: Formatter,
): FactRow[] {
  return [...entry.facts, ...ALWAYS].flatMap((key) => {
    if (key === 'review') return reviewRows(facts.review ?? [], formatter);
    if (key === 'atRisk') return atRiskRows(facts.atRisk ?? [], formatter);
    const value = values[key];
    if (!value || (SAID_ONCE.has(key) && said.includes(value))) return [];
    // A customer without a name is called by their address.
    if (key === 'email' && value === values.customer) return [];
    return [
      {
        key,
        label: factLabel(formatter, key, entry.category),
        value: PROSE.has(key) ? capitalisedFact(key, value) : value,
      },
    ];
  });
}

type FactValues = Record<FactKey, string | null>;

/** The facts as rows list them. */
function rowValues(entry: EventTypeEntry, facts: Facts, formatter: Formatter): FactValues {
  const values = factValues(facts, formatter);
  // Stripe says the day of an arrival as midnight UTC: a time, or another zone, would make another day of it.
  if (entry.category === 'PAYOUTS' && facts.nextAt?.endsWith('T00:00:00.000Z')) {
    values.nextAt = formatter.calendarDay(facts.nextAt);
  }
  // A charge that was due before we heard of this has been made, or failed, by now: that is told on its own.
  if (entry.category === 'SUBSCRIPTIONS' && facts.nextAtPast) values.nextAt = null;
  return values;
}

/**
 * The facts as sentences say them: texts put the reason at the end of one. Of a dispute also `money` (taken, kept),
 * `unanswerable` (yes), `processor` (a name) and `draft` (yes), of an amount `debit` (yes) and `check` (yes: it was nothing), of
 * the next date `past` (yes); null where its body does not say.
 */
function sentenceValues(values: FactValues, facts: Facts, formatter: Formatter) {
  const { dispute, amount, stage, draft, nextAtPast } = facts;
  // Notices of ours say the stage alone; in an inquiry no money has moved.
  const taken = dispute?.moneyTaken ?? (stage === 'inquiry' ? false : null);
  return {
    ...values,
    about: values.about && shortened(values.about),
    reason: values.reason && asSentence(values.reason, formatter),
    money: taken === null ? null : taken ? 'taken' : 'kept',
    unanswerable: dispute?.due === 'NONE' ? 'yes' : null,
    // A payout of less than nothing takes money from the bank account.
    debit: amount?.startsWith('-') ? 'yes' : null,
    // A payment of nothing tells whether a card can be charged.
    check: amount === '0' ? 'yes' : null,
    past: nextAtPast ? 'yes' : null,
    draft: draft ? 'yes' : null,
    processor: dispute?.processor ? isolated(shortened(oneLine(dispute.processor))) : null,
  };
}

/** What a business says in place of our title and body; without a subject, our title stays. ICU, as ours. */
export interface Override {
  subject: string | null;
  body: string;
}

/**
 * As `renderTexts`, with what the business wrote where it wrote something: its body stands for ours and for what we say is
 * to be done. Where it cannot be filled, ours stands and `onBroken` hears why: a template must not cost an alert.
 */
export function renderTextsBy(
  override: Override | null | undefined,
  event: EventToRender,
  formatter: Formatter,
  onBroken: (error: unknown) => void,
): EventTexts {
  const ours = renderTexts(event, formatter);
  const entry = findEventType(event.type);
  if (!override || !entry) return ours;
  try {
    const values = rowValues(entry, event.facts, formatter);
    const args = sentenceValues(values, event.facts, formatter);
    const body = formatter.fill(override.body, args).trim();
    // Words that come to nothing for this event (`{customer, select, none {} …}`) say nothing.
    if (!SEEN.test(body)) return ours;
    const rows = factRows(entry, event.facts, values, body, formatter);
    const subject = override.subject === null ? '' : composedLine(formatter.fill(override.subject, args));
    const title = SEEN.test(subject) ? titleOf(event, subject, formatter) : ours.title;
    return { ...ours, title, body, action: null, rows };
  } catch (error) {
    onBroken(error);
    return ours;
  }
}

function titleOf({ test }: EventToRender, title: string, formatter: Formatter): string {
  return test ? formatter.text('message.testTitle', { title }) : title;
}

function textsOfUnknown(name: string, formatter: Formatter): Omit<EventTexts, 'locale'> {
  const type = oneLine(name);
  return {
    eventTypeName: type,
    severity: 'INFO',
    title:
      type === 'unknown'
        ? formatter.text('unknownEvent.titleWithoutType')
        : formatter.text('unknownEvent.title', { type }),
    body: formatter.text('unknownEvent.body'),
    action: null,
    rows: [],
  };
}

/** Facts that are words, so that a row can begin with a capital. */
const PROSE: ReadonlySet<FactKey> = new Set(['reason', 'method', 'status', 'stage', 'integration', 'lastAttempt']);

/** Reasons are sentences of ours, or begin with a quotation mark; the others may be names, whose letters stay. */
export function capitalisedFact(key: FactKey, text: string): string {
  const mayChange = key === 'reason' || text === text.toLowerCase();
  return mayChange ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/** With a full stop, unless it ends in one: also inside a quotation. */
function asSentence(text: string, formatter: Formatter): string {
  return /[.!?…。！？]\u2069?\s?["'”“’»)]?\u2069?$/.test(text) ? text : formatter.text('message.sentence', { text });
}
