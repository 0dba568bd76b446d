// Communication preferences beside what seed 000 says of them: the matrix.
import { expect, test } from '@playwright/test';
import { isSaved } from './switches.js';

test('the matrix moves by arrows and toggles by Space', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('/preferences?view=matrix');
  await page.getByRole('switch', { name: 'Payment failed, owner@larkspur.example' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  const cell = page.getByRole('switch', { name: 'Payment received, finance@larkspur.example' });
  await expect(cell).toBeFocused();
  await page.keyboard.press('Space');
  await isSaved(cell, 'on');
  await page.keyboard.press('Space');
  await isSaved(cell, 'off');
});
