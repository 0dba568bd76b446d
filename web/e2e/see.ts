/** Goes to a page of `pages.ts`, until it shows what it is about. */
import { expect, type Page } from '@playwright/test';
import type { PageToSee } from './pages.js';

export async function see(page: Page, { path, first, heading }: PageToSee): Promise<void> {
  await page.goto(path);
  if (first) await page.locator(first).first().click();
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
  await expect(page.locator('[aria-hidden=true] .mantine-Skeleton-root')).toHaveCount(0);
}
