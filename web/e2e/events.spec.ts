// "Where did it go?": an event is found, its page says who was told and who was not and why, and it runs again.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { happens, newAmount } from './webhooks.js';

const rows = (page: Page) => page.locator('.log a.row');

async function graveFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`));
}

test('the log is narrowed by what stands in the address, and new events wait until they are wanted', async ({
  page,
}) => {
  await page.goto('/events');
  await page.getByRole('searchbox', { name: 'Payment, customer, amount or id' }).fill('Maria');
  await expect(page).toHaveURL(/query=Maria/);
  await expect(rows(page).first()).toContainText("Maria O'Connor");
  await page.reload();
  await expect(rows(page).first()).toContainText("Maria O'Connor");
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(rows(page).filter({ hasText: 'payment.failed' }).first()).toBeVisible();
  const top = await rows(page).first().getAttribute('href');
  const { minor, text } = newAmount();
  await happens('stripe.payout.failed', { id: `po_${crypto.randomUUID()}`, amount: minor });
  const waiting = page.getByRole('button', { name: /^\d+ new$/ });
  await expect(waiting).toBeVisible();
  expect(await rows(page).first().getAttribute('href')).toBe(top);
  await expect(rows(page).filter({ hasText: text })).toHaveCount(0);
  // What others post meanwhile waits once more.
  await expect(async () => {
    if ((await waiting.count()) > 0) await waiting.click();
    await expect(rows(page).filter({ hasText: text })).toBeVisible({ timeout: 1_000 });
    await expect(waiting).toHaveCount(0, { timeout: 1_000 });
  }).toPass();
});

test('an event says who was told and who was not, why, what came, and what a replay would change', async ({ page }) => {
  // One's own: it is told once more.
  const payment_id = `pay_${crypto.randomUUID()}`;
  await happens('dodo.payment.failed', { payment_id });
  await page.goto(`/events?query=${payment_id}`);
  await rows(page).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Jonas Weber');
  const told = page.locator('section', { hasText: 'Who was told, and who was not' }).getByRole('listitem');
  await expect(told.filter({ hasText: 'left out' }).filter({ hasText: 'off,' }).first()).toBeVisible();
  await page.getByText(/^Not told \d+$/).click();
  await expect(page).toHaveURL(/who=not/);
  await told
    .first()
    .getByRole('button', { name: /^Why\?/ })
    .click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('This decided.');
  expect(await graveFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('textbox', { name: 'Find in it' }).fill('customer');
  await expect(page.getByRole('region', { name: 'The event as it came' })).toContainText('customer');
  await page.getByRole('button', { name: 'Replay' }).click();
  // Others change the rules meanwhile.
  await expect(dialog).toContainText(/Nothing would change|What this would change/);
  await dialog.getByRole('radio', { name: 'To the same targets' }).check();
  await expect(dialog).toContainText('goes out');
  expect(await graveFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: /^Send to \d+$/ }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText(/replayed it to the same targets/)).toBeVisible();
});

test('what failed is counted before it goes out again, and a delivery leads to its event', async ({ page }) => {
  await page.goto('/deliveries');
  await page.getByRole('button', { name: 'Send again what failed' }).click();
  await expect(page.getByRole('dialog')).toContainText(/go(es)? out again|can be sent again/);
  await page.keyboard.press('Escape');
  await page.goto('/deliveries?status=SENT');
  await rows(page).first().click();
  await expect(page).toHaveURL(/\/events\/evt_\w+\?delivery=dlv_/);
  await expect(page.locator('.tries')).toContainText('attempt 1: sent');
});

test('a link of a message asks who is not signed in over the page, and shows nothing before', async ({
  page,
  browser,
}) => {
  await page.goto('/events');
  await rows(page).first().click();
  await expect(page.getByText('Who was told, and who was not')).toBeVisible();
  const nobody = await browser.newPage({ storageState: { cookies: [], origins: [] } });
  await nobody.goto(page.url());
  await expect(nobody.getByRole('dialog', { name: 'Sign in to Tocsin' })).toBeVisible();
  expect(await nobody.content()).not.toContain('Who was told');
  await nobody.close();
});

test('what would happen if: who would be told, what they would read and why others would not, at an hour of one’s choice', async ({
  page,
}) => {
  await page.goto('/events?type=payout.failed');
  await page.getByRole('link', { name: 'What would happen if …' }).click();
  await expect(page).toHaveURL(/\/what-if\?type=payout\.failed$/);
  const told = page.locator('section', { hasText: 'Who would be told, and who would not' }).getByRole('listitem');
  const fiona = told.filter({ hasText: 'Fiona Berg · finance@larkspur.example' });
  await expect(fiona).toContainText('told');
  await fiona.getByRole('button', { name: /^What they read/ }).click();
  await expect(fiona).toContainText(/payout/i);
  await page.getByText(/^Not told \d+$/).click();
  await expect(page).toHaveURL(/who=not/);
  await expect(told.first()).toContainText('left out');
  await page.getByText(/^All \d+$/).click();
  const type = page.getByRole('combobox', { name: 'If this happened' });
  await type.fill('Payment received');
  await page.getByRole('option', { name: 'Payment received' }).click();
  await expect(page).toHaveURL(/type=payment\.succeeded/);
  await expect(told.filter({ hasText: 'The customer' })).toContainText('told');
  const day = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('At (empty: now)').fill(`${day}T03:00`);
  await expect(page).toHaveURL(new RegExp(`at=${day}`));
  await expect(told.first()).toBeVisible();
  // Where it is changed.
  await told
    .filter({ hasText: '@larkspur.example' })
    .first()
    .getByRole('link', { name: /^Change/ })
    .click();
  await expect(page).toHaveURL(/\/preferences\?channel=\w+&open=dst_/);
});

test('whoever looks at the whole team’s notifications reads none for others, and a notice of Tocsin has no id at a provider', async ({
  page,
}) => {
  const { minor, text } = newAmount();
  await happens('dodo.payment.failed', { total_amount: minor });
  await page.goto('/inbox');
  await expect(page.getByText('What you open here stays unread for whoever it is for.')).toBeVisible();
  const item = page
    .getByRole('article')
    .filter({ has: page.getByText('Unread:') })
    .filter({ hasText: text })
    .first();
  const mark = item.getByRole('button', { name: /^Mark as read: .+ \(.+\)$/ });
  const name = (await mark.getAttribute('aria-label')) ?? '';
  await item.locator('[data-row]').click();
  await expect(page).toHaveURL(/\/events\/evt_/);
  await expect(page.getByText('Id at the provider')).toBeVisible();
  await page.goto('/inbox');
  await expect(page.getByRole('button', { name }).first()).toBeVisible();
  const [dispute_id, created_at] = [`dp_${crypto.randomUUID()}`, new Date().toISOString()];
  await happens('dodo.dispute.opened', { dispute_id, created_at, amount: String(minor) });
  await page.goto('/disputes');
  await page.getByRole('article').filter({ hasText: text }).getByRole('button', { name: 'Take it' }).click();
  await expect(page.getByText('It is yours')).toBeVisible();
  await page.goto('/events?type=dispute.acknowledged');
  await rows(page).filter({ hasText: text }).click();
  await expect(page.getByText('Id here')).toBeVisible();
  await expect(page.getByText('Id at the provider')).toHaveCount(0);
});
