// "24 h before: tell the owner": a ladder is changed, seen on a date, and saved.
import { expect, test } from '@playwright/test';

test('a step is added, changed and removed; the ladder on a date follows before it is saved', async ({ page }) => {
  await page.goto('/settings/escalation?opened=2026-03-02T09:00:00.000Z&due=2026-03-09T17:00:00.000Z');
  const steps = page.getByRole('region', { name: 'Steps' });
  const preview = page.getByRole('region', { name: 'On a date' });
  await expect(steps.getByRole('listitem')).toHaveCount(5);
  await expect(preview).toContainText('8 Mar 2026, 17:00');
  await steps.getByRole('button', { name: 'Add a step' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('How long before the deadline').fill('24');
  await expect(dialog).toContainText('Another step is at this time already');
  await dialog.getByLabel('How long before the deadline').fill('30');
  for (const role of await dialog.getByRole('group', { name: 'Whom' }).getByRole('checkbox').all())
    await role.setChecked(false);
  await expect(dialog.getByRole('button', { name: 'Apply' })).toBeDisabled();
  await dialog.getByLabel('Owner').check();
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(steps.getByRole('listitem').nth(2)).toContainText('30 hours before: tell Owner by');
  await expect(preview).toContainText('8 Mar 2026, 11:00');
  await steps.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The escalation is saved.')).toBeVisible();
  await page.reload();
  await expect(steps.getByRole('listitem')).toHaveCount(6);
  await steps.getByRole('button', { name: 'Remove: 30 hours before' }).click();
  await expect(steps.getByRole('listitem')).toHaveCount(5);
  await steps.getByRole('button', { name: 'Discard' }).click();
  await expect(steps.getByRole('listitem')).toHaveCount(6);
  await steps.getByRole('button', { name: 'Remove: 30 hours before' }).click();
  await steps.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The escalation is saved.')).toBeVisible();
  // What they saved themselves is nobody else's.
  await steps.getByRole('button', { name: 'Remove: 6 hours before' }).click();
  await expect(steps.getByRole('button', { name: 'Discard' })).toBeVisible();
  await expect(page.getByText('Somebody else has saved')).toHaveCount(0);
});
