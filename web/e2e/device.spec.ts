// "Add my phone": the code on one screen signs in another as the person, on the page that registers it.
import { expect, test } from '@playwright/test';

test('the code signs a phone in as its person, once, and leads to its device page', async ({ page, browser }) => {
  await page.goto('/device');
  const phone = page.getByRole('region', { name: 'Add my phone' });
  await phone.getByLabel('Whose phone?').selectOption('Samir Okafor');
  await phone.getByRole('button', { name: 'Show a code' }).click();
  const dialog = page.getByRole('dialog', { name: 'The phone of Samir Okafor' });
  await expect(dialog.getByRole('img', { name: /signs in the phone of Samir Okafor/ })).toBeVisible();
  await expect(dialog).toContainText('no phone reaches it');
  const link = (await dialog.locator('pre').textContent()) ?? '';
  const other = await browser.newContext({ viewport: { width: 390, height: 844 }, storageState: undefined });
  const there = await other.newPage();
  await there.goto(link);
  await expect(there).toHaveURL(/\/device$/);
  await expect(there.getByRole('heading', { name: 'This device', level: 1 })).toBeVisible();
  // Theirs alone: nobody to choose.
  await expect(there.getByRole('region', { name: 'Add my phone' })).toBeVisible();
  await expect(there.getByLabel('Whose phone?')).toHaveCount(0);
  await other.clearCookies();
  await there.goto(link);
  await expect(there.getByRole('dialog')).toContainText('works once');
  await other.close();
});
