import { expect, type Locator } from '@playwright/test';

/** By a click, until it is saved: what is posted, or asked for, before may be earlier, and a page that is left stops it. */
export async function turn(toggle: Locator, to: 'on' | 'off'): Promise<void> {
  await expect(toggle).toBeChecked({ checked: to === 'off' });
  await toggle.click();
  await isSaved(toggle, to);
}

/** Of a switch that was just pressed. */
export async function isSaved(toggle: Locator, to: 'on' | 'off'): Promise<void> {
  await expect(toggle).toBeChecked({ checked: to === 'on' });
  await expect(toggle).toHaveAttribute('aria-busy', 'false');
}
