// Seed 000, "Gestion des destinataires e-mail": each step of it, as a person does it.
import { expect, test } from '@playwright/test';
import { postStripe, sample } from './webhooks.js';

const { E2E_URL = '', E2E_STRIPE = '', E2E_STRIPE_SECRET = '' } = process.env;

test('an e-mail is added, given payouts only, gets one, is deleted, and gets nothing more', async ({
  page,
  request,
}) => {
  const address = `finance-${Date.now()}@acme.example`;
  await page.goto('/preferences');
  await page.getByRole('button', { name: 'Add E-mail' }).click();
  await page.getByRole('dialog').getByLabel('Address').fill(address);
  await page.getByRole('dialog').getByRole('button', { name: 'Add E-mail' }).click();
  const entry = page.getByRole('button', { name: new RegExp(address) });
  await expect(entry).toHaveAttribute('aria-expanded', 'true');
  await page.getByRole('button', { name: 'Disable All' }).click();
  await expect(page.getByRole('dialog')).toContainText(/events? of the last 30 days/);
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(entry).toContainText('gets 0 of');
  const payoutFailed = page.getByRole('switch', { name: 'Payout failed' });
  await payoutFailed.click();
  await expect(payoutFailed).toBeChecked();
  await expect(entry).toContainText('gets 1 of');
  await page.getByRole('button', { name: 'why? Payout failed' }).click();
  await expect(page.getByText('decides')).toBeVisible();
  expect(await postStripe(E2E_STRIPE, E2E_STRIPE_SECRET, sample('stripe.payout.failed'))).toBe(202);
  // Beside the one that says that messages come to this address now.
  const mailbox = async () => {
    const mails = (await (await request.get(`${E2E_URL}/dev/mailbox`)).text()).split('<li>');
    return mails.filter((mail) => mail.includes(address) && mail.includes('Payout of')).length;
  };
  await expect.poll(mailbox).toBe(1);
  await page.getByRole('button', { name: 'Delete e-mail' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete e-mail' }).click();
  await expect(entry).toHaveCount(0);
  expect(await postStripe(E2E_STRIPE, E2E_STRIPE_SECRET, sample('stripe.payout.failed'))).toBe(202);
  await expect.poll(mailbox).toBe(1);
});

test('a switch is undone, the whole list is enabled and goes back to its role', async ({ page }) => {
  await page.goto('/preferences');
  const entry = page.getByRole('button', { name: /sales@larkspur/ });
  await entry.click();
  await expect(entry).toContainText('gets 3 of');
  await page.getByRole('switch', { name: 'Payment received' }).click();
  await expect(entry).toContainText('gets 2 of');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(entry).toContainText('gets 3 of');
  await page.getByRole('button', { name: 'Enable All' }).click();
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(entry).toContainText(/gets (\d+) of \1/);
  await page.getByRole('button', { name: 'Back to role' }).click();
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(entry).toContainText('gets 3 of');
});

test('by the keyboard alone: another channel, a device that gets nothing any more', async ({ page }) => {
  await page.goto('/preferences?channel=PUSH');
  const entry = page.getByRole('button', { name: /phone/ });
  await entry.focus();
  await page.keyboard.press('Enter');
  const toggle = page.getByRole('switch', { name: /^Notify / });
  await toggle.focus();
  await page.keyboard.press('Space');
  await expect(toggle).not.toBeChecked();
  await expect(entry).toContainText('switched off');
  await page.keyboard.press('Space');
  await expect(entry).not.toContainText('switched off');
});

test('the matrix moves by arrows and toggles by Space', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('/preferences?view=matrix');
  await page.getByRole('switch', { name: 'Payment failed, owner@larkspur.example' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  const cell = page.getByRole('switch', { name: 'Payment received, finance@larkspur.example' });
  await expect(cell).toBeFocused();
  await page.keyboard.press('Space');
  await expect(cell).toBeChecked();
  await page.keyboard.press('Space');
  await expect(cell).not.toBeChecked();
});
