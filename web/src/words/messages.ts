/** The texts of one language, with what is said put into them. */
import { IntlMessageFormat } from 'intl-messageformat';
import { closedUp } from '../../../src/i18n/typography.js';

export type WordArguments = Readonly<Record<string, string | number>>;

/** What says that a text is more than itself: an argument, or a quoted sign. */
const ICU = /[{}']/;

export class Messages {
  private readonly parsed = new Map<string, IntlMessageFormat>();

  /** @param locale BCP 47 @param texts key -> ICU MessageFormat */
  constructor(
    readonly locale: string,
    private readonly texts: Readonly<Record<string, string>>,
  ) {}

  /** Null where there is no such message. @throws where an argument is missing. */
  find(key: string, args: WordArguments = {}): string | null {
    const source = this.texts[key];
    if (source === undefined) return null;
    if (!ICU.test(source)) return closedUp(source, this.locale);
    let format = this.parsed.get(key);
    if (!format) {
      format = new IntlMessageFormat(source, this.locale, undefined, { ignoreTag: true });
      this.parsed.set(key, format);
    }
    return closedUp(String(format.format({ ...args })), this.locale);
  }
}
