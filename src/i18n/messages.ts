/** What people read, in every locale: one file each in `messages/`, ICU MessageFormat under flat keys. */
import { readdirSync, readFileSync } from 'node:fs';
import type en from './messages/en.json';
import { canonicalTag, languageOf } from './tags.js';
import { typeset } from './typography.js';

/** English has every key; a test holds the other locales to the same keys and arguments. */
export type MessageKey = keyof typeof en;

/** Data, not code: they lie beside the source, also for the compiled program, as the samples of the catalogue do. */
const FOLDER = new URL('../../../src/i18n/messages/', import.meta.url);

const ENGLISH = 'en';

type Texts = ReadonlyMap<string, string>;

/** What an Accept-Language header wants first. */
const firstOf = (tag: string | null | undefined): string =>
  (tag ?? '').split(/[,;]/, 1)[0]?.trim().replaceAll('_', '-') ?? '';

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
    let wanted = firstOf(tag).toLowerCase();
    while (wanted) {
      const found = this.locales.find((locale) => locale.toLowerCase() === wanted);
      if (found) return found;
      wanted = wanted.slice(0, Math.max(0, wanted.lastIndexOf('-')));
    }
    return ENGLISH;
  }

  /** As `nearest`, with the region that was asked for, which numbers and dates follow: `de-CH` is itself, `es-MX` is English. */
  regional(tag: string | null | undefined): string {
    const near = this.nearest(tag);
    const asked = canonicalTag(firstOf(tag));
    return asked && languageOf(asked) === languageOf(near) ? new Intl.Locale(asked).baseName : near;
  }

  /** The ICU text, for those who show or check it as it is written; null where there is no such message. */
  source(locale: string, key: string): string | null {
    return this.texts.get(locale)?.get(key) ?? null;
  }
}

/** Those of this program. */
export const MESSAGES = Messages.read();
