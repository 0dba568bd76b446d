/** Goes to a page of `pages.ts`, until it shows what it is about; and away from what is open over one. */
import { expect, type Page } from '@playwright/test';
import type { PageToSee } from './pages.js';
import { saying } from './words.js';

/** A dialog that has its own ones has the upper one last. */
export const LAYER = '[role=dialog], [role=menu]';

/** Closes the upper one: by Escape, but for what is shown once, which somebody must say that they kept. */
export async function close(page: Page, locale = 'en'): Promise<void> {
  const kept = saying(page.locator(LAYER).last(), 'web.secret.kept', locale);
  if (await kept.isVisible()) await kept.click();
  else await page.keyboard.press('Escape');
}

export async function see(page: Page, { path, first, heading, signedOut }: PageToSee): Promise<void> {
  if (signedOut) await page.context().clearCookies();
  await page.goto(path);
  if (first) await page.locator(first).first().click();
  const level = signedOut ? 2 : 1;
  await expect(page.getByRole('heading', { level, name: heading, exact: true }).first()).toBeVisible();
  await expect(page.locator('[aria-hidden=true] .mantine-Skeleton-root')).toHaveCount(0);
}
