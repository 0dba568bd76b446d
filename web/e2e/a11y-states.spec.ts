// Dialogs and pages in the states that nobody sees at first: with an error shown, with very long names, with nothing in them.
import { expect, type Locator, type Page, test } from '@playwright/test';
import { findings, standsWell, WIDTHS } from './axe.js';
import { addEmptyBusiness } from './database.js';

const LAYER = '[role=dialog]';
/** As long as names may be, without a place to break. */
const LONG = `Donaudampfschifffahrtsgesellschaft${'skapitäns'.repeat(10)}`;

const dialog = (page: Page) => page.getByRole('dialog');
const act = (page: Page, name: string) => dialog(page).getByRole('button', { name });

/** The dialog at both widths and in both schemes: nothing serious, and not wider than the window. */
async function isSound(page: Page, what: string): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 844 });
    expect([what, width, await findings(page, LAYER)]).toEqual([what, width, []]);
    const wider = await dialog(page).evaluate((element) => element.scrollWidth - element.clientWidth);
    expect([what, width, wider]).toEqual([what, width, 0]);
  }
  await page.setViewportSize({ width: 1280, height: 844 });
}

/** Where something is typed, Escape does not. */
async function close(page: Page): Promise<void> {
  await act(page, 'Close').first().click();
  await expect(dialog(page)).toHaveCount(0);
}

/** Something is typed, the act refused, and the sentence there. */
async function isRefused(page: Page, field: Locator, text: string, by: string, says: RegExp): Promise<void> {
  await field.fill(text);
  await act(page, by).click();
  await expect(dialog(page)).toContainText(says);
}

test.describe.configure({ mode: 'parallel' });

test('people and keys: an error in each dialog', async ({ page }) => {
  await page.goto('/team');
  await page.getByRole('button', { name: 'Add a person' }).click();
  await dialog(page).getByLabel('Name').fill(LONG);
  await isRefused(page, dialog(page).getByLabel('E-mail'), 'owner@larkspur.example', 'Add a person', /owner@larkspur/);
  await isSound(page, 'an address that is there already');
  await close(page);

  await page.getByRole('link', { name: /Fiona Berg/ }).click();
  await page.getByRole('button', { name: 'Add e-mail' }).click();
  await isRefused(page, dialog(page).getByRole('textbox'), 'nonsense', 'Add e-mail', /e-mail|address/i);
  await isSound(page, 'no address');
  await close(page);
  await page.getByRole('button', { name: 'Edit' }).click();
  await dialog(page).getByLabel('Quiet from').fill('22:00');
  await isSound(page, 'half a quiet time');
  await close(page);

  await page.goto('/settings/keys');
  await page.getByRole('button', { name: 'Create a key' }).click();
  await dialog(page).getByLabel('Name').fill(LONG);
  await act(page, 'Create a key').click();
  await expect(dialog(page).locator('pre, [role=alert], [id$=-error]').first()).toBeVisible();
  await isSound(page, 'a key of a long name, or its refusal');
});

test('sources: an error in each dialog', async ({ page }) => {
  await page.goto('/sources');
  await page.getByRole('button', { name: 'Connect a source' }).click();
  await dialog(page).getByRole('button', { name: 'Stripe' }).click();
  await isSound(page, 'connected already');
  await act(page, 'With an API key').click();
  await isRefused(page, dialog(page).getByLabel('API key'), 'whsec_notAKey', 'Connect', /sk_ or rk_/);
  await isSound(page, 'no API key');
  await act(page, 'Back').click();
  await act(page, 'By hand: address and secret').click();
  await dialog(page).getByLabel('Name').fill(LONG);
  await act(page, 'Next').click();
  await expect(
    dialog(page)
      .getByText(/webhooks\/src_|characters/)
      .first(),
  ).toBeVisible();
  await isSound(page, 'the address of a source');
  await act(page, 'Next').click();
  await isRefused(page, dialog(page).getByLabel('Signing secret'), 'sk_live_notASecret', 'Connect', /secret|key/i);
  await isSound(page, 'no signing secret');
  await close(page);
  await standsWell(page, 390);
  await page.getByRole('button', { name: `${LONG}: more actions` }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await isSound(page, 'the end of a source of a long name');
  await act(page, 'Remove').click();
  await expect(dialog(page)).toHaveCount(0);
});

test('escalation and customers: an error in each dialog', async ({ page }) => {
  await page.goto('/settings/escalation');
  await page.getByRole('button', { name: 'Add a step' }).click();
  await dialog(page).getByLabel('How long before the deadline').fill('24');
  await expect(dialog(page)).toContainText('Another step is at this time already');
  await isSound(page, 'a time that is taken');
  await close(page);
  await page.goto('/customer-emails?erase=ask');
  await isRefused(
    page,
    dialog(page).getByLabel('Customer’s e-mail'),
    `${'x'.repeat(60)}@forget.example`,
    'Count what would go',
    /No event names/,
  );
  await isSound(page, 'nobody to erase');
});

test('a message that could not be shown again: what is asked while the server is away', async ({ page }) => {
  await page.goto('/deliveries');
  await expect(page.locator('.log a.row').first()).toBeVisible();
  await page.route('**/graphql', (route) => route.abort());
  await page.getByRole('button', { name: 'Send again what failed' }).click();
  await expect(dialog(page).getByRole('alert')).toBeVisible();
  await isSound(page, 'a count without an answer');
});

test.describe('a business in which nothing is', () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test('its dialogs and pages', async ({ page }) => {
    await page.goto('/');
    await dialog(page)
      .getByLabel('API key')
      .fill(await addEmptyBusiness());
    await act(page, 'Sign in').click();
    await expect(dialog(page)).toHaveCount(0);
    for (const path of [
      '/',
      '/disputes',
      '/events',
      '/deliveries',
      '/inbox',
      '/preferences',
      '/team',
      '/integrations',
    ]) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      for (const width of WIDTHS) await standsWell(page, width);
    }
    for (const [path, button] of [
      ['/team', 'Add a person'],
      ['/settings/keys', 'Create a key'],
      ['/deliveries', 'Send again what failed'],
      ['/settings/escalation', 'Add a step'],
    ] as const) {
      await page.goto(path);
      await page.getByRole('button', { name: button }).first().click();
      await isSound(page, `${path} ${button}`);
      await close(page);
    }
  });
});
