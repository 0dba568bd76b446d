/** Goes to a page of `pages.ts`, until it shows what it is about. */
import { expect, type Page } from '@playwright/test';
import type { PageToSee } from './pages.js';

export async function see(page: Page, { path, first, heading, signedOut }: PageToSee): Promise<void> {
  if (signedOut) await page.context().clearCookies();
  await page.goto(path);
  if (first) await page.locator(first).first().click();
  const level = signedOut ? 2 : 1;
  await expect(page.getByRole('heading', { level, name: heading, exact: true }).first()).toBeVisible();
  await expect(page.locator('[aria-hidden=true] .mantine-Skeleton-root')).toHaveCount(0);
}
