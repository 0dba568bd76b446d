/** Whether words that a business wrote can be filled: ICU MessageFormat over the arguments that its event type has. */
import type { EventTypeEntry } from '../../domain/catalogue/entry.js';
import { FACT_KEYS } from '../../domain/facts.js';
import { makeReason, type Reason } from '../../domain/reasons.js';
import {
  ARGUMENT,
  argumentNames,
  branchesOf,
  DATE,
  type MessageNode,
  NUMBER,
  PLURAL,
  parseMessage,
  SELECT,
  TIME,
} from '../../i18n/icu.js';
import { MESSAGES } from '../../i18n/messages.js';

/** Characters of a template, its braces included. A subject that is longer is cut by whoever shows it. */
const LONGEST = { subject: 500, body: 5_000 } as const;

export type TemplatePart = keyof typeof LONGEST;

/** What sentences select on, beside the facts (texts.ts). */
const SENTENCE_KEYS = ['money', 'unanswerable', 'processor', 'debit', 'draft', 'past', 'check'] as const;

/** The names that a text about this event type may use, each filled as text in the reader’s language and zone. */
export function templateArguments(entry: EventTypeEntry): string[] {
  const used = ['title', 'body', 'action'].flatMap((part) =>
    argumentNames(parseMessage(MESSAGES.source('en', `event.${entry.key}.${part}`) ?? '')),
  );
  const names = new Set<string>([...entry.facts, ...used]);
  // A review is a table, and no word.
  return [...FACT_KEYS, ...SENTENCE_KEYS].filter((key) => names.has(key) && key !== 'review');
}

/** Why it cannot be saved; empty where it can. `known`: the arguments that it may use. */
export function templateFaults(part: TemplatePart, text: string, known: readonly string[]): Reason[] {
  const shape = shapeFaults(part, text);
  if (shape.length > 0) return shape;
  try {
    const tree = parseMessage(text);
    return [...unknownNames(tree, known), ...formats(tree)];
  } catch (error) {
    return [parseFault(error)];
  }
}

/** What can be saved and will read badly: values that an event need not have, without words for that. `always`: those that each has. */
export function templateHints(text: string, always: readonly string[] = []): Reason[] {
  return [...new Set(unguarded(parseMessage(text), new Set(always)))].map((name) =>
    makeReason('TEMPLATE_UNGUARDED', {
      name,
      argument: `{${name}}`,
      example: `{${name}, select, none {} other {… {${name}} …}}`,
    }),
  );
}

function shapeFaults(part: TemplatePart, text: string): Reason[] {
  const faults: Reason[] = [];
  if (text.trim() === '') faults.push(makeReason('TEMPLATE_EMPTY'));
  if (text.length > LONGEST[part])
    faults.push(makeReason('TEMPLATE_TOO_LONG', { asked: text.length, most: LONGEST[part] }));
  if (/[^\P{Cc}\t\r\n]/u.test(text)) faults.push(makeReason('TEMPLATE_CONTROL_CHARACTERS'));
  if (part === 'subject' && /[\r\n]/.test(text)) faults.push(makeReason('TEMPLATE_SUBJECT_LINES'));
  const [tag] = /<\/?[a-z!][^<>]{0,40}>?/i.exec(text) ?? [];
  if (tag) faults.push(makeReason('TEMPLATE_HTML', { text: tag }));
  return faults;
}

function unknownNames(tree: readonly MessageNode[], known: readonly string[]): Reason[] {
  const unknown = [...new Set(argumentNames(tree))].filter((name) => !known.includes(name));
  return unknown.map((name) =>
    makeReason('TEMPLATE_ARGUMENT_UNKNOWN', { argument: `{${name}}`, known: known.join(', ') }),
  );
}

/** All values are texts: money, dates and numbers come as the reader writes them. */
function formats(tree: readonly MessageNode[]): Reason[] {
  return tree.flatMap((node) => {
    if (!('value' in node)) return [];
    const below = branchesOf(node).flatMap(([, branch]) => formats(branch));
    if (node.type === NUMBER || node.type === DATE || node.type === TIME)
      return [makeReason('TEMPLATE_FORMAT', { argument: `{${node.value}}` })];
    if (node.type === PLURAL) return [makeReason('TEMPLATE_PLURAL', { argument: `{${node.value}}` })];
    return below;
  });
}

/** Arguments that stand where nobody has asked whether the event has them. */
function unguarded(tree: readonly MessageNode[], asked: ReadonlySet<string>): string[] {
  return tree.flatMap((node) => {
    if (node.type === ARGUMENT && 'value' in node) return asked.has(String(node.value)) ? [] : [String(node.value)];
    if (node.type !== SELECT || !('value' in node)) return [];
    // Without a branch for it, "none" goes to "other".
    const open = branchesOf(node).some(([key]) => key === 'none') ? 'none' : 'other';
    return branchesOf(node).flatMap(([key, branch]) =>
      unguarded(branch, key === open ? asked : new Set([...asked, String(node.value)])),
    );
  });
}

/** By what the parser calls it. */
const PARSER_FAULTS: Record<string, Reason> = {
  EMPTY_ARGUMENT: makeReason('ICU_NAME_MISSING'),
  EXPECT_ARGUMENT_CLOSING_BRACE: makeReason('ICU_BRACE_OPEN'),
  EXPECT_SELECT_ARGUMENT_SELECTOR_FRAGMENT_CLOSING_BRACE: makeReason('ICU_BRACE_OPEN'),
  EXPECT_PLURAL_ARGUMENT_SELECTOR_FRAGMENT_CLOSING_BRACE: makeReason('ICU_BRACE_OPEN'),
  INVALID_ARGUMENT_TYPE: makeReason('ICU_NO_SUCH_FORMAT'),
  MALFORMED_ARGUMENT: makeReason('ICU_NAME_SHAPE'),
  MISSING_OTHER_CLAUSE: makeReason('ICU_OTHER_MISSING', { example: 'other {…}' }),
  EXPECT_SELECT_ARGUMENT_OPTIONS: makeReason('ICU_BRANCHES_MISSING', { example: 'none {…} other {…}' }),
  EXPECT_PLURAL_ARGUMENT_OPTIONS: makeReason('ICU_BRANCHES_MISSING', { example: 'one {…} other {…}' }),
};

function parseFault(error: unknown): Reason {
  const { message, location } = error as { message: string; location?: { start: { line: number; column: number } } };
  const words = message.toLowerCase().replaceAll('_', ' ');
  const why = PARSER_FAULTS[message] ?? makeReason('ICU_INVALID', { error: words });
  const { line, column } = location?.start ?? { line: 1, column: 1 };
  return makeReason('TEMPLATE_UNREADABLE', { line, column, why });
}
