/** What people read, in every locale: one file each in `messages/`, ICU MessageFormat under flat keys. */
import { readdirSync, readFileSync } from 'node:fs';
import type en from './messages/en.json';
import { canonicalTag } from './tags.js';
import { typeset } from './typography.js';

/** English has every key; a test holds the other locales to the same keys and arguments. */
export type MessageKey = keyof typeof en;

/** Data, not code: they lie beside the source, also for the compiled program, as the samples of the catalogue do. */
const FOLDER = new URL('../../../src/i18n/messages/', import.meta.url);

const ENGLISH = 'en';

type Texts = ReadonlyMap<string, string>;

/** As many as any reader has: a header of thousands must not cost anything. */
const MOST_RANGES = 20;

/**
 * The languages that an Accept-Language header names, or a tag, the dearest first (RFC 9110, 12.5.4); canonical, so that Java's `in` is
 * Indonesian, as `id` is. Those that are excluded (`q=0`) are left out; what is no tag may still begin as one.
 */
function languageRanges(header: string | null | undefined): string[] {
  const ranges = (header ?? '').split(',', MOST_RANGES).flatMap((range) => {
    const [name = '', ...parameters] = range.split(';').map((part) => part.trim());
    const weight = parameters.find((parameter) => /^q=/i.test(parameter))?.slice(2) ?? '1';
    return Number(weight) > 0 ? [{ tag: canonicalTag(name) ?? name, weight: Number(weight) }] : [];
  });
  return ranges.sort((a, b) => b.weight - a.weight).map(({ tag }) => tag);
}

export class Messages {
  /** The names of the files, English first: BCP 47. */
  readonly locales: readonly string[];

  private constructor(private readonly texts: ReadonlyMap<string, Texts>) {
    this.locales = [...texts.keys()];
  }

  /** Reads each `<locale>.json` of a folder. What a locale lacks it says in English. */
  static read(folder: URL = FOLDER): Messages {
    const textsOf = (locale: string): Record<string, string> => {
      const texts = readFileSync(new URL(`${locale}.json`, folder), 'utf8');
      return JSON.parse(typeset(texts, locale));
    };
    const others = readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => file.slice(0, -'.json'.length))
      .filter((locale) => locale !== ENGLISH)
      .sort();
    const english = textsOf(ENGLISH);
    const all = [ENGLISH, ...others].map((locale): [string, Texts] => [
      locale,
      new Map(Object.entries({ ...english, ...textsOf(locale) })),
    ]);
    return new Messages(new Map(all));
  }

  /** The locale that has texts for a BCP 47 tag or an Accept-Language header: `de-CH` is `de`; English where none is near. */
  nearest(tag: string | null | undefined): string {
    return this.matchFor(tag)?.near ?? ENGLISH;
  }

  /** The first language range that a locale has texts for, and which. */
  private matchFor(header: string | null | undefined): { asked: string; near: string } | null {
    for (const asked of languageRanges(header)) {
      let wanted = asked.toLowerCase();
      while (wanted) {
        const near = this.locales.find((locale) => locale.toLowerCase() === wanted);
        if (near) return { asked, near };
        wanted = wanted.slice(0, Math.max(0, wanted.lastIndexOf('-')));
      }
    }
    return null;
  }

  /** As `nearest`, with the region that was asked for, which numbers and dates follow: `de-CH` is itself, `es-MX` is English. */
  regional(tag: string | null | undefined): string {
    const match = this.matchFor(tag);
    if (!match) return ENGLISH;
    return canonicalTag(match.asked) ? new Intl.Locale(match.asked).baseName : match.near;
  }

  /** The ICU text, for those who show or check it as it is written; null where there is no such message. */
  source(locale: string, key: string): string | null {
    return this.texts.get(locale)?.get(key) ?? null;
  }
}

/** Those of this program. */
export const MESSAGES = Messages.read();
