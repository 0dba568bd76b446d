// How our e-mails look in a real browser, narrow and wide, light and dark. Runs where `chromium` is on the PATH.
import { MESSAGES } from '../../src/i18n/messages.js';
import { inChromium, LONG_MS, seenIn } from './browser.js';
import { mailsIn } from './every-sample.js';
import { PAGES } from './pages.js';

const WIDTHS = [320, 800] as const;

inChromium('e-mails in Chromium (needs chromium on the PATH)', () => {
  it.each([
    ['light', 'rgb(239, 237, 232)'],
    ['dark', 'rgb(20, 23, 26)'],
  ] as const)(
    'fit 320 and 800 pixels and can be read: %s',
    async (scheme, paper) => {
      const seen = await seenIn(scheme, PAGES, WIDTHS);
      expect(seen).toHaveLength(Object.keys(PAGES).length * WIDTHS.length);
      expect(seen.filter(({ width, scrollWidth }) => scrollWidth > width)).toEqual([]);
      // WCAG 2.2, 1.4.3.
      expect(seen.filter(({ contrast }) => contrast < 4.5)).toEqual([]);
      expect(new Set(seen.map((one) => one.paper))).toEqual(new Set([paper]));
    },
    LONG_MS,
  );

  it.each(MESSAGES.locales)(
    'every sample on a phone: no word is broken, nothing is cut off, and one button at most is loud: %s',
    async (locale) => {
      const mails = mailsIn(locale);
      const pages = Object.fromEntries(mails.map(({ name, audience, html }) => [`${name} ${audience}`, html]));
      const seen = await seenIn('light', pages, [360]);
      expect(seen).toHaveLength(mails.length);
      const wrong = seen.filter(
        ({ width, scrollWidth, broken, loudButtons }) => scrollWidth > width || broken.length > 0 || loudButtons > 1,
      );
      expect(wrong).toEqual([]);
    },
    LONG_MS,
  );
});
