/** What the elements say, in the language of the page that they stand in. */
import { TEXTS } from 'virtual:embed-words';
import { Messages } from './messages.js';
import { relativeBy } from './relative.js';
import type { WordArguments, WordKey } from './t.js';

const ENGLISH = 'en';
const TAG = /^[a-z]{2,3}(-[a-z]{4})?(-[a-z]{2}|-\d{3})?$/i;

export class EmbedWords {
  /** With the region of the page where it names one: as numbers and dates are written there. */
  readonly region: string;
  /** Of who reads, by its IANA name. */
  readonly timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  private readonly messages: Messages;
  private readonly relative: Intl.RelativeTimeFormat;

  /** @param tag BCP 47, as the page has it; of a language that we do not speak: English. */
  constructor(tag: string) {
    const locale = [tag, tag.split('-')[0] ?? ''].find((one) => TEXTS[one]);
    // The page may say anything.
    this.region = locale && TAG.test(tag) ? tag : (locale ?? ENGLISH);
    this.messages = new Messages(locale ?? ENGLISH, TEXTS[locale ?? ENGLISH] ?? {});
    this.relative = new Intl.RelativeTimeFormat(this.region, { numeric: 'auto' });
  }

  t(key: WordKey, args?: WordArguments): string {
    return this.messages.find(`web.${key}`, args) ?? key;
  }

  category(code: string): string {
    return this.messages.find(`category.${code}`) ?? code;
  }

  /** "3 minutes ago"; ISO 8601. */
  ago(at: string): string {
    return relativeBy(this.relative, Date.parse(at) - Date.now());
  }
}
