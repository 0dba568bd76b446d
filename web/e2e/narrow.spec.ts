// Every page and every dialog on the narrowest phone, 360 px: nothing is wider than the window, no text is cut off or runs out of what it
// stands in, no word of a heading or a button is broken, and no line begins with the dot between two facts.
// In German, whose words are the longest; with NARROW=all in every language, which takes eight minutes more. `NARROW_SHOTS=folder` keeps a
// picture of each, light and dark.
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { addEarlierCode, addUnknownDelivery } from './database.js';
import { misfits } from './fits.js';
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

/** What does not fit when this is open; it is closed again. */
async function faultsOf(page: Page, { says }: Opening, name: string, locale: string): Promise<string[]> {
  const keys = typeof says === 'string' ? [says] : says;
  for (const key of keys) {
    const layer = page.locator(LAYER).last();
    await saying((await layer.count()) > 0 ? layer : page, key, locale).click({ timeout: 20_000 });
  }
  await expect(page.locator(LAYER).last()).toBeVisible();
  await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0);
  const lines = await misfits(page);
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
        const lines = await misfits(page);
        faults.push(...lines.map((line) => `${nameOf(seen)}: ${line}`));
        if (NARROW_SHOTS) await pictures(page, nameOf(seen), locale);
        for (const opening of seen.opens ?? [])
          if (opening.at !== 'wide') faults.push(...(await faultsOf(page, opening, nameOf(seen), locale)));
        await page.close();
      }
      expect(faults).toEqual([]);
    });
  });
