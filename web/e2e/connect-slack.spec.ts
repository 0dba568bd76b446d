// "Connect your Slack workspace": there and back, with the channel chosen there; and declined there.
import { expect, test } from '@playwright/test';
import { type SlackStandIn, startSlackApp } from '../../test/support/slack-app.js';

let slack: SlackStandIn;
test.beforeAll(async () => {
  slack = await startSlackApp(Number(process.env.E2E_SLACK_PORT));
});
test.afterAll(() => slack.stop());

test('a workspace is connected by a button, and named after its channel; who declines is told so', async ({ page }) => {
  await page.goto('/integrations');
  await page.getByRole('button', { name: 'Connect your Slack workspace' }).click();
  await expect(page.getByRole('heading', { name: 'Where should Tocsin post?' })).toBeVisible();
  await page.getByRole('link', { name: 'Allow' }).click();
  await expect(page.getByText('#payments · Acme is connected.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('#payments · Acme');
  await expect(page).toHaveURL(/\/integrations\/dst_\w+\?tab=events$/);
  await page.goto('/integrations');
  await expect(page.getByRole('link', { name: /#payments · Acme/ })).toBeVisible();
  await page.getByRole('button', { name: 'Connect your Slack workspace' }).click();
  await page.getByRole('link', { name: 'Cancel' }).click();
  await expect(page.getByRole('alert')).toContainText('It was declined at Slack; nothing was connected.');
  await page.getByRole('link', { name: 'Back to integrations' }).click();
  await expect(page.getByRole('heading', { name: 'Integrations', level: 1 })).toBeVisible();
});
