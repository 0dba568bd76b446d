// The audit trail as a person reads it, and the way back of a change.
import { expect, test } from '@playwright/test';
import { turn } from './switches.js';

test('a change stands there as a sentence with what it was and is, in the reader’s language, and is undone', async ({
  page,
  browser,
}) => {
  await page.goto('/preferences');
  await page.getByRole('button', { name: /finance@larkspur/ }).click();
  const toggle = page.getByRole('switch', { name: 'Payment cancelled' });
  await turn(toggle, 'on');
  await turn(toggle, 'off');
  await page.goto('/settings/audit');
  // Others change other things meanwhile.
  const ours = page
    .getByRole('article')
    .filter({ hasText: 'preference of finance@larkspur.example' })
    .filter({ hasText: 'Payment cancelled' });
  const first = ours.first();
  await expect(first).toContainText('changed a preference of finance@larkspur.example');
  await expect(first).toContainText(/Payment cancelled\s*on → off/);
  // Only the latest of a kind can be undone without undoing another one.
  await expect(ours.nth(1).getByRole('button', { name: 'Undo' })).toHaveCount(0);
  const { baseURL } = test.info().project.use;
  const german = await browser.newContext({ locale: 'de-DE', storageState: await page.context().storageState() });
  const there = await german.newPage();
  await there.goto(`${baseURL}/settings/audit`);
  const dort = there
    .getByRole('article')
    .filter({ hasText: 'Einstellung von finance@larkspur.example' })
    .filter({ hasText: 'Zahlung abgebrochen' })
    .first();
  await expect(dort).toContainText('änderte eine Einstellung von finance@larkspur.example');
  await expect(dort).toContainText(/ein → aus/);
  await german.close();
  await first.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('It is as it was before.')).toBeVisible();
  await expect(first).toContainText(/Payment cancelled\s*off → on/);
  await first.getByRole('button', { name: 'Undo' }).click();
  await expect(first).toContainText(/Payment cancelled\s*on → off/);
});

test('a switch that nobody had chosen goes back to its default, from the audit log and from where it was switched', async ({
  page,
}) => {
  const openFinance = async () => {
    await page.goto('/preferences');
    await page.getByRole('button', { name: /finance@larkspur/ }).click();
  };
  const toggle = page.getByRole('switch', { name: 'Payment processing' });
  const row = page.getByRole('listitem').filter({ has: toggle });
  await openFinance();
  await expect(row).not.toContainText('chosen here');
  await toggle.click();
  await expect(row).toContainText('chosen here');
  await page.goto('/settings/audit');
  const changed = page.getByRole('article').filter({ hasText: /Payment processing\s*by default → on/ });
  await changed.first().getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('It is as it was before.')).toBeVisible();
  await openFinance();
  await expect(row).not.toContainText('chosen here');
  await toggle.click();
  await expect(row).toContainText('chosen here');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row).not.toContainText('chosen here');
  await expect(toggle).not.toBeChecked();
});
