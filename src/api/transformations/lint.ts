/**
 * What is likely to be wrong in a merchant's handler, found without running it. A false alarm is worse than a miss: it
 * teaches people not to read. So each rule knows one well-known slip, and keeps silent where the code shows that its
 * author knows better. It warns and never refuses.
 */
import { setImmediate as others } from 'node:timers/promises';
import { makeReason, type Reason } from '../../domain/reasons.js';
import { type Chain, chainsOf } from './chains.js';
import { type Token, TokenReader } from './tokens.js';

interface Code {
  tokens: readonly Token[];
  chains: readonly Chain[];
  /** Names, and parts of them: whether one of these words stands anywhere in the code. */
  speaksOf(words: RegExp): boolean;
}

interface Finding {
  line: number;
  warning: Reason;
}

/** More than these nobody reads. */
const WARNINGS_AT_MOST = 20;

/** Tokens: a handler of 64 KB that a person wrote has about as many; hostile code would have as many as letters. */
const READ_AT_MOST = 15_000;
/** Tokens: some milliseconds of work, after which others have their turn. */
const READ_AT_ONCE = 1_000;

/** Each with its line, in the order of the code. In pieces, between which all others are served. */
export async function lint(source: string): Promise<Reason[]> {
  const reader = new TokenReader(source);
  for (let most = READ_AT_ONCE; most <= READ_AT_MOST && !reader.isAtEnd; most += READ_AT_ONCE) {
    reader.read(most);
    await others();
  }
  const tokens = reader.read(0);
  const code = {
    tokens,
    chains: chainsOf(tokens),
    speaksOf: (words: RegExp) => tokens.some(({ text }) => words.test(text)),
  };
  const found: Finding[] = [];
  for (const rule of RULES) {
    await others();
    found.push(...rule(code));
  }
  const sorted = found.sort((a, b) => a.line - b.line);
  const distinct = new Map(sorted.map(({ warning }) => [JSON.stringify(warning), warning]));
  return [...distinct.values()].slice(0, WARNINGS_AT_MOST);
}

const RULES: readonly ((code: Code) => Finding[])[] = [
  hundredths,
  openSecrets,
  openAddresses,
  missingFunctions,
  disputeWords,
  customerFields,
  loopsProperties,
];

const AMOUNT =
  /(?:^|_)(?:amount|total|subtotal|price|fee|tax)(?:_|$)|[a-z](?:Amount|Total|Price|Fee|Tax)$|(?:^|_)amount|^(?:amount|total|price|tax)[A-Z]/;
const NO_AMOUNT = /percent|rate|ratio|(?:^|_)count$|quantity|credits/i;
/** Whoever writes these has thought of currencies without two decimals. */
const KNOWS_DECIMALS = /JPY|KWD|decimal|exponent|fraction|minor|currencyDigits/i;
const HUNDRED = /^(?:100|100\.0*|1e2)$/;
const HUNDREDTH = /^0?\.01$/;

const lastName = ({ names }: Chain) => names.at(-1) ?? '';

function hundredths({ tokens, chains, speaksOf }: Code): Finding[] {
  if (speaksOf(KNOWS_DECIMALS)) return [];
  const [starts, ends] = [placed(chains, 'from'), placed(chains, 'to')];
  /** What is divided: the chain before the sign, or all that stand in the brackets before it. */
  const dividedAt = (at: number) => {
    const inside = isSign(tokens[at - 1], /^\)$/)
      ? inBrackets(tokens, at - 1).map((place) => starts.get(place))
      : [ends.get(at)];
    return inside.flatMap((chain) => (chain ? [lastName(chain)] : []));
  };
  return tokens.flatMap((sign, at) => {
    const operand = tokens[at + 1]?.text ?? '';
    const hundredth = isSign(sign, /^\/$/) ? HUNDRED.test(operand) : isSign(sign, /^\*$/) && HUNDREDTH.test(operand);
    const names = hundredth ? dividedAt(at) : [];
    if (names.some((name) => NO_AMOUNT.test(name)) || !names.some((name) => AMOUNT.test(name))) return [];
    const { line } = sign;
    return [{ line, warning: makeReason('LINT_HUNDREDTH', { line, operation: `${sign.text} ${operand}` }) }];
  });
}

const isSign = (token: Token | null | undefined, which: RegExp) => token?.kind === 'sign' && which.test(token.text);
const placed = (chains: readonly Chain[], end: 'from' | 'to') => new Map(chains.map((chain) => [chain[end], chain]));

/** What is bracketed is looked through so far, that hostile code costs no more than other. */
const LOOK_BACK = 100;

/** The places of the tokens between the bracket at `close` and the one that it closes. */
function inBrackets(tokens: readonly Token[], close: number): number[] {
  const places: number[] = [];
  let depth = 0;
  for (let at = close; at >= 0 && close - at < LOOK_BACK; at--) {
    const { kind, text } = tokens[at] as Token;
    if (kind === 'sign' && text === ')') depth++;
    if (kind === 'sign' && text === '(' && --depth === 0) break;
    places.push(at);
  }
  return places;
}

