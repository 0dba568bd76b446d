// How somebody gets in; what it keeps is the session of all other specs.
import { expect, test } from '@playwright/test';
import { SESSION_FILE } from './playwright.config.js';

const { E2E_SIGN_IN = '', E2E_KEY = '' } = process.env;

test('the link of the start signs in once, and leaves no key and no token in the address', async ({
  page,
  context,
}) => {
  await page.goto(E2E_SIGN_IN);
  await expect(page.getByRole('navigation')).toBeVisible();
  await expect(page).toHaveURL(/\/$/);
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain('toc_');
  await context.storageState({ path: SESSION_FILE });
  await context.clearCookies();
  await page.goto(E2E_SIGN_IN);
  await expect(page.getByRole('dialog')).toContainText('works once');
});

test('a key signs in over the page that was asked for, a wrong one is told so', async ({ page }) => {
  await page.goto('/sources');
  const dialog = page.getByRole('dialog', { name: 'Sign in to Tocsin' });
  await dialog.getByLabel('API key').fill(`toc_${'x'.repeat(43)}`);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(dialog).toContainText(/key/i);
  await dialog.getByLabel('API key').fill(E2E_KEY);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Sources', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'You and how it looks' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(dialog).toBeVisible();
});
