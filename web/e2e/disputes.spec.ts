// A dispute from the board to answered: whose it is, whom the ladder tells, what became of telling it.
import { expect, test } from '@playwright/test';

test('a dispute is taken, and marked as answered once the answer is filed', async ({ page }) => {
  await page.goto('/disputes');
  const asks = page.getByRole('region', { name: 'Needs an answer' });
  await expect(asks.getByRole('timer').first()).toContainText(/\d+ (day|h|min)/);
  await asks.getByRole('article').first().getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Dispute of');
  const ladder = page.getByRole('region', { name: 'Who is reminded, and when' });
  await expect(ladder).toContainText('if nobody answers meanwhile');
  await expect(ladder).toContainText('Deadline');
  const timeline = page.getByRole('region', { name: 'What happened' });
  await timeline.locator('summary', { hasText: 'Not told' }).click();
  await expect(timeline.locator('details li').first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'Open to print' })).toHaveAttribute('href', /\/evidence\//);
  await page.getByRole('button', { name: 'Take it' }).click();
  await expect(page.getByText(/^Taken by/)).toBeVisible();
  await page.getByRole('button', { name: 'Mark as answered' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Mark as answered' }).click();
  await expect(page.getByText(/^Answered by/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Mark as answered' })).toHaveCount(0);
});

test('a filter stands in the address', async ({ page }) => {
  await page.goto('/disputes?reason=nothing');
  await expect(page.getByRole('heading', { name: 'No dispute matches' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(page).toHaveURL(/\/disputes$/);
  await expect(page.getByRole('article').first()).toBeVisible();
});
