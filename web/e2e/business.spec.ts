// The business itself: what it is called, by which clock it writes, what it keeps, and what holds where nobody chose.
import { expect, test } from '@playwright/test';
import { isSaved, turn } from './switches.js';

test('its name and zone are changed, what it keeps is bounded, and a default is switched', async ({ page }) => {
  await page.goto('/settings/business');
  const settings = page.getByRole('region', { name: 'Name, language and clock' });
  const before = await settings.getByLabel('Name').inputValue();
  const zone = await settings.getByLabel('Time zone').inputValue();
  const rename = async (name: string, timeZone: string) => {
    await settings.getByLabel('Name').fill(name);
    await settings.getByLabel('Time zone').selectOption(timeZone);
    await settings.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Saved.')).toBeVisible();
    await page.reload();
    await expect(settings.getByLabel('Name')).toHaveValue(name);
    await expect(settings.getByLabel('Time zone')).toHaveValue(timeZone);
  };
  await rename('Larkspur & Sons', 'Asia/Tokyo');
  await rename(before, zone);

  const kept = page.getByRole('region', { name: 'How long bodies of events are kept' });
  await kept.getByLabel('Days').fill('3');
  await kept.getByRole('button', { name: 'Save' }).click();
  await expect(kept).toContainText('7');
  await kept.getByLabel('Days').fill('120');
  await kept.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.reload();
  await expect(kept.getByLabel('Days')).toHaveValue('120');

  const cancelled = page.getByRole('switch', { name: 'Payment cancelled' });
  const row = page.getByRole('listitem').filter({ has: cancelled });
  const on = await cancelled.isChecked();
  await expect(row).toContainText('our default');
  await turn(cancelled, on ? 'off' : 'on');
  await expect(row).toContainText('default of the business');
  await page.reload();
  await expect(cancelled).toBeChecked({ checked: !on });
  await turn(cancelled, on ? 'on' : 'off');
  await page.getByRole('button', { name: 'Undo' }).click();
  await isSaved(cancelled, on ? 'off' : 'on');
  await turn(cancelled, on ? 'on' : 'off');
});
