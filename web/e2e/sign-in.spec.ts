// How somebody gets in; what it keeps is the session of all other specs.
import { randomBytes } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { SESSION_FILE } from './playwright.config.js';
import { newAmount, postStripe, sample } from './webhooks.js';

const { E2E_SIGN_IN = '', E2E_KEY = '', E2E_START_MS = '0' } = process.env;

/** Milliseconds, and clicks of the mouse or what stands for one. */
const FIRST_ALERT = { ms: 120_000, clicks: 12 };
const BUSY_START_MS = 60_000;

test('the first visit takes two minutes and twelve clicks at most: start, sign in, connect Stripe, the first alert', async ({
  page,
  context,
}) => {
  const begun = Date.now() - Number(E2E_START_MS);
  let clicks = 0;
  await context.exposeBinding('clicked', () => {
    clicks += 1;
  });
  await context.addInitScript(() => addEventListener('click', () => Reflect.get(globalThis, 'clicked')(), true));
  await page.goto(E2E_SIGN_IN);
  await page.getByRole('link', { name: 'Sources' }).click();
  await page.getByRole('button', { name: 'Connect a source' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Stripe' }).click();
  await dialog.getByRole('button', { name: 'By hand: address and secret' }).click();
  await dialog.getByRole('button', { name: 'Next' }).click();
  const url = (await dialog.locator('pre', { hasText: '/webhooks/src_' }).textContent()) ?? '';
  await dialog.getByRole('button', { name: 'Copy' }).first().click();
  await dialog.getByRole('button', { name: 'Next' }).click();
  const secret = `whsec_${randomBytes(24).toString('hex')}`;
  await dialog.getByLabel('Signing secret').fill(secret);
  await dialog.getByRole('button', { name: 'Connect' }).click();
  await expect(dialog).toContainText('Waiting for the first event');
  const { minor, text } = newAmount();
  const failed = sample('stripe.payment_intent.payment_failed', { amount: minor });
  expect(await postStripe(url, secret, failed)).toBe(202);
  await expect(dialog).toContainText('It works: the first event came in');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: /^Notifications/ }).click();
  await page.getByRole('button', { name: text }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(text);
  const took = { ms: Date.now() - begun, clicks };
  console.log(`first alert: ${took.clicks} clicks, ${Math.round(took.ms / 1_000)} s with the start`);
  expect(took.clicks).toBeLessThanOrEqual(FIRST_ALERT.clicks);
  // A machine that takes so long to start has others at work; all other specs go by this one.
  if (Number(E2E_START_MS) <= BUSY_START_MS) expect(took.ms).toBeLessThanOrEqual(FIRST_ALERT.ms);
  // The link worked once, and left no key and no token behind.
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
