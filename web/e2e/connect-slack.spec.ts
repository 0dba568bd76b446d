// Seed 003, its steps 2 and 3 ("Hubungkan workspace Slack Anda", "Berikan Izin Slack"): "Connect your Slack workspace": there and back, with the channel chosen there; declined there; and connected again when the hook is gone.
import { expect, test } from '@playwright/test';
import { type SlackStandIn, startSlackApp } from '../../test/support/slack-app.js';
import { turn } from './switches.js';
import { happens } from './webhooks.js';

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
  await expect(page.getByRole('heading', { name: 'Not connected', level: 1 })).toBeVisible();
  await page.getByRole('link', { name: 'Back to integrations' }).click();
  await expect(page.getByRole('heading', { name: 'Integrations', level: 1 })).toBeVisible();
});

test('where it posts is shown and managed at Slack; a hook that was removed there is connected again, and messages arrive', async ({
  page,
}) => {
  slack.room = '#disputes';
  await page.goto('/integrations');
  await page.getByRole('button', { name: 'Connect your Slack workspace' }).click();
  await page.getByRole('link', { name: 'Allow' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('#disputes · Acme');
  slack.gone = true;
  await happens('dodo.payment.failed', { payment_id: `pay_${crypto.randomUUID()}` });
  const alert = page.getByRole('alert').filter({ hasText: 'no_service' });
  await expect(alert).toBeVisible();
  await page.getByRole('tab', { name: 'Settings' }).click();
  const connection = page.getByRole('region', { name: 'Connection' });
  await expect(connection).toContainText('#disputes');
  await expect(connection).toContainText('Acme');
  const manage = connection.getByRole('link', { name: 'Manage at Slack' });
  await expect(manage).toHaveAttribute('href', `${slack.url}/services/B1`);
  await expect(manage).toHaveAttribute('target', '_blank');
  Object.assign(slack, { gone: false, room: '#money' });
  const address = page.url();
  await alert.getByRole('button', { name: 'Connect again' }).click();
  await page.getByRole('link', { name: 'Allow' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('#money · Acme');
  expect(page.url().split('?')[0]).toBe(address.split('?')[0]);
  await expect(alert).toHaveCount(0);
  await happens('dodo.payment.failed', { payment_id: `pay_${crypto.randomUUID()}` });
  // Other specs may have posted what comes here, too.
  await expect(page.getByRole('main')).toContainText(/[1-9]\d*% arrived/);
  await turn(page.getByRole('switch', { name: /gets messages/ }), 'off');
});
