// Every page and every dialog on the narrowest phone, 360 px: nothing is wider than the window, no text is cut off or runs out of what it
// stands in, no word of a heading or a button is broken, and no line begins with the dot between two facts.
// In German, whose words are the longest; with NARROW=all in every language, which takes eight minutes more. `NARROW_SHOTS=folder` keeps a
// picture of each, light and dark.
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { addEarlierCode, addUnknownDelivery } from './database.js';
import { nameOf, type Opening, PAGES, type PageToSee } from './pages.js';
import { SESSION_FILE } from './playwright.config.js';
import { close, LAYER } from './see.js';
import { saying } from './words.js';

const LOCALES = process.env.NARROW === 'all' ? ['de-DE', 'en-GB', 'fr-FR', 'it-IT', 'id-ID', 'zh-CN'] : ['de-DE'];
const VIEWPORT = { width: 360, height: 740 };
const { NARROW_SHOTS } = process.env;

/** What asks before a message is sent twice, and before older code runs again. */
async function rarePages(): Promise<PageToSee[]> {
  const [endpointId, eventId] = [await addEarlierCode(), await addUnknownDelivery()];
  return [
    {
      path: `/integrations/${endpointId}?tab=versions`,
      name: 'versions',
      heading: '',
      opens: [{ says: 'web.integration.rollBack' }],
    },
    { path: `/events/${eventId}`, name: 'unknown', heading: '', opens: [{ says: 'web.event.retry' }] },
  ];
}

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
  /** Whether it stands on two lines; an address and an id may. */
  const isBroken = (node: Node, { index, 0: word }: RegExpExecArray) => {
    if (/[@._/\d]|\p{Script=Han}/u.test(word.slice(0, -1))) return false;
    const lineOf = (at: number, which: number) => {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      return Math.round([...range.getClientRects()].at(which)?.top ?? 0);
    };
    // A hyphen that stands before it, at the end of the line above, belongs to its first letter.
    return lineOf(index, -1) !== lineOf(index + word.length - 1, 0);
  };
  const brokenWords = (element: Element): string[] =>
    [...element.childNodes].flatMap((node) =>
      [...(node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '') : '').matchAll(/[^\s\u00ad-]+/g)]
        .filter((word) => isBroken(node, word))
        .map(([word]) => word),
    );
  const lines: string[] = [];
  for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
    if (!hasText(element) || !element.checkVisibility({ visibilityProperty: true }) || isUnseen(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(element);
    const text = range.getBoundingClientRect();
    if (text.width === 0 || scrolls(element)) continue;
    if (element.closest('h1, h2, h3, h4, button, label, [role=tab]'))
      lines.push(...brokenWords(element).map((word) => say(element, `broken: ${word}`)));
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

/** One line for each line of text that begins with the dot between two facts: it belongs to the one before. */
function linesFromDots(): string[] {
  const lines: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent ?? '';
    const parent = node.parentElement;
    if (!text.includes('·') || !parent?.checkVisibility({ visibilityProperty: true })) continue;
    let block = parent;
    while (getComputedStyle(block).display === 'inline' && block.parentElement) block = block.parentElement;
    for (const { index } of text.matchAll(/·/g)) {
      const [dot, before] = [document.createRange(), document.createRange()];
      dot.setStart(node, index);
      dot.setEnd(node, index + 1);
      before.setStart(block, 0);
      before.setEnd(node, text.slice(0, index).trimEnd().length);
      const { top, bottom, left } = dot.getBoundingClientRect();
      const beside = [...before.getClientRects()].some(
        (one) => one.top < bottom && one.bottom > top && one.left < left,
      );
      if (!beside && left > 0) lines.push(`begins with a dot: ${block.textContent?.trim().slice(0, 80)}`);
    }
  }
  return lines;
}

/** All that is wrong with the texts that are in sight. */
const textFaults = async (page: Page): Promise<string[]> => [
  ...(await page.evaluate(textsCutOff)),
  ...(await page.evaluate(linesFromDots)),
];

/** What does not fit when this is open; it is closed again. */
async function faultsOf(page: Page, { says }: Opening, name: string, locale: string): Promise<string[]> {
  const keys = typeof says === 'string' ? [says] : says;
  for (const key of keys) {
    const layer = page.locator(LAYER).last();
    await saying((await layer.count()) > 0 ? layer : page, key, locale).click({ timeout: 20_000 });
  }
  await expect(page.locator(LAYER).last()).toBeVisible();
  await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0);
  const lines = await textFaults(page);
  const called = `${name}-${keys.at(-1)}`;
  if (NARROW_SHOTS) await pictures(page, called, locale);
  while ((await page.locator(LAYER).count()) > 0) {
    await close(page, locale);
    await expect(page.locator('[data-mantine-transitioning]')).toHaveCount(0);
  }
  return lines.map((line) => `${called}: ${line}`);
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

    test(`${locale}: every page and every dialog fits 360 px`, async () => {
      test.setTimeout(600_000);
      const faults: string[] = [];
      for (const seen of [...PAGES, ...(await rarePages())]) {
        const page = await (seen.signedOut ? signedOut : signedIn).newPage();
        await open(page, seen);
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (wider > 0) faults.push(`${nameOf(seen)}: the page is ${wider} px wider than the window`);
        const lines = await textFaults(page);
        faults.push(...lines.map((line) => `${nameOf(seen)}: ${line}`));
        if (NARROW_SHOTS) await pictures(page, nameOf(seen), locale);
        for (const opening of seen.opens ?? [])
          if (opening.at !== 'wide') faults.push(...(await faultsOf(page, opening, nameOf(seen), locale)));
        await page.close();
      }
      expect(faults).toEqual([]);
    });
  });
