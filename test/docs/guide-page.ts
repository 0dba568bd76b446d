/**
 * A page of docs/guide as a list of steps. The first word of a block says what it is, the others what the test does with it:
 *
 * - `graphql`: asked as ADMIN. `keep=name:path.in.the.answer` keeps a value; an operation gets its variables by these names.
 *   `until=path:value`: asked again until it is so.
 * - `json` after it: what is answered. `…` in a text stands for anything.
 * - `js file=name.mjs`, `html file=name.html`: a file beside which the shell works.
 * - `sh`: run by bash; kept values are in its environment (`sourceId` is `$SOURCE_ID`). `background`: it goes on.
 * - `text` after it: lines that it prints.
 */
export type Step =
  | { kind: 'ask'; query: string; keep: [name: string, path: string][]; until: [path: string, value: string] | null }
  | { kind: 'answer'; expected: unknown }
  | { kind: 'file'; name: string; text: string }
  | { kind: 'shell'; script: string; background: boolean }
  | { kind: 'output'; lines: string[] };

const BLOCK = /^```(\w+)([^\n]*)\n([\s\S]*?)^```$/gm;

export function stepsOf(page: string): Step[] {
  return [...page.matchAll(BLOCK)].map(([, language = '', words = '', text = '']) => stepOf(language, words, text));
}

function stepOf(language: string, words: string, text: string): Step {
  const marks = words.trim().split(/\s+/).filter(Boolean);
  const values = (name: string) =>
    marks.filter((mark) => mark.startsWith(`${name}=`)).map((mark) => mark.slice(name.length + 1));
  const pairs = (name: string) => values(name).map((value) => splitOnce(value));
  switch (language) {
    case 'graphql':
      return { kind: 'ask', query: text, keep: pairs('keep'), until: pairs('until')[0] ?? null };
    case 'json':
      return { kind: 'answer', expected: JSON.parse(text) };
    case 'html':
    case 'js':
      return { kind: 'file', name: values('file')[0] ?? 'example.mjs', text };
    case 'sh':
      return { kind: 'shell', script: text, background: marks.includes('background') };
    case 'text':
      return { kind: 'output', lines: text.trim().split('\n') };
    default:
      throw new Error(`a guide has no blocks of ${language}`);
  }
}

function splitOnce(text: string): [string, string] {
  const at = text.indexOf(':');
  return [text.slice(0, at), text.slice(at + 1)];
}

/** Whether a text fits one in which `…` stands for anything. */
export function fits(expected: string, seen: string): boolean {
  const parts = expected.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[\\s\\S]*')}$`).test(seen);
}

/** Whether an answer is the one that is shown: the same shape, and every text fits. */
export function isShown(expected: unknown, seen: unknown): boolean {
  if (typeof expected === 'string') return typeof seen === 'string' && fits(expected, seen);
  if (expected === null || typeof expected !== 'object') return expected === seen;
  if (seen === null || typeof seen !== 'object') return false;
  const keys = Object.keys(expected);
  if (keys.join() !== Object.keys(seen).join()) return false;
  return keys.every((key) => isShown(valueAt(expected, key), valueAt(seen, key)));
}

/** The value at a path such as `events.edges.0.node.id`; undefined where there is none. */
export function valueAt(tree: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (at, key) => (at !== null && typeof at === 'object' ? (at as Record<string, unknown>)[key] : undefined),
      tree,
    );
}
