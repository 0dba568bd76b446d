// How our e-mails look in a real browser, narrow and wide, light and dark. Runs where `chromium` is on the PATH.
import { MESSAGES } from '../../src/i18n/messages.js';
import { inChromium, LONG_MS, type Seen, seenIn } from './browser.js';
import { EVERY_SAMPLE } from './every-sample.js';
import { PAGES } from './pages.js';

const PAPER = { light: 'rgb(239, 237, 232)', dark: 'rgb(20, 23, 26)' };

/** Nothing is cut off, no word is broken, all can be read (WCAG 2.2, 1.4.3), and one button at most is loud. */
const isWrong = ({ width, scrollWidth, broken, loudButtons, contrast, paper, scheme }: Seen) =>
  scrollWidth > width || broken.length > 0 || loudButtons > 1 || contrast < 4.5 || paper !== PAPER[scheme];

inChromium('e-mails in Chromium', () => {
  it(
    'fit 320 and 800 pixels and can be read, light and dark',
    async () => {
      const seen = await seenIn(PAGES, [320, 800]);
      expect(seen).toHaveLength(Object.keys(PAGES).length * 3);
      expect(seen.filter(isWrong)).toEqual([]);
    },
    LONG_MS,
  );

  it(
    'every sample fits 360 and 800 pixels and can be read in every language, light and dark',
    async () => {
      const pages = EVERY_SAMPLE.map(({ locale, name, audience, html }) => [`${locale} ${name} ${audience}`, html]);
      const seen = await seenIn(Object.fromEntries(pages), [360, 800]);
      expect(seen).toHaveLength(EVERY_SAMPLE.length * 3);
      expect(new Set(seen.map(({ name }) => name.split(' ')[0]))).toEqual(new Set(MESSAGES.locales));
      expect(seen.filter(isWrong)).toEqual([]);
    },
    LONG_MS,
  );
});
