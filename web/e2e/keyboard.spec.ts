// The tasks of Preferences and of Disputes by the keyboard alone: nothing here touches a mouse.
import { expect, type Locator, type Page, test } from '@playwright/test';
import { disputeOpens, newAmount } from './webhooks.js';

/** More stops than any way here has. */
const STOPS = 140;

/** What is the matter with where the focus is; null: nothing. Of a choice, its label is what one sees. */
const unseenFocus = (page: Page) =>
  page.evaluate(() => {
    const focused = document.activeElement;
    if (!(focused instanceof HTMLElement) || focused === document.body) return null;
    const shown = (focused instanceof HTMLInputElement && focused.labels?.[0]) || focused;
    const { width, height, top, bottom, left, right } = shown.getBoundingClientRect();
    const inSight = bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
    const seen = shown.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && width > 0 && height > 0;
    return seen && inSight && !focused.closest('[inert]') ? null : focused.outerHTML.slice(0, 200);
  });

const isFocused = (target: Locator) => target.evaluate((element) => element === document.activeElement);

/** By Tab, or backwards; whatever gets the focus on the way is to be seen. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toBeAttached();
  for (let stop = 0; stop < STOPS; stop++) {
    if (await isFocused(target)) return;
    await page.keyboard.press(key);
    // A message that has just come slides in.
    await expect.poll(() => unseenFocus(page)).toBeNull();
  }
  throw new Error(`Tab does not come to ${target}`);
}

async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

test('Preferences: an e-mail is added, is told of payouts only, and is deleted', async ({ page }) => {
  const address = `keys-${Date.now()}@acme.example`;
  await page.goto('/preferences');
  const dialog = page.getByRole('dialog');
  const add = page.getByRole('button', { name: 'Add e-mail' });
  await press(page, add);
  await expect(dialog.getByLabel('Address')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(add).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByLabel('Address')).toBeFocused();
  await page.keyboard.type(address);
  await page.keyboard.press('Enter');
  const entry = page.getByRole('button', { name: new RegExp(address) });
  await expect(entry).toHaveAttribute('aria-expanded', 'true');
  const none = page.getByRole('button', { name: 'Disable All' });
  await press(page, none);
  await press(page, dialog.getByRole('button', { name: 'Apply' }));
  await expect(none).toBeFocused();
  await expect(entry).toContainText('gets 0 of');
  const payout = page.getByRole('switch', { name: 'Payout failed' });
  await press(page, payout, 'Space');
  await expect(payout).toBeChecked();
  await tabTo(page, page.getByRole('button', { name: 'why? Payout failed' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByText('decides', { exact: true })).toBeVisible();
  const remove = page.getByRole('button', { name: 'Delete e-mail' });
  await tabTo(page, remove, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await press(page, dialog.getByRole('button', { name: 'Delete e-mail' }));
  await expect(entry).toHaveCount(0);
  // What had the focus is gone: it is where the list begins.
  await expect(page.getByRole('heading', { name: 'Your e-mails' })).toBeFocused();
});

test('Preferences: the channel is changed by arrows, a device is unfolded', async ({ page }) => {
  await page.goto('/preferences');
  const email = page.getByRole('radio', { name: 'E-mail' });
  await tabTo(page, email);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: 'Push' })).toBeFocused();
  const device = page.getByRole('button', { name: /phone/ });
  await press(page, device);
  await expect(device).toHaveAttribute('aria-expanded', 'true');
  await tabTo(page, page.getByRole('switch', { name: /^Notify / }));
});

test('Disputes: one is opened from the board, taken, and marked as answered', async ({ page }) => {
  const { minor, text } = newAmount();
  await disputeOpens(minor);
  await page.goto('/disputes');
  const card = page.getByRole('article').filter({ hasText: text });
  await press(page, card.getByRole('link').first());
  await expect(page.getByRole('heading', { level: 1 })).toContainText(text);
  await press(page, page.getByRole('button', { name: 'Take it' }));
  await expect(page.getByText(/^Taken by/)).toBeVisible();
  const answered = page.getByRole('button', { name: 'Mark as answered' });
  await press(page, answered);
  await page.keyboard.press('Escape');
  await expect(answered).toBeFocused();
  await page.keyboard.press('Enter');
  await press(page, page.getByRole('dialog').getByRole('button', { name: 'Mark as answered' }));
  await expect(page.getByText(/^Answered by/)).toBeVisible();
  // The bell opens, closes, and gives the focus back.
  const bell = page.getByRole('button', { name: /^Notifications/ });
  await tabTo(page, bell, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Notifications' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(bell).toBeFocused();
});
