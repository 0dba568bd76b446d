/** What axe finds, in both schemes; and whether a page fits its window. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** Names, roles, sizes and the order are the same in the dark. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];
export const WIDTHS = [390, 1440];
export const WIDE = 1440;

/** Colours go from one scheme to the other in a moment, which is a long one on a busy machine. What turns for ever is let turn. */
async function areStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = () =>
      document.getAnimations().filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime ?? 0));
    for (let left = ending(); left.length > 0; left = ending())
      await Promise.all(left.map(({ finished }) => finished.catch(() => undefined)));
  });
}

/** One line for each finding in either scheme, with the element; frames are not looked into. @param within a selector */
export async function findings(page: Page, within: string): Promise<string[]> {
  const lines: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // The local run's own pages follow the system by their styles alone.
    await expect(
      page.locator(`html:is([data-mantine-color-scheme=${colorScheme}], :not([data-mantine-color-scheme]))`),
    ).toHaveCount(1);
    await areStill(page);
    const axe = new AxeBuilder({ page }).setLegacyMode().include(within);
    const { violations } = await (colorScheme === 'light' ? axe.withTags(TAGS) : axe.withRules(OF_COLOURS)).analyze();
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    for (const { id, nodes } of grave)
      for (const { target, failureSummary } of nodes) lines.push(`${colorScheme} ${id}: ${target} ${failureSummary}`);
  }
  return lines;
}

/** The page at this width. */
export async function standsWell(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 844 });
  expect([width, await findings(page, 'html')]).toEqual([width, []]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}
