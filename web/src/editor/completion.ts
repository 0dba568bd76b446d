/** What can be written at a place in a handler: read from the payload that is tried. Pure. */

interface Completion {
  label: string;
  /** Its value in the payload, short, or what it is. */
  detail: string;
}

export interface Completions {
  /** How many letters before the cursor it takes the place of. */
  typed: number;
  options: Completion[];
}

const CHAIN = /([A-Za-z_$][\w$]*)((?:\??\.[A-Za-z_$][\w$]*|\[\d+\])*)\??\.([\w$]*)$/;
const COMPARED = /(?:\bcase\s+|===?\s*)['"]([\w.]*)$/;
const WORD = /(?:^|[^\w$.'"])([A-Za-z]\w*)$/;
const DETAIL_LETTERS = 40;
/** A variable of a variable …: as deep as this. */
const DEEPEST = 4;
/** What the sandbox has besides the language. */
const GLOBALS: Completion[] = [
  { label: 'webhook', detail: '{ method, url, headers, payload, eventType }' },
  { label: 'money', detail: '(minorUnits, currency, locale?)' },
  { label: 'mask', detail: '(text, visible?)' },
];

/** @param before the code up to the cursor @param source all of it @param webhook what the handler is given */
export function completionsAt(
  before: string,
  source: string,
  webhook: Record<string, unknown>,
  eventTypes: readonly string[],
): Completions | null {
  const compared = COMPARED.exec(before);
  if (compared) return { typed: length(compared[1]), options: eventTypes.map((label) => ({ label, detail: '' })) };
  const chain = CHAIN.exec(before);
  if (chain) {
    const [, name = '', path = '', typed = ''] = chain;
    const options = membersOf(walk(held(name, source, webhook, 0), path));
    return options.length > 0 ? { typed: typed.length, options } : null;
  }
  const word = WORD.exec(before);
  return word ? { typed: length(word[1]), options: GLOBALS } : null;
}

const length = (text = '') => text.length;

/** Of `webhook`, or of a variable that is made from it. */
function held(name: string, source: string, webhook: unknown, depth: number): unknown {
  if (name === 'webhook') return webhook;
  if (depth > DEEPEST) return undefined;
  const safe = name.replaceAll('$', '\\$');
  const made = new RegExp(
    `\\b(?:const|let|var)\\s+${safe}\\s*=\\s*([A-Za-z_$][\\w$]*)((?:\\??\\.[\\w$]+|\\[\\d+\\])*)`,
  ).exec(source);
  if (!made?.[1] || made[1] === name) return undefined;
  return walk(held(made[1], source, webhook, depth + 1), made[2] ?? '');
}

function walk(value: unknown, path: string): unknown {
  let at = value;
  for (const key of path.match(/[\w$]+/g) ?? []) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}

function membersOf(value: unknown): Completion[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).map(([label, member]) => ({ label, detail: shortly(member) }));
}

function shortly(value: unknown): string {
  if (Array.isArray(value)) return `[${value.length}]`;
  if (typeof value === 'object' && value !== null) return '{…}';
  const text = JSON.stringify(value) ?? '';
  return text.length > DETAIL_LETTERS ? `${text.slice(0, DETAIL_LETTERS)}…` : text;
}
