// A customer asks to be forgotten: counted first, erased once, seen in the events and in the audit log; nobody else has the button.
import { expect, test } from '@playwright/test';
import { turn } from './switches.js';
import { happens } from './webhooks.js';

test('a customer’s data is counted and erased, the event says so, and the audit log names it', async ({ page }) => {
  const id = `cus_${crypto.randomUUID().slice(0, 8)}`;
  const customer = { customer_id: id, email: `${id}@forget.example`, name: 'Gisela Vergessen' };
  await happens('dodo.payment.failed', { payment_id: `pay_${crypto.randomUUID()}`, customer });
  await page.goto(`/events?query=${customer.email}`);
  const row = page.locator('.log a.row');
  await expect(row).toContainText('Gisela Vergessen');
  const event = await row.getAttribute('href');
  await page.goto(event ?? '');
  // What is under way is kept until it is over.
  await expect(page.getByText('done', { exact: true })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Go to or find anything' }).fill('gdpr');
  await page.getByRole('option', { name: /^Erase a customer’s data/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Erase a customer’s data' });
  await expect(dialog).toContainText('It cannot be undone');
  await dialog.getByLabel('Customer’s e-mail').fill('nobody@forget.example');
  await dialog.getByRole('button', { name: 'Count what would go' }).click();
  await expect(dialog).toContainText('No event names this customer');
  await dialog.getByLabel('Customer’s e-mail').fill(customer.email.toUpperCase());
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText('1 event names this customer.');
  await dialog.getByRole('button', { name: 'Erase 1 event for good' }).click();
  await expect(dialog).toContainText('Erased: 1 event.');
  await dialog.getByRole('link', { name: 'Noted in the audit log' }).click();
  const noted = page.getByRole('article').filter({ hasText: 'had the data of the customer' }).first();
  await expect(noted).toContainText('@forget.example');
  await expect(noted).not.toContainText(id);
  await page.goto(event ?? '');
  await expect(page.getByRole('alert').filter({ hasText: 'Personal data was erased on request.' })).toBeVisible();
  await expect(page.getByRole('main')).not.toContainText('Gisela');
});

test('what the provider sends itself is a line beside each e-mail, and unfolds', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await page.goto('/customer-emails');
  const row = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('switch', { name: 'Subscription plan changed' }) });
  await expect(row.getByText(/sends its customers an e-mail about this/)).toBeHidden();
  await row.getByText('Customers may get two of these').click();
  await expect(row.getByText(/sends its customers an e-mail about this/)).toBeVisible();
  await turn(row.getByRole('switch'), 'off');
  await expect(row.getByText('Customers may get two of these')).toHaveCount(0);
  await turn(row.getByRole('switch'), 'on');
  await expect(row.getByText('Customers may get two of these')).toBeVisible();
});
