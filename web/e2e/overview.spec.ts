// What somebody sees first: whether money is at risk, what needs care, and how much happened.
import { expect, test } from '@playwright/test';

test('the overview says what needs somebody now, and leads there', async ({ page }) => {
  await page.goto('/');
  const now = page.getByRole('region', { name: 'Needs you now' });
  await expect(now.getByText(/at risk in \d+ dispute/).first()).toBeVisible();
  await expect(now.getByRole('article').first()).toContainText('Dispute of');
  await expect(page.getByRole('region', { name: 'Needs care' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Messages by outcome' })).toContainText('sent');
  // Who does not see the bars reads a table.
  await expect(page.getByRole('table', { name: 'Events per hour' }).getByRole('row')).toHaveCount(24);
  await page.getByRole('link', { name: 'All disputes' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Disputes' })).toBeVisible();
});
