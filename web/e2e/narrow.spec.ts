// Every page on the narrowest phone, 360 px: nothing is wider than the window, and no text is cut off or runs out of what it stands in.
// In German, whose words are the longest; with NARROW=all in every language, which takes eight minutes more. `NARROW_SHOTS=folder` keeps a
// picture of each, light and dark.
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { nameOf, PAGES, type PageToSee } from './pages.js';
import { SESSION_FILE } from './playwright.config.js';

const LOCALES = process.env.NARROW === 'all' ? ['de-DE', 'en-GB', 'fr-FR', 'it-IT', 'id-ID', 'zh-CN'] : ['de-DE'];
const VIEWPORT = { width: 360, height: 740 };
const { NARROW_SHOTS } = process.env;

/** As `see`, whatever the language is. */
async function open(page: Page, { path, first, signedOut }: PageToSee): Promise<void> {
  await page.goto(path);
  const before = page.url();
  if (first) await page.locator(first).first().click();
  // A row leads to another page; an entry unfolds on this one.
  if (first && !first.startsWith('button')) await expect(page).not.toHaveURL(before);
  await expect(page.locator(signedOut ? '[role=dialog] h2' : 'h1').first()).toBeVisible();
  await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0);
}

/** One line for each text that is cut off, or stands outside of the window; what scrolls by itself may be wider. */
function textsCutOff(): string[] {
  const scrolls = (element: Element | null): boolean =>
    element !== null && (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  /** For a screen reader alone, or behind something. */
  const isUnseen = (element: Element) =>
    element.clientWidth <= 1 || element.closest('[inert], [aria-hidden=true], .hidden-text');
  const say = (element: Element, why: string) =>
    `${why}: <${element.tagName.toLowerCase()} class="${element.className}"> ${element.textContent?.trim().slice(0, 60)}`;
  const hasText = (element: Element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
  const lines: string[] = [];
  for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
    if (!hasText(element) || !element.checkVisibility({ visibilityProperty: true }) || isUnseen(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(element);
    const text = range.getBoundingClientRect();
    if (text.width === 0 || scrolls(element)) continue;
    if (text.right > innerWidth + 1 || text.left < -1) lines.push(say(element, 'outside of the window'));
    for (let box: Element | null = element; box && box !== document.body; box = box.parentElement) {
      const { overflowX, display } = getComputedStyle(box);
      if (display === 'inline' || !/hidden|clip/.test(overflowX)) continue;
      const { left, right } = box.getBoundingClientRect();
      if (text.right > right + 1 || text.left < left - 1) lines.push(say(element, 'cut off'));
    }
  }
  return [...new Set(lines)];
}

async function pictures(page: Page, name: string, locale: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${NARROW_SHOTS}/${locale}-${name}-${colorScheme}.png`, animations: 'disabled' });
  }
}

test.describe.configure({ mode: 'parallel' });

for (const locale of LOCALES)
  test.describe(locale, () => {
    let signedIn: BrowserContext;
    let signedOut: BrowserContext;
    test.beforeAll(async ({ browser }) => {
      const options = { locale, viewport: VIEWPORT, isMobile: true, hasTouch: true, timezoneId: 'UTC' };
      signedIn = await browser.newContext({ ...options, storageState: SESSION_FILE });
      signedOut = await browser.newContext({ ...options, storageState: { cookies: [], origins: [] } });
    });
    test.afterAll(() => Promise.all([signedIn.close(), signedOut.close()]));

    test(`${locale}: every page fits 360 px`, async () => {
      test.setTimeout(600_000);
      const faults: string[] = [];
      for (const seen of PAGES) {
        const page = await (seen.signedOut ? signedOut : signedIn).newPage();
        await open(page, seen);
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (wider > 0) faults.push(`${nameOf(seen)}: the page is ${wider} px wider than the window`);
        const lines = await page.evaluate(textsCutOff);
        faults.push(...lines.map((line) => `${nameOf(seen)}: ${line}`));
        if (NARROW_SHOTS) await pictures(page, nameOf(seen), locale);
        await page.close();
      }
      expect(faults).toEqual([]);
    });
  });
