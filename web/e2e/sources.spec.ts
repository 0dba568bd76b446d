// Sources beside what seed 001 says of connecting one.
import { expect, type Locator, type Page, test } from '@playwright/test';
import { ACCOUNT_KEYS, type EndpointApis, startEndpointApis } from '../../test/support/endpoint-apis.js';
import { stripeDispute } from '../../test/support/provider-apis.js';
import { postStripe, sample } from './webhooks.js';

let providers: EndpointApis;
test.beforeAll(async () => {
  const { E2E_STRIPE_PORT, E2E_DODO_PORT } = process.env;
  providers = await startEndpointApis({ STRIPE: Number(E2E_STRIPE_PORT), DODO: Number(E2E_DODO_PORT) });
});
test.afterAll(() => providers.stop());

/** In the dialog that connects a source: Stripe by hand, up to the step that shows its address. @returns the name that it gave */
async function nameStripe(dialog: Locator): Promise<string> {
  const name = `Stripe ${Date.now()}`;
  await dialog.getByRole('button', { name: 'Stripe' }).click();
  await dialog.getByRole('button', { name: 'By hand: address and secret' }).click();
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: 'Next' }).click();
  return name;
}

test('a source is renamed and removed', async ({ page }) => {
  await page.goto('/sources');
  await page.getByRole('button', { name: 'Connect a source' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Any producer' }).click();
  await page.getByLabel('Name').fill('Old shop');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('dialog')).toContainText('shown once');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Old shop: more actions' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('New shop');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('article', { name: 'New shop' })).toBeVisible();
  await page.getByRole('button', { name: 'New shop: more actions' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('article', { name: 'New shop' })).toHaveCount(0);
});

test('who connects a provider a second time is told what that does', async ({ page }) => {
  await page.goto('/sources');
  await page.getByRole('button', { name: 'Connect a source' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Dodo Payments' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Dodo Payments is connected already');
});

test('a secret that is missing or wrong is entered where that is said, and a wrong turn is taken back', async ({
  page,
}) => {
  await page.goto('/sources');
  await page.getByRole('button', { name: 'Connect a source' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Dodo Payments' }).click();
  await dialog.getByRole('button', { name: 'With an API key' }).click();
  await dialog.getByRole('button', { name: 'Back' }).click();
  await dialog.getByRole('button', { name: 'Back' }).click();
  const name = await nameStripe(dialog);
  const url = await dialog.getByText(/\/webhooks\/src_/).innerText();
  // Who leaves now finds the way on its card.
  await page.keyboard.press('Escape');
  const source = page.getByRole('article', { name });
  await source.getByRole('button', { name: 'Enter the secret' }).click();
  await dialog.getByLabel('New signing secret').fill(`whsec_${'e5f6a7b8'.repeat(6)}`);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  const right = `whsec_${'a1b2c3d4'.repeat(6)}`;
  expect(await postStripe(url, right, sample('stripe.payout.failed'))).toBe(401);
  await page.reload();
  await expect(source).toContainText('no signature matches');
  await source.getByRole('button', { name: 'Enter the secret' }).click();
  await dialog.getByLabel('New signing secret').fill(right);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  expect(await postStripe(url, right, sample('stripe.payout.failed'))).toBe(202);
  await expect(source).toContainText('Receiving');
  // Refused for another cause: a secret would not help. The page sees it by itself.
  expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(401);
  await expect(source).toContainText('Refused');
  await expect(source.getByRole('button', { name: 'Enter the secret' })).toHaveCount(0);
  await page.getByRole('button', { name: `${name}: more actions` }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(source).toHaveCount(0);
});

test('a sample is sent from a source and leads to who was told; the API key is changed, and a wrong one is told so', async ({
  page,
}) => {
  await page.goto('/sources');
  await page.getByRole('button', { name: 'Connect a source' }).click();
  const dialog = page.getByRole('dialog');
  const name = await nameStripe(dialog);
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByLabel('Signing secret').fill(`whsec_${'a1b2c3d4'.repeat(6)}`);
  await dialog.getByRole('button', { name: 'Connect' }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: `${name}: more actions` }).click();
  await page.getByRole('menuitem', { name: 'API key of the provider' }).click();
  await dialog.getByLabel('API key', { exact: true }).fill('whsec_notAnApiKey');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toContainText('sk_ or rk_');
  await dialog.getByLabel('API key', { exact: true }).fill('rk_test_0123456789abcdefghijWXYZ');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  const source = page.getByRole('article', { name });
  await expect(source).toContainText('API key ends with …WXYZ');
  await page.getByRole('button', { name: `${name}: more actions` }).click();
  await page.getByRole('menuitem', { name: 'Send a sample event' }).click();
  await dialog.getByRole('combobox', { name: 'Event' }).selectOption({ label: 'Payout failed' });
  await dialog.getByRole('button', { name: 'Send a sample event' }).click();
  await expect(page).toHaveURL(/\/events\/evt_/);
  const told = page.getByRole('listitem').filter({ hasText: 'Fiona Berg · finance@larkspur.example' });
  await expect(told).toContainText(/sent|delivered/i);
});

/** From the menu of this source. */
async function act(page: Page, source: string, name: string): Promise<void> {
  await page.getByRole('button', { name: `${source}: more actions` }).click();
  await page.getByRole('menuitem', { name }).click();
}

test('connected by its API key, a provider is asked for what no webhook told, which comes in and is told; a check says what is wrong there', async ({
  page,
}) => {
  await page.goto('/sources');
  await page.getByRole('button', { name: 'Connect a source' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Stripe' }).click();
  await dialog.getByRole('button', { name: 'With an API key' }).click();
  await dialog.getByLabel(/^API key/).fill('rk_test_ofAnotherAccount');
  await dialog.getByRole('button', { name: 'Connect' }).click();
  await expect(dialog).toContainText('Stripe does not know this API key');
  await dialog.getByLabel(/^API key/).fill(ACCOUNT_KEYS.STRIPE);
  await dialog.getByRole('button', { name: 'Connect' }).click();
  await expect(dialog).toContainText('Waiting for the first event');
  await dialog.getByRole('button', { name: 'Done' }).click();
  const name = 'By its key';
  const made = page.getByRole('article').filter({ hasText: 'API key ends with …7Qx2' });
  await made.getByRole('button', { name: /more actions$/ }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: 'Save' }).click();
  const source = page.getByRole('article', { name });
  await expect(source).toContainText('The provider sends all that is needed, checked');

  const id = `du_${crypto.randomUUID().slice(0, 13)}`;
  providers.lists.stripe.disputes = [stripeDispute(id, 'needs_response')];
  await act(page, name, 'Ask for what was missed');
  await expect(page.getByRole('status').filter({ hasText: '1 event was missed' })).toBeVisible();
  await expect(source).toContainText('Asked for what was missed, up to');
  await act(page, name, 'Ask for what was missed');
  await expect(page.getByRole('status').filter({ hasText: 'Nothing was missed' })).toBeVisible();

  Object.assign(providers.stripe[0] ?? {}, { enabled_events: ['payout.paid'] });
  await act(page, name, 'Check now');
  const lacking = source.getByRole('alert').filter({ hasText: /will not send .*charge\.dispute\.created/ });
  await expect(lacking).toBeVisible();
  Object.assign(providers.stripe[0] ?? {}, { enabled_events: ['*'] });
  await act(page, name, 'Check now');
  await expect(lacking).toHaveCount(0);
  await expect(source).toContainText('The provider sends all that is needed, checked');

  await page.goto(`/events?query=${id}`);
  await page.locator('.log a.row').click();
  await expect(page.getByText('No webhook told it: it was found by asking the provider.')).toBeVisible();
  const told = page.locator('section', { hasText: 'Who was told, and who was not' }).getByRole('listitem');
  await expect(told.filter({ hasText: /sent|delivered/i }).first()).toBeVisible();
  await page.goto('/sources');
  await act(page, name, 'Remove');
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(source).toHaveCount(0);
});
