/**
 * Parts of a large answer as they are kept until all of it is there. graphql-js makes a dictionary of each object, five times as large as
 * the object is: V8's collector copies what is there, twice, and looks at it again and again, while everybody waits.
 */

/** A part that is written already. */
export class WrittenPart {
  constructor(readonly text: string) {}

  /** For who writes an answer in another way, as sockets do. */
  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}

/** A list as graphql-js has completed it, with nothing else in its place. */
export function keptList(list: unknown): unknown {
  if (!Array.isArray(list)) return list;
  for (const [at, item] of list.entries()) list[at] = asLiteral(item);
  return list;
}

/** What is in it, as far as the next lists, which are kept already. */
function asLiteral(part: unknown): unknown {
  if (!isDictionary(part)) return part;
  const literal = { ...part };
  for (const key in literal) literal[key] = asLiteral(literal[key]);
  return literal;
}

const isDictionary = (part: unknown): part is Record<string, unknown> =>
  typeof part === 'object' && part !== null && Object.getPrototypeOf(part) === null;
