/** Whether words that a business wrote can be filled: ICU MessageFormat over the arguments that its event type has. */
import type { EventTypeEntry } from '../../domain/catalogue/entry.js';
import { FACT_KEYS } from '../../domain/facts.js';
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
const SENTENCE_KEYS = ['money', 'unanswerable'] as const;

/** The names that a text about this event type may use, each filled as text in the reader’s language and zone. */
export function templateArguments(entry: EventTypeEntry): string[] {
  const used = ['title', 'body', 'action'].flatMap((part) =>
    argumentNames(parseMessage(MESSAGES.source('en', `event.${entry.key}.${part}`) ?? '')),
  );
  const names = new Set<string>([...entry.facts, ...used]);
  // A review is a table, and no word.
  return [...FACT_KEYS, ...SENTENCE_KEYS].filter((key) => names.has(key) && key !== 'review');
}

/** Why it cannot be saved, one sentence each; empty where it can. */
export function templateFaults(part: TemplatePart, text: string, entry: EventTypeEntry): string[] {
  const shape = shapeFaults(part, text);
  if (shape.length > 0) return shape;
  try {
    const tree = parseMessage(text);
    return [...unknownNames(tree, entry), ...formats(tree)];
  } catch (error) {
    return [parseFault(error)];
  }
}

/** What can be saved and will read badly: values that an event need not have, without words for that. */
export function templateHints(text: string): string[] {
  return [...new Set(unguarded(parseMessage(text), new Set()))].map(
    (name) =>
      `Where an event has no ${name}, {${name}} is the word "none": write {${name}, select, none {} other {… {${name}} …}}.`,
  );
}

function shapeFaults(part: TemplatePart, text: string): string[] {
  const faults: string[] = [];
  if (text.trim() === '') faults.push('It is empty: write at least a word.');
  if (text.length > LONGEST[part])
    faults.push(`It has ${text.length} characters; at most ${LONGEST[part]} are possible.`);
  if (/[^\P{Cc}\t\r\n]/u.test(text)) faults.push('It has control characters, which nobody can see: take them out.');
  if (part === 'subject' && /[\r\n]/.test(text)) faults.push('A subject is one line: take out the line breaks.');
  const [tag] = /<\/?[a-z!][^<>]{0,40}>?/i.exec(text) ?? [];
  if (tag) faults.push(`Write text and no HTML: "${tag}" would be shown as it stands here.`);
  return faults;
}

function unknownNames(tree: readonly MessageNode[], entry: EventTypeEntry): string[] {
  const known = templateArguments(entry);
  const unknown = [...new Set(argumentNames(tree))].filter((name) => !known.includes(name));
  return unknown.map((name) => `There is no argument {${name}} here; there are ${known.join(', ')}.`);
}

/** All values are texts: money, dates and numbers come as the reader writes them. */
function formats(tree: readonly MessageNode[]): string[] {
  return tree.flatMap((node) => {
    if (!('value' in node)) return [];
    const below = branchesOf(node).flatMap(([, branch]) => formats(branch));
    if (node.type === NUMBER || node.type === DATE || node.type === TIME)
      return [`{${node.value}} comes as the reader writes it: leave its format out.`];
    if (node.type === PLURAL)
      return [`{${node.value}} is a text and cannot be counted: use select in place of plural.`];
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

/** The parser’s words for what it found. */
const PARSER_SAYS: Record<string, string> = {
  EMPTY_ARGUMENT: 'an argument needs a name between its braces',
  EXPECT_ARGUMENT_CLOSING_BRACE: 'a brace is opened here and not closed',
  EXPECT_SELECT_ARGUMENT_SELECTOR_FRAGMENT_CLOSING_BRACE: 'a brace is opened here and not closed',
  EXPECT_PLURAL_ARGUMENT_SELECTOR_FRAGMENT_CLOSING_BRACE: 'a brace is opened here and not closed',
  INVALID_ARGUMENT_TYPE: 'there is no such format; use select',
  MALFORMED_ARGUMENT: 'a name is letters and digits, without spaces',
  MISSING_OTHER_CLAUSE: 'a select or plural needs a branch "other {…}"',
  EXPECT_SELECT_ARGUMENT_OPTIONS: 'a select needs branches: none {…} other {…}',
  EXPECT_PLURAL_ARGUMENT_OPTIONS: 'a plural needs branches: one {…} other {…}',
};

function parseFault(error: unknown): string {
  const { message, location } = error as { message: string; location?: { start: { line: number; column: number } } };
  const what = PARSER_SAYS[message] ?? `it is no ICU MessageFormat (${message.toLowerCase().replaceAll('_', ' ')})`;
  const { line, column } = location?.start ?? { line: 1, column: 1 };
  return `At line ${line}, column ${column}: ${what}.`;
}
