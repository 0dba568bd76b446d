/** Cutting text between what people see as its characters: an emoji of a family, or a letter with its accents, stays whole or goes. */
const CHARACTERS = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A character of more code units than this is none that anybody wrote: it is cut inside. */
const LONGEST_CHARACTER = 64;

/**
 * The longest beginning whose `sizeOf` is at most `most`, with an ellipsis where something was cut off; by default the size
 * is that of JavaScript's strings, UTF-16 units.
 */
export function beginningOf(text: string, most: number, sizeOf: (part: string) => number = unitsOf): string {
  // What is longer has more characters than fit, whatever they are.
  if (text.length <= most * LONGEST_CHARACTER && sizeOf(text) <= most) return text;
  let left = most - sizeOf('…');
  let kept = '';
  // A step of Intl.Segmenter takes as long as the whole text is long: a thousand in a megabyte stop everything for a second.
  const reach = sizeOf === unitsOf ? most + LONGEST_CHARACTER : most * LONGEST_CHARACTER;
  for (const part of partsOf(text.slice(0, reach))) {
    left -= sizeOf(part);
    if (left < 0) break;
    kept += part;
  }
  return `${kept.trimEnd()}…`;
}

const unitsOf = (part: string) => part.length;

/** How many characters people count in it. */
export const charactersOf = (text: string): number => [...partsOf(text)].length;

function* partsOf(text: string): Generator<string> {
  for (const { segment } of CHARACTERS.segment(text)) {
    if (segment.length <= LONGEST_CHARACTER) yield segment;
    else yield* segment;
  }
}
