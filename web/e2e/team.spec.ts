// The team: somebody comes with an address, gets a link to sign in, is changed, and goes without a hole behind them.
import { expect, test } from '@playwright/test';

test('a person is added with an address, signs in by a link, gets quiet hours and hands over when they go', async ({
  page,
  browser,
}) => {
  const name = `Nora ${Date.now()}`;
  await page.goto('/team');
  await page.getByRole('button', { name: 'Add a person' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('E-mail').fill('owner@larkspur.example');
  await dialog.getByRole('button', { name: 'Add a person' }).click();
  await expect(dialog).toContainText('owner@larkspur.example');
  await dialog.getByLabel('E-mail').fill(`nora-${Date.now()}@larkspur.example`);
  await dialog.getByRole('checkbox', { name: 'Finance' }).check();
  await dialog.getByRole('button', { name: 'Add a person' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Addresses and devices' })).toContainText('@larkspur.example');

  // A colleague who has the list open sees it as soon as they look again.
  const colleague = await page.context().newPage();
  await colleague.goto('/team');
  const listed = colleague.getByRole('link', { name: new RegExp(name) });
  await expect(listed).toBeVisible();

  await page.getByRole('button', { name: 'Edit' }).click();
  await dialog.getByLabel('Quiet from').fill('22:00');
  await dialog.getByLabel('until').fill('07:00');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Quiet 22:00–07:00')).toBeVisible();

  await page.getByRole('button', { name: 'Sign-in link' }).click();
  const link = (await dialog.locator('pre').textContent()) ?? '';
  await page.getByRole('button', { name: 'I have kept it' }).click();
  const theirs = await (await browser.newContext({ storageState: { cookies: [], origins: [] } })).newPage();
  await theirs.goto(link);
  await theirs.getByRole('button', { name: 'You and how it looks' }).click();
  await theirs.getByRole('menuitem', { name: 'Your page' }).click();
  await expect(theirs.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(theirs.getByRole('button', { name: 'Remove', exact: true })).toBeDisabled();
  await theirs.context().close();

  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(dialog).toContainText('Everything critical still reaches enough people.');
  await dialog.getByLabel('Hand roles over to').selectOption('Fiona Berg');
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(page).toHaveURL(/\/team$/);
  await expect(page.getByRole('link', { name: new RegExp(name) })).toHaveCount(0);
  await expect(page.getByRole('link', { name: /Fiona Berg/ })).toContainText('Finance');
  await colleague.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(listed).toHaveCount(0);
});

test('what the last listener would take along is said before, and filters stand in the address', async ({ page }) => {
  await page.goto('/team');
  await page.getByRole('combobox', { name: 'Role' }).selectOption('Owner');
  await expect(page).toHaveURL(/role=OWNER/);
  await page.getByRole('link', { name: /Olivia Larkspur/ }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('alert')).toContainText('Channel paused');
  await dialog.getByLabel('Hand roles over to').selectOption('Fiona Berg');
  await expect(dialog).toContainText('Everything critical still reaches enough people.');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Remove', exact: true })).toBeFocused();
  await page.goBack();
  await expect(page.getByRole('combobox', { name: 'Role' })).toHaveValue('OWNER');
});
