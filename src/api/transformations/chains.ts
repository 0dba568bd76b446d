/** Property chains in a list of tokens: `webhook.payload.data.customer?.email`, `data["total_amount"]`. */
import type { Token } from './tokens.js';

export interface Chain {
  /** `webhook`, `payload`, `data`…; a call or a computed key ends it. */
  names: string[];
  line: number;
  /** The token before it; null at the start. */
  before: Token | null;
  /** The token after it; null at the end. */
  after: Token | null;
  /** Places in the list of tokens: the first of it, and the first after it. */
  from: number;
  to: number;
}

export function chainsOf(tokens: readonly Token[]): Chain[] {
  const chains: Chain[] = [];
  for (let at = 0; at < tokens.length; ) {
    const chain = chainAt(tokens, at);
    if (chain) chains.push(chain);
    at = chain ? chain.to : at + 1;
  }
  return chains;
}

function chainAt(tokens: readonly Token[], from: number): Chain | null {
  const first = tokens[from];
  // What begins with a dot goes on from a call or a bracket: nobody knows of what.
  const before = tokens[from - 1] ?? null;
  if (first?.kind !== 'name') return null;
  const names = isDot(before) ? ['', first.text] : [first.text];
  let to = from + 1;
  for (;;) {
    const link = linkAt(tokens, to);
    if (!link) break;
    names.push(link.name);
    to += link.length;
  }
  return { names, line: tokens[to - 1]?.line ?? first.line, before, after: tokens[to] ?? null, from, to };
}

function linkAt(tokens: readonly Token[], at: number): { name: string; length: number } | null {
  const [one, two, three, four] = tokens.slice(at, at + 4);
  if (isDot(one) && two?.kind === 'name') return { name: two.text, length: 2 };
  const bracket = one?.text === '?.' ? [two, three, four] : [one, two, three];
  const [open, key, close] = bracket;
  if (open?.kind !== 'sign' || open.text !== '[' || key?.kind !== 'string' || close?.text !== ']') return null;
  return { name: key.text, length: one?.text === '?.' ? 4 : 3 };
}

const isDot = (token: Token | null | undefined) => token?.kind === 'sign' && /^\??\.$/.test(token.text);
