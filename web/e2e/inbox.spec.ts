// Notifications of a whole team, each told in its person's language, as somebody reads them who is none of these.
import { expect, type Page, test } from '@playwright/test';
import { happens, newAmount } from './webhooks.js';

test.use({ locale: 'de-DE' });

test('what people were told in other languages is said in the reader’s own', async ({ page }) => {
  const { minor, text } = newAmount();
  await happens('stripe.payment_intent.payment_failed', { id: `pi_${crypto.randomUUID()}`, amount: minor });
  await page.goto('/inbox');
  const of = (name: string) => page.getByRole('article').filter({ hasText: text }).filter({ hasText: name });
  for (const name of ['Olivia Larkspur', 'Léa Martin']) {
    await expect(of(name)).toContainText(/Zahlung/);
    await expect(of(name)).not.toContainText(/payment|paiement/i);
    await expect(of(name).getByRole('button', { name: /^Als gelesen markieren/ })).toHaveAccessibleName(/Zahlung/);
  }
});

test.describe('in English', () => {
  test.use({ locale: 'en-GB' });

  test('who reads the same language reads what was told, word for word', async ({ page }) => {
    const { minor, text } = newAmount();
    await happens('stripe.payment_intent.payment_failed', { id: `pi_${crypto.randomUUID()}`, amount: minor });
    await page.goto('/inbox');
    const article = page.getByRole('article').filter({ hasText: text }).filter({ hasText: 'Olivia Larkspur' });
    await expect(article.locator('[data-row]')).toContainText(/The provider says|Ask the customer/);
  });

  test('what is read in one tab is read in the other', async ({ page, context }) => {
    const { minor, text } = newAmount();
    await happens('stripe.payment_intent.payment_failed', { id: `pi_${crypto.randomUUID()}`, amount: minor });
    const other = await context.newPage();
    const item = (tab: Page) =>
      tab.getByRole('article').filter({ hasText: text }).filter({ hasText: 'Olivia Larkspur' });
    for (const tab of [page, other]) {
      await tab.goto('/inbox');
      await expect(item(tab).getByRole('button', { name: /^Mark as read/ })).toBeVisible();
    }
    await item(page)
      .getByRole('button', { name: /^Mark as read/ })
      .click();
    await expect(item(other).getByRole('button', { name: /^Mark as unread/ })).toBeVisible();
  });
});
