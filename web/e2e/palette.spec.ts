// The palette by the words that people use, and single keys.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';

const field = (page: Page) => page.getByRole('combobox', { name: 'Go to or find anything' });
const option = (page: Page, name: string | RegExp) => page.getByRole('option', { name });

async function grave(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`));
}

async function find(page: Page, typed: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await field(page).fill(typed);
}

test('a page is found by the words of other dashboards, an event by its customer and by its id', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  for (const [typed, title] of [
    ['notifications', 'Communication'],
    ['webhooks', 'Integrations'],
    ['slack', 'Integrations'],
    ['developers', 'Sources'],
    ['chargeb', 'Disputes'],
  ]) {
    await find(page, typed as string);
    await expect(option(page, new RegExp(`^${title}`)).first()).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(field(page)).toHaveCount(0);
  }
  await find(page, 'Jonas');
  await expect(option(page, /Jonas Weber.*payment\.failed/).first()).toBeVisible();
  expect(await grave(page)).toEqual([]);
  await option(page, /Jonas Weber.*payment\.failed/)
    .first()
    .click();
  await expect(page).toHaveURL(/\/events\/evt_/);
  const id = page.url().split('/').pop() as string;
  await page.goto('/sources');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await find(page, id);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(id));
});

test('single keys go to pages, from row to row and to the filter, rest while somebody types, and can be switched off', async ({
  page,
}) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('e');
  await expect(page).toHaveURL(/\/events$/);
  const rows = page.locator('.log a.row');
  await expect(rows.nth(1)).toBeVisible();
  await page.keyboard.press('j');
  await expect(rows.first()).toBeFocused();
  await page.keyboard.press('j');
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press('k');
  await expect(rows.first()).toBeFocused();
  await page.keyboard.press('/');
  const search = page.getByRole('searchbox');
  await expect(search).toBeFocused();
  await page.keyboard.type('gd?');
  await expect(search).toHaveValue('gd?');
  await expect(page).toHaveURL(/\/events/);
  await search.fill('');
  await search.blur();
  await page.keyboard.press('?');
  const list = page.getByRole('dialog', { name: 'Keyboard' });
  await expect(list).toContainText('Take the dispute');
  expect(await grave(page)).toEqual([]);
  await list.getByRole('switch', { name: 'Single keys' }).click();
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(rows.first()).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await page.keyboard.press('?');
  await expect(list).toHaveCount(0);
  await expect(page).toHaveURL(/\/events/);
});

test('by keys a notification is archived, and its place is kept', async ({ page }) => {
  await page.goto('/inbox');
  await expect(page.locator('#page [data-row]').first()).toBeVisible();
  // Where no row has the focus, none is meant.
  await page.keyboard.press('e');
  await page.keyboard.press('j');
  await page.keyboard.press('e');
  const undo = page.getByRole('button', { name: 'Undo' });
  await expect(undo).toBeVisible();
  await expect(page.locator('#page [data-row]:focus')).toHaveCount(1);
  // The list itself gets longer by what others do meanwhile; who is archived stands apart.
  const archive = page.locator('#page').getByText('Archived', { exact: true });
  const archived = page.getByRole('button', { name: /^Back from the archive/ });
  await archive.click();
  await expect(archived).toHaveCount(1);
  await undo.click();
  await expect(archived).toHaveCount(0);
});
