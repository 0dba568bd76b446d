// Each page in both schemes at two widths, and its dialogs and menus open: nothing serious by axe, nothing wider than the window,
// no policy broken, and the focus is again where it was when something closes.
import { expect, type Locator, type Page, test } from '@playwright/test';
import { findings, standsWell, WIDE, WIDTHS } from './axe.js';
import { nameOf, PAGES } from './pages.js';
import { close, LAYER, see } from './see.js';
import { saying } from './words.js';

/**
 * What would move for whoever asks for less motion, as these tests do. The dialogs of the library write a time into their own style,
 * and pass over its steps.
 */
const moving = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => /[1-9]/.test(getComputedStyle(element).transitionDuration))
      .filter((element) => !element.getAttribute('style')?.includes('transition'))
      .map((element) => element.outerHTML.slice(0, 120)),
  );

/** The dialog or menu of this button, or link, at the width that the window has. */
async function opensWell(page: Page, opener: Locator): Promise<void> {
  await opener.click();
  await expect(page.locator(LAYER).last()).toBeVisible();
  const which = [String(opener), page.viewportSize()?.width];
  expect([...which, await findings(page, LAYER)]).toEqual([...which, []]);
  await close(page);
  await expect(page.locator(LAYER)).toHaveCount(0);
  await expect(opener).toBeFocused();
}

test.describe.configure({ mode: 'parallel' });

for (const seen of PAGES)
  test(`${nameOf(seen)} at 390 and 1440 px, light and dark`, async ({ page }) => {
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (said) => said.type() === 'error' && faults.push(said.text()));
    await page.setViewportSize({ width: 390, height: 844 });
    await see(page, seen);
    expect(await moving(page)).toEqual([]);
    // As it is when a window is made wider, and when the system goes dark: with the page open.
    for (const width of WIDTHS) {
      await standsWell(page, width);
      for (const { says, at } of seen.opens ?? []) {
        // What stands behind others is as these are.
        if (typeof says !== 'string' || (at && (at === 'wide') !== (width === WIDE))) continue;
        await opensWell(page, saying(page, says, 'en'));
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

test('the steps of adding an endpoint, and the question of who leaves in the middle', async ({ page, baseURL }) => {
  await page.goto('/integrations?add=SLACK');
  const step = (name: string) => expect(page.getByRole('form', { name })).toBeVisible();
  await page.getByLabel('Name').fill('#not-added');
  await page.getByLabel('Incoming webhook URL').fill(`${baseURL}/dev/slack/services/T1/B2/none`);
  for (const name of ['Where to', 'Which events', 'Code and test']) {
    if (name !== 'Where to') await page.getByRole('button', { name: 'Next' }).click();
    await step(name);
    for (const width of WIDTHS) await standsWell(page, width);
  }
  await opensWell(page, page.getByRole('link', { name: 'Deliveries' }));
});

test('the tabs of an integration, and what its settings ask', async ({ page }) => {
  await page.goto('/integrations');
  await page.getByRole('link', { name: /#subscriptions/ }).click();
  for (const name of ['Events', 'Failures', 'Versions', 'Settings']) {
    await page.getByRole('tab', { name }).click();
    await expect(page.getByRole('tabpanel', { name })).toBeVisible();
    for (const width of WIDTHS) await standsWell(page, width);
  }
  await opensWell(page, page.getByRole('button', { name: 'Remove' }));
});
