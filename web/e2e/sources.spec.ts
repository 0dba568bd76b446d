// Sources beside what seed 001 says of connecting one.
import { expect, test } from '@playwright/test';

test('a source is renamed and removed', async ({ page }) => {
  await page.goto('/sources');
  await page.getByRole('button', { name: 'Connect a source' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Any producer' }).click();
  await page.getByLabel('Name').fill('Old shop');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('dialog')).toContainText('shown once');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Old shop: more acts' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('New shop');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('article', { name: 'New shop' })).toBeVisible();
  await page.getByRole('button', { name: 'New shop: more acts' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('article', { name: 'New shop' })).toHaveCount(0);
});
