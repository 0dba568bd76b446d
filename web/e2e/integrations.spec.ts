// Seed 003, done by a person: "Transformation": the code is pasted, tested on a sample, fails with its line, is mended, and created.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';

const PASTED = `function handler(webhook) {
  switch (webhook.eventType) {
    case "payment.failed":
      webhook.payload = {
        text: \`Payment Failed
Customer: \${webhook.payload.data.custmer.email}
Reason: \${webhook.payload.data.error_message || 'Unknown'}\`
      };
      break;
  }
  return webhook;
}`;
const MENDED = PASTED.replace('custmer', 'customer');
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

test('the Slack transformation is pasted, tested on a sample, fails in its line, is mended and created', async ({
  page,
  baseURL,
}) => {
  const name = `#alerts ${Date.now()}`;
  await page.goto('/integrations');
  await page.getByRole('button', { name: 'Add endpoint: Slack' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Incoming webhook URL').fill(`${baseURL}/dev/slack/services/T1/B2/notToBeSeen`);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('radio', { name: 'Only those that I choose' }).check();
  await page.getByRole('checkbox', { name: 'Payments', exact: true }).check();
  await page.getByRole('button', { name: 'Next' }).click();
  await paste(page, PASTED);
  await page.getByRole('button', { name: 'Test' }).click();
  const result = page.getByRole('region', { name: 'Result' });
  await expect(result).toContainText(/Line 6/);
  await expect(page.locator('.cm-lintRange-error').first()).toBeVisible();
  await paste(page, MENDED);
  await page.keyboard.press(`${MOD}+Enter`);
  await expect(result).toContainText('Works');
  await expect(result).toContainText('POST');
  await expect(result).toContainText('Payment Failed');
  expect(await graveFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  expect(await page.content()).not.toContain('notToBeSeen');
  await page.getByRole('tab', { name: 'Events' }).click();
  await expect(page.getByRole('switch', { name: 'Payment failed' })).toBeChecked();
  await expect(page.getByRole('switch', { name: 'Payout failed' })).not.toBeChecked();
});

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
  await page.getByRole('button', { name: 'Roll back to version 1' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Roll back' }).click();
  await expect(page.getByText('Version 1 runs again.')).toBeVisible();
});
