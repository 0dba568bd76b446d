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

test('who connects a provider a second time is told what that does', async ({ page }) => {
  await page.goto('/sources');
  await page.getByRole('button', { name: 'Connect a source' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Dodo Payments' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Dodo Payments is connected already');
});

test('a sample is sent from a source and leads to who was told; the API key is changed, and a wrong one is told so', async ({
  page,
}) => {
  const name = `Stripe ${Date.now()}`;
  await page.goto('/sources');
  await page.getByRole('button', { name: 'Connect a source' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Stripe' }).click();
  await dialog.getByRole('button', { name: 'By hand: address and secret' }).click();
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByLabel('Signing secret').fill(`whsec_${'a1b2c3d4'.repeat(6)}`);
  await dialog.getByRole('button', { name: 'Connect' }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: `${name}: more acts` }).click();
  await page.getByRole('menuitem', { name: 'API key of the provider' }).click();
  await dialog.getByLabel('API key', { exact: true }).fill('whsec_notAnApiKey');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toContainText('sk_ or rk_');
  await dialog.getByLabel('API key', { exact: true }).fill('rk_test_0123456789abcdefghijWXYZ');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  const source = page.getByRole('article', { name });
  await expect(source).toContainText('API key ends with …WXYZ');
  await page.getByRole('button', { name: `${name}: more acts` }).click();
  await page.getByRole('menuitem', { name: 'Send a sample event' }).click();
  await dialog.getByRole('combobox', { name: 'Event' }).selectOption({ label: 'Payout failed' });
  await dialog.getByRole('button', { name: 'Send a sample event' }).click();
  await expect(page).toHaveURL(/\/events\/evt_/);
  const told = page.getByRole('listitem').filter({ hasText: 'Fiona Berg · finance@larkspur.example' });
  await expect(told).toContainText(/sent|delivered/i);
});
