// Each page in both schemes at two widths, and its dialogs and menus open: nothing serious by axe, nothing wider than the window,
// no policy broken, and the focus is again where it was when something closes.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { nameOf, PAGES } from './pages.js';
import { see } from './see.js';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** Names, roles, sizes and the order are the same in the dark. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];
const WIDTHS = [390, 1440];
const WIDE = 1440;
/** A dialog that has its own ones has the upper one last. */
const LAYER = '[role=dialog], [role=menu]';

/** One line for each finding in either scheme, with the element; frames are not looked into. @param within a selector */
async function findings(page: Page, within: string): Promise<string[]> {
  const lines: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // The local run's own pages follow the system by their styles alone.
    await expect(
      page.locator(`html:is([data-mantine-color-scheme=${colorScheme}], :not([data-mantine-color-scheme]))`),
    ).toHaveCount(1);
    const axe = new AxeBuilder({ page }).setLegacyMode().include(within);
    const { violations } = await (colorScheme === 'light' ? axe.withTags(TAGS) : axe.withRules(OF_COLOURS)).analyze();
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    for (const { id, nodes } of grave)
      for (const { target, failureSummary } of nodes) lines.push(`${colorScheme} ${id}: ${target} ${failureSummary}`);
  }
  return lines;
}

test.describe.configure({ mode: 'parallel' });

for (const seen of PAGES)
  test(`${nameOf(seen)} at 390 and 1440 px, light and dark`, async ({ page }) => {
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (said) => said.type() === 'error' && faults.push(said.text()));
    await page.setViewportSize({ width: 390, height: 844 });
    await see(page, seen);
    // As it is when a window is made wider, and when the system goes dark: with the page open.
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 844 });
      expect([width, await findings(page, 'html')]).toEqual([width, []]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      for (const { button: name, wide } of seen.opens ?? []) {
        if (wide && width < WIDE) continue;
        const opener = page.getByRole('button', { name }).first();
        await opener.click();
        await expect(page.locator(LAYER).last()).toBeVisible();
        expect([width, name, await findings(page, LAYER)]).toEqual([width, name, []]);
        await page.keyboard.press('Escape');
        await expect(page.locator(LAYER)).toHaveCount(0);
        await expect(opener).toBeFocused();
      }
    }
    expect(faults).toEqual([]);
  });

test('the navigation of a phone, light and dark', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/device');
  await page.getByRole('button', { name: 'Pages' }).click();
  await expect(page.getByRole('link', { name: 'Overview' })).toBeVisible();
  expect(await findings(page, 'nav')).toEqual([]);
});
