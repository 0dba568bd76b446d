/** What the elements say, in the language of the page that they stand in. */
import { TEXTS } from 'virtual:embed-words';
import { Messages } from './messages.js';
import { relativeBy } from './relative.js';
import type { WordArguments, WordKey } from './t.js';

const ENGLISH = 'en';

export class EmbedWords {
  readonly locale: string;
  /** Of who reads, by its IANA name. */
  readonly timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  private readonly messages: Messages;
  private readonly relative: Intl.RelativeTimeFormat;

  /** @param tag BCP 47, as the page has it; of a language that we do not speak: English. */
  constructor(tag: string) {
    this.locale = [tag, tag.split('-')[0] ?? ''].find((one) => TEXTS[one]) ?? ENGLISH;
    this.messages = new Messages(this.locale, TEXTS[this.locale] ?? {});
    this.relative = new Intl.RelativeTimeFormat(this.locale, { numeric: 'auto' });
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
