// "Navigation zu Webhooks, neue Webhook-URL hinzufügen": a source by its address and secret, until the first event is there.
import { randomBytes } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { postStripe, sample } from './webhooks.js';

test('Stripe is connected by URL and secret: what is refused says why, the first event turns it green', async ({
  page,
}) => {
  const secret = `whsec_${randomBytes(24).toString('hex')}`;
  await page.goto('/sources');
  await page.getByRole('button', { name: 'Connect a source' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Stripe' }).click();
  await dialog.getByRole('button', { name: 'By hand: address and secret' }).click();
  await dialog.getByLabel('Name').fill('Stripe of the shop');
  await dialog.getByRole('button', { name: 'Next' }).click();
  const url = (await dialog.locator('pre', { hasText: '/webhooks/src_' }).textContent()) ?? '';
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByLabel('Signing secret').fill(secret);
  await dialog.getByRole('button', { name: 'Connect' }).click();
  await expect(dialog).toContainText('Waiting for the first event');
  expect(await postStripe(url, `whsec_${'0'.repeat(48)}`, sample('stripe.payout.failed'))).toBe(401);
  await expect(dialog).toContainText(/signature|signing secret/i);
  expect(await postStripe(url, secret, sample('stripe.payout.failed'))).toBe(202);
  await expect(dialog).toContainText('It works: the first event came in');
  await dialog.getByRole('button', { name: 'Done' }).click();
  const card = page.getByRole('article', { name: 'Stripe of the shop' });
  await expect(card).toContainText('Receiving');
  expect(await page.content()).not.toContain(secret);
  await page.getByRole('tab', { name: 'Refused requests' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('401');
  await expect(page).toHaveURL(/tab=refused/);
});

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
