/** How well what somebody typed fits the words for a thing. */

/** A thing that can be found. */
export interface Findable {
  title: string;
  /** What else people call it. */
  others: readonly string[];
}

/** Without case and accents. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

/** 0: not at all. The more, the better: it begins with it, a word of it does, another word for it does, it stands somewhere. */
function scoreOf(typed: string, { title, others }: Findable): number {
  const [name, asked] = [plain(title), plain(typed.trim())];
  const starts = (text: string) => text.startsWith(asked) || text.includes(` ${asked}`) || text.includes(`-${asked}`);
  if (name.startsWith(asked)) return 4;
  if (starts(name)) return 3;
  if (others.some((other) => starts(plain(other)))) return 2;
  return name.includes(asked) || others.some((other) => plain(other).includes(asked)) ? 1 : 0;
}

/** Those that fit, the best first; nothing typed: all, as they stand. */
export function found<Thing extends Findable>(typed: string, things: readonly Thing[]): Thing[] {
  if (!typed.trim()) return [...things];
  return things
    .map((thing) => ({ thing, score: scoreOf(typed, thing) }))
    .filter((one) => one.score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ thing }) => thing);
}

/** The other word by which it was found; null: by its title. */
export function foundAs(typed: string, thing: Findable): string | null {
  if (!typed.trim() || plain(thing.title).includes(plain(typed.trim()))) return null;
  return thing.others.find((other) => plain(other).includes(plain(typed.trim()))) ?? null;
}
