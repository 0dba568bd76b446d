// A business in which nothing is yet: each page of the navigation says what will stand there, and leads to what comes first.
import { expect, type Page, test } from '@playwright/test';
import { addEmptyBusiness } from './database.js';

test.use({ storageState: { cookies: [], origins: [] } });

async function signIn(page: Page): Promise<void> {
  await page.goto('/');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('API key').fill(await addEmptyBusiness());
  await dialog.getByRole('button', { name: 'Sign in' }).click();
}

test('its first steps come first, and every empty page leads on', async ({ page }) => {
  await signIn(page);
  const main = page.getByRole('main');
  const steps = page.getByRole('region', { name: 'First steps' }).getByRole('link');
  await expect(steps).toHaveCount(3);
  await expect(main.getByRole('region').first()).toContainText('Connect your payment provider');
  await expect(page.getByRole('region', { name: 'Needs care' })).toHaveCount(0);

  const leads: Record<string, { says: string; by: string }> = {
    Disputes: { says: 'No dispute', by: 'Escalation' },
    Events: { says: 'No event yet', by: 'Sources' },
    Deliveries: { says: 'Nothing was to go out yet', by: 'Sources' },
    Communication: { says: 'Nobody is told by this channel yet', by: 'Team' },
    Review: { says: 'Nobody gets anything yet', by: 'Team' },
    Integrations: { says: 'Connect your first chat or server', by: 'Choose a connector' },
  };
  for (const [place, { says, by }] of Object.entries(leads)) {
    await page.getByRole('navigation').getByRole('link', { name: place, exact: true }).click();
    await expect(main.getByRole('heading', { name: says })).toBeVisible();
    await expect(main.getByRole('link', { name: by, exact: true })).toBeVisible();
    // One thing to do, said once: not a warning for each event that nobody hears of.
    await expect(main).not.toContainText('reaches nobody');
  }
});

test('step by step it is no longer empty: a person, a source, a sample event that reaches them', async ({ page }) => {
  await signIn(page);
  const main = page.getByRole('main');
  const dialog = page.getByRole('dialog');
  await page.getByRole('navigation').getByRole('link', { name: 'Team' }).click();
  await main.getByRole('button', { name: 'Add a person' }).click();
  await dialog.getByLabel('Name').fill('Ada Lovelace');
  await dialog.getByLabel('E-mail').fill('ada@untouched.example');
  await dialog.getByRole('checkbox', { name: 'Owner' }).check();
  await dialog.getByRole('button', { name: 'Add a person' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Ada Lovelace' })).toBeVisible();
  await page.getByRole('navigation').getByRole('link', { name: 'Overview' }).click();
  await page.getByRole('link', { name: /Connect your payment provider/ }).click();
  await main.getByRole('button', { name: 'Connect a source' }).click();
  await dialog.getByRole('button', { name: 'Dodo Payments' }).click();
  await dialog.getByRole('button', { name: 'By hand: address and secret' }).click();
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByLabel('Signing secret').fill('whsec_dW50b3VjaGVkLXVudG91Y2hlZC11bnRvdWNoZWQ=');
  await dialog.getByRole('button', { name: 'Connect' }).click();
  await expect(dialog).toContainText('Waiting for the first event');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: /more acts/ }).click();
  await page.getByRole('menuitem', { name: 'Send a sample event' }).click();
  await dialog.getByRole('button', { name: 'Send a sample event' }).click();
  await expect(page).toHaveURL(/\/events\/evt_/);
  await expect(main.getByRole('listitem').filter({ hasText: 'ada@untouched.example' }).first()).toContainText(
    /sent|delivered/,
  );
  await page.getByRole('navigation').getByRole('link', { name: 'Overview' }).click();
  await expect(page.getByRole('region', { name: 'The last 24 hours' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'First steps' })).toHaveCount(0);
});