/** Written into what is sent: a value of an object, a piece of a text. What is compared or asked for is not. */
function isSent({ before, after }: Chain): boolean {
  return isSign(before, /^(?::|\+|\$\{)$/) && !isSign(after, /^(?:===?|!==?|&&|\?|\(|=)$/);
}

/** Names that stand for the event's data: `const event = webhook.payload.data`. */
function namesOfData({ tokens, chains }: Code): Set<string> {
  const found = chains.filter(({ names, before, after }) => {
    const whole = names.includes('payload') && /^(?:data|object)$/.test(names.at(-1) ?? '');
    return whole && before?.text === '=' && after?.text !== '(';
  });
  return new Set(
    found.flatMap(({ from }) => (tokens[from - 2]?.kind === 'name' ? [tokens[from - 2]?.text ?? ''] : [])),
  );
}

function openSecrets(code: Code): Finding[] {
  const data = namesOfData(code);
  const isKey = ({ names }: Chain) => {
    const [owner, last] = names.slice(-2);
    if (last === 'license_key' || last === 'licenseKey') return true;
    return (
      last === 'key' &&
      owner !== undefined &&
      (/^(?:data|object|license_key|licenseKey)$/.test(owner) || data.has(owner))
    );
  };
  return code.chains
    .filter((chain) => isKey(chain) && isSent(chain))
    .map(({ names, line }) => ({ line, warning: makeReason('LINT_LICENSE_KEY', { line, name: names.join('.') }) }));
}

/** Only where people read it: a mail needs its address, and a server of one's own may have it. */
function openAddresses({ tokens, chains, speaksOf }: Code): Finding[] {
  const written = (words: RegExp) => tokens.some(({ text }, at) => words.test(text) && tokens[at + 1]?.text === ':');
  if (speaksOf(/^eventName$|loops\.so/) || !written(/^(?:text|attachments|blocks|embeds|content)$/)) return [];
  return chains
    .filter((chain) => /^(?:email|customer_email|receipt_email)$/.test(lastName(chain)) && isSent(chain))
    .map(({ names, line }) => ({ line, warning: makeReason('LINT_ADDRESS', { line, name: names.join('.') }) }));
}

const NOT_HERE = new Map<string, 'TIMERS' | 'NETWORK' | 'MODULES'>([
  ['setTimeout', 'TIMERS'],
  ['setInterval', 'TIMERS'],
  ['setImmediate', 'TIMERS'],
  ['queueMicrotask', 'TIMERS'],
  ['fetch', 'NETWORK'],
  ['XMLHttpRequest', 'NETWORK'],
  ['require', 'MODULES'],
]);

const DECLARES = /^(?:function|const|let|var)$/;

function missingFunctions({ tokens, chains }: Code): Finding[] {
  const declared = new Set(tokens.flatMap(({ text }, at) => (DECLARES.test(tokens[at - 1]?.text ?? '') ? [text] : [])));
  return chains.flatMap(({ names: [name = '', ...rest], after, line }) => {
    const lacks = rest.length === 0 && after?.text === '(' ? NOT_HERE.get(name) : undefined;
    return lacks && !declared.has(name) ? [{ line, warning: makeReason('LINT_NOT_HERE', { line, name, lacks }) }] : [];
  });
}

const COMPARES = /^[!=]==?$/;
const DISPUTE_STATUS = /^(?:opened|challenged|won|lost|accepted|expired|cancelled)$/;

function disputeWords({ tokens, chains }: Code): Finding[] {
  return chains.flatMap(({ names, from, to, after, before, line }) => {
    if (names.at(-1) !== 'dispute_status') return [];
    const other = isSign(after, COMPARES) ? tokens[to + 1] : isSign(before, COMPARES) ? tokens[from - 2] : null;
    if (other?.kind !== 'string' || !DISPUTE_STATUS.test(other.text)) return [];
    return [{ line, warning: makeReason('LINT_DISPUTE_STATUS', { line, status: other.text }) }];
  });
}

function customerFields({ chains }: Code): Finding[] {
  return chains.flatMap(({ names, line }) => {
    const at = names.indexOf('customer');
    const field = at < 0 ? undefined : names[at + 1];
    if (field === 'phone') return [{ line, warning: makeReason('LINT_CUSTOMER_PHONE', { line }) }];
    if (field === 'company') return [{ line, warning: makeReason('LINT_CUSTOMER_COMPANY', { line }) }];
    return [];
  });
}

function loopsProperties({ tokens, speaksOf }: Code): Finding[] {
  if (!speaksOf(/^eventName$/) || speaksOf(/^eventProperties$/)) return [];
  return tokens.flatMap(({ text, line }, at) => {
    const set = text === 'properties' && /^[:=]$/.test(tokens[at + 1]?.text ?? '');
    return set ? [{ line, warning: makeReason('LINT_LOOPS_PROPERTIES', { line }) }] : [];
  });
}
