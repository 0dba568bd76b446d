// docs/guide/embed.md: its page from its server, at another origin; the bell and a switch are used there.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { happens, newAmount } from './webhooks.js';

const { E2E_URL = '', E2E_KEY, E2E_FOLDER = '', E2E_HOST_PORT } = process.env;
const GUIDE = readFileSync(new URL('../../docs/guide/embed.md', import.meta.url), 'utf8');
const ORIGIN = `http://localhost:${E2E_HOST_PORT}`;

const blocks = [...GUIDE.matchAll(/^```(\w+)([^\n]*)\n([\s\S]*?)^```$/gm)];
const operations = blocks.filter(([, language]) => language === 'graphql').map(([, , , text]) => text ?? '');

let host: ChildProcess;

async function ask(query: string | undefined, variables = {}) {
  const answer = await fetch(`${E2E_URL}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${E2E_KEY}` },
    body: JSON.stringify({ query, variables }),
  });
  return (await answer.json()).data;
}

/** As the guide says it; the token is the person's. */
async function memberKey(): Promise<{ token: string; id: string }> {
  const { recipients } = await ask(operations[0]);
  const { createApiKey } = await ask(operations[1], { recipientId: recipients.edges[0].node.id });
  const { token } = createApiKey;
  const { apiKeys }: { apiKeys: { id: string; prefix: string }[] } = await ask('query { apiKeys { id prefix } }');
  return { token, id: apiKeys.find(({ prefix }) => token.startsWith(prefix))?.id ?? '' };
}

