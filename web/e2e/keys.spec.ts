// Keys, where one is signed in and what was changed: each as an admin does it.
import { expect, test } from '@playwright/test';

test('a key is created and shown once, signs somebody in, is replaced and revoked; the audit log says so', async ({
  page,
  browser,
}) => {
  const name = `Wall screen ${Date.now()}`;
  await page.goto('/settings/keys');
  await page.getByRole('button', { name: 'Create a key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('radio', { name: 'Look, not change' }).check();
  await dialog.getByRole('button', { name: 'Create a key' }).click();
  const token = (await dialog.locator('pre').textContent()) ?? '';
  expect(token).toMatch(/^toc_/);
  await dialog.getByRole('button', { name: 'I have kept it' }).click();
  expect(await page.content()).not.toContain(token);

  const theirs = await (await browser.newContext({ storageState: { cookies: [], origins: [] } })).newPage();
  await theirs.goto('/sign-ins');
  await theirs.getByRole('dialog').getByLabel('API key').fill(token);
  await theirs.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
  await expect(theirs.getByText('This browser')).toBeVisible();
  await expect(theirs.getByText('By API key')).toBeVisible();

  const row = page.getByRole('listitem').filter({ hasText: name });
  await page.reload();
  await expect(row).toContainText('Last used');
  await row.getByRole('button', { name: /more actions/ }).click();
  await page.getByRole('menuitem', { name: 'Revoke' }).click();
  await expect(dialog).toContainText('Last used');
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await expect(row).toHaveCount(0);
  await expect(theirs.getByRole('dialog', { name: 'Sign in to Tocsin' })).toBeVisible();
  await theirs.context().close();

  await page.goto('/settings/audit');
  const entry = page.getByRole('article').filter({ hasText: name }).first();
  await expect(entry).toContainText('revoked the API key');
  await entry.getByRole('button', { name: /Only changes of this/ }).click();
  await expect(page).toHaveURL(/subject=key_/);
  await expect(page.getByRole('article')).toHaveCount(2);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page).not.toHaveURL(/subject=/);
});

test('a forgotten browser is signed out from another one', async ({ page, browser }) => {
  const { E2E_KEY = '' } = process.env;
  const old = await (
    await browser.newContext({
      storageState: { cookies: [], origins: [] },
      userAgent: 'Mozilla/5.0 (iPhone) Safari/605',
    })
  ).newPage();
  await old.goto('/sign-ins');
  await old.getByRole('dialog').getByLabel('API key').fill(E2E_KEY);
  await old.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
  await expect(old.getByText('This browser')).toBeVisible();
  await page.goto('/sign-ins');
  await page
    .getByRole('button', { name: /^End: Safari\s· iPhone$/ })
    .first()
    .click();
  await expect(page.getByText('Safari · iPhone is signed out.')).toBeVisible();
  await expect(old.getByRole('dialog', { name: 'Sign in to Tocsin' })).toBeVisible();
  await old.context().close();
});

test('a key is replaced: both work until the old one is revoked, as the dialog says', async ({ page, browser }) => {
  const name = `Back office ${Date.now()}`;
  const dialog = page.getByRole('dialog');
  const made = async () => {
    await dialog.getByRole('button', { name: 'Create a key' }).click();
    const token = (await dialog.locator('pre').textContent()) ?? '';
    await dialog.getByRole('button', { name: 'I have kept it' }).click();
    return token;
  };
  const signedInBy = async (token: string) => {
    const theirs = await (await browser.newContext({ storageState: { cookies: [], origins: [] } })).newPage();
    await theirs.goto('/sign-ins');
    await theirs.getByRole('dialog').getByLabel('API key').fill(token);
    await theirs.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
    await expect(theirs.getByText('This browser')).toBeVisible();
    return theirs;
  };
  await page.goto('/settings/keys');
  await page.getByRole('button', { name: 'Create a key' }).click();
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('radio', { name: 'Look, not change' }).check();
  const old = await signedInBy(await made());
  const rows = page.getByRole('listitem').filter({ hasText: name });
  await rows.getByRole('button', { name: /more actions/ }).click();
  await page.getByRole('menuitem', { name: 'Replace' }).click();
  await expect(dialog).toContainText('when the old one is no longer used, revoke it');
  // Its name and its rights are there already.
  await expect(dialog.getByLabel('Name')).toHaveValue(name);
  await expect(dialog.getByRole('radio', { name: 'Look, not change' })).toBeChecked();
  const next = await signedInBy(await made());
  await expect(rows).toHaveCount(2);
  await old.reload();
  await expect(old.getByText('This browser')).toBeVisible();

  await rows
    .first()
    .getByRole('button', { name: /more actions/ })
    .click();
  await page.getByRole('menuitem', { name: 'Revoke' }).click();
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await expect(rows).toHaveCount(1);
  await expect(old.getByRole('dialog', { name: 'Sign in to Tocsin' })).toBeVisible();
  await next.reload();
  await expect(next.getByText('This browser')).toBeVisible();
  await Promise.all([old.context().close(), next.context().close()]);
});

test('who signs in over the page of somebody else sees nothing of theirs', async ({ page, browser }) => {
  const dialog = page.getByRole('dialog');
  await page.goto('/settings/keys');
  await page.getByRole('button', { name: 'Create a key' }).click();
  await dialog.getByLabel('Name').fill(`Samir ${Date.now()}`);
  await dialog.getByRole('radio', { name: 'What is one person’s own' }).check();
  await dialog.getByLabel('Whose').selectOption({ label: 'Samir Okafor' });
  await dialog.getByRole('button', { name: 'Create a key' }).click();
  const token = (await dialog.locator('pre').textContent()) ?? '';
  const context = await browser.newContext({ storageState: await page.context().storageState() });
  const shared = await context.newPage();
  await shared.goto('/deliveries');
  const rows = shared.locator('.log a.row');
  await expect(rows.filter({ hasText: 'Olivia Larkspur' }).first()).toBeVisible();
  await context.clearCookies();
  await shared.getByRole('navigation').getByRole('link', { name: 'Events' }).click();
  const loaded = shared.waitForEvent('load');
  await shared.getByRole('dialog').getByLabel('API key').fill(token);
  await shared.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
  await loaded;
  await shared.getByRole('navigation').getByRole('link', { name: 'Deliveries' }).click();
  await expect(rows.first()).toContainText('Samir');
  await expect(rows.filter({ hasText: 'Olivia Larkspur' })).toHaveCount(0);
  await context.close();
});
