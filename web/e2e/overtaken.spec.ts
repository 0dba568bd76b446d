// What somebody writes stays where a colleague saves the same meanwhile; it is said what saving would replace, and fields that nobody
// touched follow.
import { expect, type Locator, type Page, test } from '@playwright/test';
import { findings } from './axe.js';

const NOTE = 'Somebody else has saved this meanwhile';
const note = (page: Page) => page.getByRole('status').filter({ hasText: NOTE });

/** A colleague's, at the same address. */
async function besides(page: Page): Promise<Page> {
  const tab = await page.context().newPage();
  await tab.goto(page.url());
  return tab;
}

/** As somebody who comes back to the window, until it is told. */
async function look(page: Page, told: Locator): Promise<void> {
  await page.bringToFront();
  await expect(async () => {
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await expect(told).toBeVisible({ timeout: 1_500 });
  }).toPass();
}

const save = (page: Page | Locator) => page.getByRole('button', { name: 'Save', exact: true }).click();

test('first words of one’s own, which a colleague saves as well', async ({ page }) => {
  await page.goto('/settings/templates?event=refund.succeeded&locale=it');
  const text = (of: Page) => of.getByRole('region', { name: 'Words' }).getByLabel('Text');
  await text(page).fill('Mine.');
  const colleague = await besides(page);
  await text(colleague).fill('Theirs.');
  await save(colleague);
  await expect(colleague.getByText('Your own words', { exact: true })).toBeVisible();
  await look(page, note(page));
  await expect(text(page)).toHaveValue('Mine.');
  await expect(note(page)).toContainText('Theirs.');
  expect(await findings(page, 'main')).toEqual([]);
  await save(page);
  await expect(note(page)).toHaveCount(0);
  await look(colleague, colleague.getByText('Your own words', { exact: true }));
  await expect(text(colleague)).toHaveValue('Mine.');
  await text(page).fill('Mine, once more.');
  await text(colleague).fill('Theirs, once more.');
  await save(colleague);
  await look(page, note(page));
  await note(page).getByRole('button', { name: 'Use theirs instead' }).click();
  await expect(text(page)).toHaveValue('Theirs, once more.');
  await page.getByRole('button', { name: 'Back to ours' }).click();
  await expect(text(page)).not.toHaveValue('Theirs, once more.');
  await expect(note(page)).toHaveCount(0);
});

test('instructions of a product', async ({ page }) => {
  await page.goto('/customer-emails');
  const product = `pdt_${Date.now()}`;
  const text = async (of: Page) => {
    await of.getByRole('textbox', { name: 'Product' }).fill(product);
    return of.getByRole('textbox', { name: 'Text (Markdown)' });
  };
  const mine = await text(page);
  await mine.fill('Mine.');
  const colleague = await besides(page);
  await (await text(colleague)).fill('Theirs.');
  await save(colleague);
  await look(page, note(page));
  await expect(note(page)).toContainText('Theirs.');
  await expect(mine).toHaveValue('Mine.');
  await note(page).getByRole('button', { name: 'Use theirs instead' }).click();
  await expect(mine).toHaveValue('Theirs.');
  await mine.fill('');
  await save(page);
});

test('settings of a person: what a colleague changed beside it stays theirs', async ({ page }) => {
  await page.goto('/team');
  await page.getByRole('link', { name: /Samir Okafor/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Samir Okafor' })).toBeVisible();
  const dialog = (of: Page) => of.getByRole('dialog');
  const zone = (of: Page) => dialog(of).getByLabel('Time zone');
  const colleague = await besides(page);
  for (const of of [page, colleague]) await of.getByRole('button', { name: 'Edit' }).click();
  await zone(page).selectOption('Asia/Tokyo');
  await zone(colleague).selectOption('Asia/Seoul');
  await dialog(colleague).getByLabel('Language').selectOption('en');
  await save(dialog(colleague));
  await expect(dialog(colleague)).toHaveCount(0);
  await look(page, note(page));
  await expect(note(page)).toContainText('Asia/Seoul');
  await expect(zone(page)).toHaveValue('Asia/Tokyo');
  await expect(dialog(page).getByLabel('Language')).toHaveValue('en');
  await save(dialog(page));
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.getByRole('main')).toContainText('Asia/Tokyo');
  await page.getByRole('button', { name: 'Edit' }).click();
  await zone(page).selectOption('');
  await dialog(page).getByLabel('Language').selectOption('');
  await save(dialog(page));
  await expect(dialog(page)).toHaveCount(0);
});