test.beforeAll(async () => {
  const folder = join(E2E_FOLDER, 'embed');
  mkdirSync(folder, { recursive: true });
  for (const [, , words = '', text = ''] of blocks) {
    const file = /file=(\S+)/.exec(words)?.[1];
    if (file) writeFileSync(join(folder, file), text);
  }
  const env = { ...process.env, API: E2E_URL, MEMBER_KEY: (await memberKey()).token, HOST_PORT: E2E_HOST_PORT };
  host = spawn(process.execPath, ['host.mjs'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(host.stdout ?? host, 'data');
});

test.afterAll(() => void host.kill());

async function open(page: Page): Promise<string[]> {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (said) => said.type() === 'error' && faults.push(said.text()));
  await page.goto(ORIGIN);
  await expect(page.getByText(/gets \d+ of \d+/).first()).toBeVisible();
  return faults;
}

const bell = (page: Page) => page.getByRole('button', { name: /^Notifications, / });
const grave = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).include('body').analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`));
};

test('the bell rings on a page of another origin, and what it shows leads to the record', async ({ page }) => {
  const faults = await open(page);
  await bell(page).click();
  const panel = page.getByRole('dialog', { name: 'Notifications' });
  // Others are told of other things meanwhile.
  await expect(async () => {
    await panel.getByRole('button', { name: 'Mark all as read' }).click({ timeout: 1_000 });
    await expect(page.getByRole('button', { name: 'Notifications, none unread' })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.keyboard.press('Escape');
  await expect(bell(page)).toBeFocused();
  const { minor, text } = newAmount();
  await happens('stripe.payout.failed', { id: `po_${crypto.randomUUID()}`, amount: minor });
  await expect(page.getByRole('button', { name: /^Notifications, [1-9]/ })).toBeVisible();
  await page.keyboard.press('Enter');
  const item = panel.getByRole('link', { name: text });
  await expect(item).toContainText('Payout');
  await expect(item).toHaveAttribute('href', new RegExp(`^${E2E_URL}/events/evt_`));
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect([colorScheme, await grave(page)]).toEqual([colorScheme, []]);
  }
  const row = panel.getByRole('listitem').filter({ has: page.getByRole('link', { name: text }) });
  await row.getByRole('button', { name: /^Mark as read: / }).click();
  await expect(row.getByRole('button', { name: /^Mark as unread: / })).toBeFocused();
  expect(faults).toEqual([]);
});

test('a switch is saved, by the keyboard, and is as it was left after a reload', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  const faults = await open(page);
  const mine = page.getByRole('group').filter({ hasText: 'E-mail' }).first();
  await mine.locator('summary').focus();
  await page.keyboard.press('Enter');
  const payout = mine.getByRole('switch', { name: 'Payout failed' });
  await payout.focus();
  await expect(payout).toBeChecked();
  await page.keyboard.press('Space');
  await expect(page.getByRole('status').filter({ hasText: 'Payout failed: off. Saved.' })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(await grave(page)).toEqual([]);
  await open(page);
  await mine.locator('summary').click();
  await expect(payout).not.toBeChecked();
  await payout.click();
  await expect(page.getByRole('status').filter({ hasText: 'Payout failed: on. Saved.' })).toBeVisible();
  expect(faults).toEqual([]);
});

/** What the page around is answered when it asks for a token, and how many questions with which token the API got. */
async function gives(page: Page, tokenNow: () => string | null) {
  const counts = { wanted: 0, asked: 0 };
  await page.route('**/tocsin-token', (route) => {
    counts.wanted++;
    const body = tokenNow();
    return body === null ? route.fulfill({ status: 403 }) : route.fulfill({ body });
  });
  page.on('request', (request) => {
    if (request.url() === `${E2E_URL}/graphql` && request.method() === 'POST') counts.asked++;
  });
  return counts;
}

test('a token that is revoked while somebody looks: what they switch is saved by the next one, and nothing that is open closes', async ({
  page,
}) => {
  const before = await memberKey();
  let token = before.token;
  await gives(page, () => token);
  await page.goto(ORIGIN);
  const mine = page.getByRole('group').filter({ hasText: 'E-mail' }).first();
  await mine.locator('summary').click();
  const refund = mine.getByRole('switch', { name: 'Refund failed' });
  const was = await refund.isChecked();
  token = (await memberKey()).token;
  await ask('mutation ($id: ID!) { revokeApiKey(input: { id: $id }) { removedId } }', { id: before.id });
  // It works nowhere after 5 s; what is open stays open meanwhile.
  await expect(async () => {
    await refund.setChecked(!was);
    await expect(refund).toBeChecked({ checked: !was, timeout: 500 });
    await expect(page.locator('tocsin-preferences').getByRole('status')).toContainText('Refund failed', {
      timeout: 500,
    });
    await refund.setChecked(was);
  }).toPass();
  await expect(refund).toBeVisible();
});

test('a page that gives tokens which do not count is asked ever more seldom, and a good one is taken at once', async ({
  page,
}) => {
  let token: string | null = 'toc_wrong';
  const counts = await gives(page, () => token);
  await page.goto(ORIGIN);
  const preferences = page.locator('tocsin-preferences').getByRole('status');
  await expect(preferences).toContainText('Your access to Tocsin on this page has ended');
  await expect(page.locator('tocsin-bell').getByRole('status')).toContainText('Your access to Tocsin');
  // Two elements, about three seconds: at once, after one, after two; that its socket is refused, the bell asks about.
  expect(counts.wanted).toBeLessThanOrEqual(8);
  expect(counts.asked).toBeLessThanOrEqual(2 * counts.wanted);
  token = null;
  await page.getByRole('button', { name: 'Notifications, none unread' }).click();
  token = (await memberKey()).token;
  await page.getByRole('button', { name: 'Notifications, none unread' }).click();
  await expect(page.locator('tocsin-bell').getByRole('status')).toBeEmpty();
  // That one would be asked again in a while.
  await page
    .locator('tocsin-preferences')
    .evaluate((element, given) => Object.assign(element, { token: given }), token);
  await expect(page.getByText(/gets \d+ of \d+/).first()).toBeVisible();
  await expect(preferences).toBeEmpty();
});

test('a token that has ended is asked for anew, in words of the page’s language', async ({ page }) => {
  let given = 0;
  await page.route('**/tocsin-token', (route) =>
    ++given <= 2 ? route.fulfill({ body: 'toc_ended' }) : route.continue(),
  );
  await page.goto(ORIGIN);
  await expect(page.locator('tocsin-preferences summary').first()).toBeVisible();
  await page.locator('tocsin-bell').evaluate((element) => element.setAttribute('lang', 'de-CH'));
  await expect(page.getByRole('button', { name: /^Benachrichtigungen/ })).toBeVisible();
  expect(given).toBeGreaterThan(2);
});
