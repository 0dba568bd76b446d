// Seed 001, „Wie richte ich Benachrichtigungen für fehlgeschlagene Zahlungen ein?“: its steps in its own language, as a person takes them.
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { Webhook } from 'standardwebhooks';
import { openMailbox } from './local-run.js';
import { turn } from './switches.js';
import { happens, newAmount, postStripe, sample } from './webhooks.js';

test.use({ locale: 'de-DE' });

const paymentFails = (minor: number) => happens('stripe.payment_intent.payment_failed', { amount: minor });

test('Navigation zu den Benachrichtigungseinstellungen; „Aktivieren Sie den Schalter, damit Sie bei jedem fehlgeschlagenen Zahlungsversuch eine E-Mail erhalten“; mehrere an unterschiedliche Teammitglieder', async ({
  page,
}) => {
  const [before, after] = [newAmount(), newAmount()];
  const mails = await openMailbox(page);
  await paymentFails(before.minor);
  await page.goto('/');
  await page.getByRole('navigation').getByRole('link', { name: 'Kommunikation' }).click();
  await page.getByRole('button', { name: /finance@larkspur/ }).click();
  const failed = page.getByRole('switch', { name: 'Zahlung fehlgeschlagen', exact: true });
  await turn(failed, 'on');
  await paymentFails(after.minor);
  for (const who of ['finance', 'owner', 'sales'])
    await expect(mails(`${who}@larkspur.example`, after.text)).toHaveCount(1);
  await expect(mails('owner@larkspur.example', before.text)).toHaveCount(1);
  await expect(mails('finance@larkspur.example', before.text)).toHaveCount(0);
  await turn(failed, 'off');
});

test('„Denken Sie daran, dass hinterlegte E-Mail-Adressen immer auf dem neuesten Stand sein sollten“', async ({
  page,
}) => {
  const address = `fiona-${Date.now()}@larkspur.example`;
  const [told, later] = [newAmount(), newAmount()];
  const mails = await openMailbox(page);
  await page.goto('/team');
  await page.getByRole('link', { name: /Fiona Berg/ }).click();
  await page.getByRole('button', { name: 'E-Mail hinzufügen' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(address);
  await dialog.getByRole('button', { name: 'E-Mail hinzufügen' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: address })).toBeVisible();
  await happens('stripe.payout.failed', { amount: told.minor });
  await expect(mails(address, told.text)).toHaveCount(1);
  await page.getByRole('button', { name: `${address}: weitere Aktionen` }).click();
  await page.getByRole('menuitem', { name: 'E-Mail löschen' }).click();
  await dialog.getByRole('button', { name: 'E-Mail löschen' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: address })).toHaveCount(0);
  await happens('stripe.payout.failed', { amount: later.minor });
  await expect(mails('finance@larkspur.example', later.text)).toHaveCount(1);
  await expect(mails(address, later.text)).toHaveCount(0);
});

test('Alternative Webhooks: „eine neue Webhook-URL hinzufügen“ bei Stripe; was abgelehnt wird, sagt warum, das erste Ereignis macht es grün', async ({
  page,
}) => {
  const secret = `whsec_${randomBytes(24).toString('hex')}`;
  await page.goto('/sources');
  await page.getByRole('button', { name: 'Quelle verbinden' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Stripe' }).click();
  await dialog.getByRole('button', { name: 'Von Hand: Adresse und Geheimnis' }).click();
  await dialog.getByLabel('Name').fill('Stripe des Ladens');
  await dialog.getByRole('button', { name: 'Weiter' }).click();
  const url = (await dialog.locator('pre', { hasText: '/webhooks/src_' }).textContent()) ?? '';
  await dialog.getByRole('button', { name: 'Weiter' }).click();
  await dialog.getByLabel('Geheimnis').fill(secret);
  await dialog.getByRole('button', { name: 'Verbinden' }).click();
  await expect(dialog).toContainText('Wartet auf das erste Ereignis');
  const event = sample('stripe.payment_intent.payment_failed');
  expect(await postStripe(url, `whsec_${'0'.repeat(48)}`, event)).toBe(401);
  await expect(dialog).toContainText(/Signatur|Geheimnis/);
  expect(await postStripe(url, secret, event)).toBe(202);
  await expect(dialog).toContainText('Es funktioniert: Das erste Ereignis kam');
  await dialog.getByRole('button', { name: 'Fertig' }).click();
  await expect(page.getByRole('article', { name: 'Stripe des Ladens' })).toContainText('Empfängt');
  expect(await page.content()).not.toContain(secret);
  await page.getByRole('tab', { name: 'Abgelehnte Anfragen' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('401');
  await expect(page).toHaveURL(/tab=refused/);
});

test('„Webhook-URL, die bei Ereignissen wie payment_intent.payment_failed eine Benachrichtigung an Ihr Backend sendet“', async ({
  page,
}) => {
  const { minor } = newAmount();
  const came: { body: string; headers: IncomingMessage['headers'] }[] = [];
  const backend = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      came.push({ body, headers: request.headers });
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await page.goto('/integrations');
  await page.getByRole('button', { name: 'Endpunkt hinzufügen: Webhook' }).click();
  await page.getByLabel('Name').fill('Unser Backend');
  await page.getByLabel('URL').fill(`http://127.0.0.1:${(backend.address() as AddressInfo).port}/payments`);
  await page.getByRole('button', { name: 'Weiter' }).click();
  await page.getByRole('radio', { name: 'Nur die, die ich wähle' }).check();
  await page.getByRole('checkbox', { name: 'Zahlung fehlgeschlagen', exact: true }).check();
  await page.getByRole('button', { name: 'Weiter' }).click();
  await page.getByRole('button', { name: 'Erstellen' }).click();
  const secret = (await page.getByRole('dialog').locator('pre').textContent()) ?? '';
  await page.getByRole('dialog').getByRole('button', { name: 'Ich habe es aufbewahrt' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Unser Backend' })).toBeVisible();
  await paymentFails(minor);
  await expect.poll(() => came.filter(({ body }) => body.includes(String(minor))).length).toBe(1);
  const [message] = came.filter(({ body }) => body.includes(String(minor)));
  expect(() =>
    new Webhook(secret.trim()).verify(message?.body ?? '', message?.headers as Record<string, string>),
  ).not.toThrow();
  backend.close();
});
