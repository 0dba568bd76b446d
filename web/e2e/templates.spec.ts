// Own words for an e-mail beside how it looks, back to ours; and the brand in light and dark.
import { expect, test } from '@playwright/test';

test('words are written beside how they look, a mistake says what it is, and ours come back', async ({ page }) => {
  await page.goto('/settings/templates?event=payment.failed');
  const words = page.getByRole('region', { name: 'Words' });
  const mail = page.frameLocator('iframe[title="The e-mail"]');
  await expect(words).toContainText('Our words');
  await expect(mail.locator('body')).toContainText(/payment/i);
  await words.getByLabel('Text').fill('Somebody should look at this: {nonsense}');
  const look = page.getByRole('region', { name: 'How it looks' });
  await expect(look).toContainText('{nonsense}');
  await words.getByLabel('Text').fill('Somebody should look at this.');
  await expect(mail.locator('body')).toContainText('Somebody should look at this.');
  await words.getByRole('button', { name: 'Save' }).click();
  await expect(words).toContainText('Your own words');
  await words.getByRole('button', { name: 'Back to ours' }).click();
  await expect(words).toContainText('Our words');
  await expect(words.getByLabel('Text')).not.toHaveValue('Somebody should look at this.');
});

test('the brand is seen before it is saved, in light and dark', async ({ page }) => {
  await page.goto('/settings/templates?tab=brand');
  const brand = page.getByRole('region', { name: 'In your e-mails' });
  await brand.getByLabel('Name', { exact: true }).fill('Acme & Daughters');
  await brand.getByLabel('Logo').fill('http://logo.example/x.png');
  await expect(page.getByRole('region', { name: 'How it looks' }).getByRole('alert')).toContainText('https');
  await brand.getByLabel('Logo').fill('');
  for (const scheme of ['Light', 'Dark'])
    await expect(page.frameLocator(`iframe[title="${scheme}"]`).locator('body')).toContainText('Acme & Daughters');
});
