// The browser's Back and Forward over each dialog and menu: one in which nobody typed goes with its page, and leaves nothing behind; one that is
// half filled stays, with a word.
import { expect, type Page, test } from '@playwright/test';
import { APP_PAGES, nameOf, type Opening, type PageToSee } from './pages.js';
import { LAYER } from './see.js';
import { saying } from './words.js';

/** A page that is quick, and has no dialog of its own open. */
const FROM = '/sign-ins';
const [NARROW, WIDE] = [390, 1280];
const FIELDS = 'input:not([readonly], [type=checkbox], [type=radio], [role=combobox]), textarea:not([readonly])';

/** Within the app: Back then leads to where somebody was in it. */
async function arrive(page: Page, { path, first, heading }: PageToSee): Promise<void> {
  const isFiltered = path.includes('?');
  await page.setViewportSize({ width: WIDE, height: 844 });
  await page.goto(isFiltered ? path : FROM);
  if (!isFiltered) await page.locator(`nav a[href="${path}"], header a[href="${path}"]`).first().click();
  if (first) await page.locator(first).first().click();
  await expect(page.getByRole('heading', { level: 1, name: heading, exact: true }).first()).toBeVisible();
}

async function open(page: Page, { says }: Opening): Promise<void> {
  const [first, ...rest] = [says].flat();
  const upper = page.locator(LAYER).last();
  if (first) await saying(page, first, 'en').click();
  for (const word of rest) await saying((await page.locator(LAYER).count()) > 0 ? upper : page, word, 'en').click();
  // A line of a menu leads to a dialog.
  if (rest.length > 0) await expect(page.locator('[role=menu]')).toHaveCount(0);
  await expect(upper).toBeVisible();
}

/** Nothing of it is left: no layer, nothing over the page, which can be scrolled and clicked. */
async function isGone(page: Page, of: Opening['says']): Promise<void> {
  await expect(page.locator(LAYER), String(of)).toHaveCount(0);
  await expect(page.locator('.mantine-Overlay-root')).toHaveCount(0);
  await expect(page.locator('body[data-scroll-locked]')).toHaveCount(0);
}

/** What is shown once stays, until somebody says that they have it. */
async function isKept(page: Page, opening: Opening): Promise<boolean> {
  const kept = saying(page.locator(LAYER).last(), 'web.secret.kept', 'en');
  if (!(await kept.isVisible())) return false;
  await expect(page.getByText('not kept yet').first()).toBeVisible();
  await kept.click();
  await isGone(page, opening.says);
  return true;
}

async function halfFilled(page: Page): Promise<void> {
  const field = page.locator(LAYER).last().locator(FIELDS).filter({ visible: true }).first();
  if ((await field.count()) === 0 || !(await field.isEnabled())) return;
  const before = await field.inputValue();
  const typed = (await field.getAttribute('type')) === 'time' ? '03:00' : '7';
  const url = page.url();
  await field.fill(typed);
  await page.goBack();
  await expect(page.getByText('not kept yet').first()).toBeVisible();
  await expect(page).toHaveURL(url);
  await expect(field).toHaveValue(typed);
  await field.fill(before);
}

test.describe.configure({ mode: 'parallel' });

for (const seen of APP_PAGES.filter(({ opens = [] }) => opens.length > 0))
  test(`${nameOf(seen)}: Back and Forward over each of its dialogs`, async ({ page }) => {
    await arrive(page, seen);
    const arrived = page.url();
    for (const opening of seen.opens ?? []) {
      await page.setViewportSize({ width: opening.at === 'narrow' ? NARROW : WIDE, height: 844 });
      await open(page, opening);
      const url = page.url();
      if (!String(opening.says).includes('palette')) await halfFilled(page);
      await page.goBack();
      if (await isKept(page, opening)) continue;
      await isGone(page, opening.says);
      await expect(page, String(opening.says)).not.toHaveURL(url);
      await page.goForward();
      await expect(page.getByRole('heading', { level: 1, name: seen.heading, exact: true }).first()).toBeVisible();
      // A dialog that stands in the address is there again.
      if (arrived === url) await isGone(page, opening.says);
      else await arrive(page, seen);
    }
  });
