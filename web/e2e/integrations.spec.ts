// Code of an endpoint beside what seed 003 says of it: drafts and versions.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';

const MENDED = `function handler(webhook) {
  webhook.payload = { text: webhook.eventType };
  return webhook;
}`;
const MOD = 'ControlOrMeta';

/** Over all that is there, as somebody pastes. */
async function paste(page: Page, code: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Code' }).click();
  await page.keyboard.press(`${MOD}+a`);
  await page.keyboard.insertText(code);
}

async function graveFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return grave.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`));
}

test('code that is not saved stays as a draft, is saved by key, and rolled back', async ({ page, baseURL }) => {
  const name = `#drafts ${Date.now()}`;
  await page.goto('/integrations');
  await page.getByRole('button', { name: 'Add endpoint: Slack' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Incoming webhook URL').fill(`${baseURL}/dev/slack/services/T1/B2/drafts`);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabel('Start from').selectOption('Payments');
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await paste(page, MENDED);
  await expect(page.getByText('Not saved')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Integrations' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('link', { name: new RegExp(name) }).click();
  await expect(page.getByText('Not saved')).toBeVisible();
  await page.getByRole('textbox', { name: 'Code' }).click();
  await page.keyboard.press(`${MOD}+s`);
  await expect(page.getByText('Not saved')).toHaveCount(0);
  expect(await graveFindings(page)).toEqual([]);
  await page.getByRole('tab', { name: 'Versions' }).click();
  await expect(page.getByRole('article', { name: 'Version 2' })).toContainText('Runs now');
  await page.getByRole('button', { name: 'Version 1: Roll back' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Roll back' }).click();
  await expect(page.getByText('Version 1 runs again.')).toBeVisible();
});

test('what is switched off says so in a sentence, and since when', async ({ page, baseURL }) => {
  const name = `#off ${Date.now()}`;
  await page.goto('/integrations');
  await page.getByRole('button', { name: 'Add endpoint: Slack' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Incoming webhook URL').fill(`${baseURL}/dev/slack/services/T1/B2/off`);
  for (const step of ['Next', 'Next', 'Create']) await page.getByRole('button', { name: step }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await page.getByRole('switch', { name: `${name} gets messages` }).click();
  const alert = page.getByRole('alert').filter({ hasText: 'switched off' });
  await expect(alert).toContainText(/Since \d+ \w+ \d{4}, \d\d:\d\d/);
  await expect(alert).not.toContainText('now');
});

test('who goes back in the browser while an endpoint is being added is asked first', async ({ page }) => {
  await page.goto('/integrations');
  await page.getByRole('button', { name: 'Add endpoint: Slack' }).click();
  await page.getByLabel('Name').fill('#half');
  await page.goBack();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('The endpoint is not created yet');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByLabel('Name')).toHaveValue('#half');
  await page.goBack();
  await dialog.getByRole('button', { name: 'Leave' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Connectors' })).toBeVisible();
});
