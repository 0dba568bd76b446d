// Seed 000, « Vue d'ensemble des préférences de communication »: its steps in its own language, each as a person takes it.
import { expect, type Page, test } from '@playwright/test';
import { openMailbox, openPosts } from './local-run.js';
import { turn } from './switches.js';
import { happens, newAmount } from './webhooks.js';

test.use({ locale: 'fr-FR' });

async function openEntry(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name }).click();
  await expect(page.getByRole('button', { name })).toHaveAttribute('aria-expanded', 'true');
}

test('Accédez aux Paramètres, cliquez sur l’onglet Communication, basculez entre les canaux de notification', async ({
  page,
}) => {
  await page.goto('/');
  await page.getByRole('navigation').getByRole('link', { name: 'Communication' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Préférences de communication' })).toBeVisible();
  await expect(page.getByRole('button', { name: /owner@larkspur/ })).toBeVisible();
  for (const [channel, entry] of [
    ['Dans l’application', /^Olivia Larkspur/],
    ['Push', /phone/],
    ['E-mail', /sales@larkspur/],
  ] as const) {
    await page.getByText(channel, { exact: true }).click();
    await expect(page.getByRole('radio', { name: channel })).toBeChecked();
    await expect(page.getByRole('button', { name: entry })).toBeVisible();
  }
});

test('Dans la section Vos e-mails, ajoutez finance@, pour les notifications de virements ; Supprimer l’e-mail arrête immédiatement toutes les notifications vers cette adresse', async ({
  page,
}) => {
  const address = `finance-${Date.now()}@acme.example`;
  const [payout, payment, last] = [newAmount(), newAmount(), newAmount()];
  const mails = await openMailbox(page);
  await page.goto('/preferences');
  await expect(page.getByRole('heading', { level: 2, name: 'Vos e-mails' })).toBeVisible();
  await page.getByRole('button', { name: 'Ajouter un e-mail' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Adresse').fill(address);
  await dialog.getByRole('button', { name: 'Ajouter un e-mail' }).click();
  // « Après avoir ajouté un e-mail, vous pouvez immédiatement configurer les notifications »
  const entry = page.getByRole('button', { name: new RegExp(address) });
  await expect(entry).toHaveAttribute('aria-expanded', 'true');
  await page.getByRole('button', { name: 'Tout désactiver', exact: true }).first().click();
  await expect(dialog).toContainText(/événements? des 30 derniers jours/);
  await dialog.getByRole('button', { name: 'Appliquer' }).click();
  await expect(entry).toContainText('reçoit 0 sur');
  await page.getByRole('button', { name: /^Virements\s: Tout activer$/ }).click();
  await dialog.getByRole('button', { name: 'Appliquer' }).click();
  await expect(page.getByRole('switch', { name: 'Échec de virement' })).toBeChecked();
  await expect(page.getByRole('switch', { name: 'Échec de paiement' })).not.toBeChecked();
  await page.getByRole('button', { name: 'pourquoi ? Échec de virement' }).click();
  await expect(page.getByText('décide', { exact: true })).toBeVisible();
  await happens('stripe.payment_intent.payment_failed', { amount: payment.minor });
  await happens('stripe.payout.failed', { amount: payout.minor });
  await expect(mails(address, payout.text)).toHaveCount(1);
  await page.getByRole('button', { name: 'Supprimer l’e-mail' }).click();
  await dialog.getByRole('button', { name: 'Supprimer l’e-mail' }).click();
  await expect(entry).toHaveCount(0);
  await happens('stripe.payout.failed', { amount: last.minor });
  // The others are told, so this one was, too, if ever it is.
  await expect(mails('finance@larkspur.example', last.text)).toHaveCount(1);
  await expect(mails('owner@larkspur.example', payment.text)).toHaveCount(1);
  await expect(mails(address, last.text)).toHaveCount(0);
  await expect(mails(address, payment.text)).toHaveCount(0);
});

test('Cliquez sur une adresse e-mail pour déployer ses options, utilisez les interrupteurs, les modifications sont enregistrées automatiquement ; actions rapides', async ({
  page,
}) => {
  await page.goto('/preferences');
  const entry = page.getByRole('button', { name: /sales@larkspur/ });
  await openEntry(page, /sales@larkspur/);
  await expect(entry).toContainText('reçoit 3 sur');
  await page.getByRole('switch', { name: 'Paiement reçu' }).click();
  await expect(entry).toContainText('reçoit 2 sur');
  await page.reload();
  await expect(entry).toContainText('reçoit 2 sur');
  await page.getByRole('switch', { name: 'Paiement reçu' }).click();
  await expect(entry).toContainText('reçoit 3 sur');
  await page.getByRole('button', { name: 'Annuler' }).click();
  await expect(entry).toContainText('reçoit 2 sur');
  await page.getByRole('button', { name: 'Tout activer', exact: true }).first().click();
  await page.getByRole('button', { name: 'Appliquer' }).click();
  await expect(entry).toContainText(/reçoit (\d+) sur \1/);
  await page.getByRole('button', { name: 'Revenir au rôle' }).click();
  await page.getByRole('button', { name: 'Appliquer' }).click();
  await expect(entry).toContainText('reçoit 3 sur');
});

test('Les notifications intégrées sont affichées en temps réel, consultées par l’icône en forme de cloche, et redirigent vers l’enregistrement concerné', async ({
  page,
}) => {
  const { minor, text } = newAmount();
  await page.goto('/');
  const bell = page.getByRole('button', { name: /^Notifications, \d+ non lue/ });
  await expect(bell).toBeVisible();
  await happens('stripe.payment_intent.payment_failed', { amount: minor });
  await bell.click();
  const item = page.getByRole('dialog', { name: 'Notifications' }).getByRole('button', { name: text }).first();
  await item.click();
  await expect(page).toHaveURL(/\/events\/evt_/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(text);
});

test('Les notifications push sont organisées par appareil : activer ou désactiver un appareil, configurer ses événements', async ({
  page,
}) => {
  const [told, first, second] = [newAmount(), newAmount(), newAmount()];
  const [pushes, mails] = [await openPosts(page, '/dev/push'), await openMailbox(page)];
  await page.goto('/preferences?channel=PUSH');
  await openEntry(page, /phone/);
  const device = page.getByRole('switch', { name: /^Notifier / });
  const failed = page.getByRole('switch', { name: 'Échec de virement' });
  await turn(failed, 'on');
  await happens('stripe.payout.failed', { amount: told.minor });
  await expect(pushes(told.text)).toHaveCount(1);
  await turn(device, 'off');
  await expect(page.getByRole('button', { name: /phone/ })).toContainText('désactivé');
  await happens('stripe.payout.failed', { amount: first.minor });
  await expect(mails('finance@larkspur.example', first.text)).toHaveCount(1);
  await turn(device, 'on');
  await expect(page.getByRole('button', { name: /phone/ })).not.toContainText('désactivé');
  await happens('stripe.payout.failed', { amount: second.minor });
  await expect(pushes(second.text)).toHaveCount(1);
  await expect(pushes(first.text)).toHaveCount(0);
  await turn(failed, 'off');
  // « Téléchargez l’application mobile … pour recevoir des notifications push sur votre appareil »
  await page.getByRole('link', { name: 'Ajouter un appareil' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Cet appareil' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Afficher un code' })).toBeVisible();
});

test('La désactivation d’un e-mail client n’affecte pas les notifications de votre équipe concernant le même événement', async ({
  page,
}) => {
  const [before, after] = [newAmount(), newAmount()];
  const customer = `jane-${Date.now()}@shopper.example`;
  const paid = (minor: number) =>
    happens('dodo.payment.succeeded', {
      payment_id: `pay_${crypto.randomUUID()}`,
      total_amount: minor,
      customer: { email: customer, name: 'Jane Doe', customer_id: 'cus_jane' },
    });
  const mails = await openMailbox(page);
  await page.goto('/customer-emails');
  // « Les e-mails clients sont activés par défaut »
  const receipt = page.getByRole('switch', { name: 'Paiement réussi' });
  await expect(receipt).toBeChecked();
  await paid(before.minor);
  await expect(mails(customer, /./)).toHaveCount(1);
  await turn(receipt, 'off');
  await paid(after.minor);
  await expect(mails('owner@larkspur.example', after.text)).toHaveCount(1);
  await expect(mails(customer, /./)).toHaveCount(1);
  // Others count on it.
  await turn(receipt, 'on');
});

test('E-mails clients, « Clé de licence créée : inclut la clé de licence et les instructions d’activation », dans chaque langue', async ({
  page,
}) => {
  const customer = { email: `cle-${Date.now()}@shopper.example`, name: 'Jane Doe', customer_id: 'cus_cle' };
  const [payment_id, key] = [`pay_${crypto.randomUUID()}`, crypto.randomUUID()];
  const words = `Ouvrez l’application, puis Aide, et collez la clé (${Date.now()}).`;
  const mails = await openMailbox(page);
  await page.goto('/customer-emails');
  for (const name of ['Paiement réussi', 'Plan d’abonnement modifié', 'Clé de licence créée'])
    await expect(page.getByRole('switch', { name })).toBeChecked();
  await page.getByRole('button', { name: /^Aperçu\s: Clé de licence créée$/ }).click();
  const letter = page.getByRole('listitem').filter({ hasText: 'Clé de licence créée' });
  await letter.getByRole('combobox', { name: 'Langue' }).selectOption('Deutsch');
  await expect(letter.locator('[lang=de]')).toContainText('Lizenzschlüssel');
  await letter.getByRole('combobox', { name: 'Langue' }).selectOption('Français');
  await expect(letter.locator('[lang=fr]')).toContainText('clé de licence');
  // What the customer reads is in the language of the business: they named none of their own.
  await page.getByRole('combobox', { name: 'Langue' }).last().selectOption('English');
  await page.getByRole('textbox', { name: 'Texte (Markdown)' }).fill(words);
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Enregistré ; vaut pour chaque clé pas encore envoyée.')).toBeVisible();
  await happens('dodo.payment.succeeded', { payment_id, customer });
  await happens('dodo.license_key.created', { id: `lic_${key}`, key, payment_id, customer_id: customer.customer_id });
  const mail = mails(customer.email, /licen[cs]e/i);
  await expect(mail).toHaveCount(1);
  const mailbox = mail.page();
  await mail.getByRole('link').click();
  const frame = mailbox.frameLocator('iframe');
  await expect(frame.locator('body')).toContainText(key);
  await expect(frame.locator('body')).toContainText(words);
});

test('Bonnes pratiques : un routage e-mail basé sur les rôles, les notifications critiques sur plusieurs canaux', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('/preferences?view=matrix');
  const cell = (event: string, who: string) => page.getByRole('switch', { name: `${event}, ${who}@larkspur.example` });
  await expect(cell('Échec de virement', 'finance')).toBeChecked();
  await expect(cell('Échec de virement', 'support')).not.toBeChecked();
  await expect(cell('Litige ouvert', 'support')).toBeChecked();
  await expect(cell('Litige ouvert', 'sales')).not.toBeChecked();
  await expect(cell('Échec de paiement', 'sales')).toBeChecked();
  await page.getByText('Push', { exact: true }).click();
  await expect(page.getByRole('switch', { name: 'Litige ouvert, Samir’s phone' })).toBeChecked();
  // « pour ne jamais les manquer »: each critical row says whom it reaches, whatever is chosen there.
  await page.goto('/preferences');
  await openEntry(page, /support@larkspur/);
  const opened = page.getByRole('listitem').filter({ has: page.getByRole('switch', { name: 'Litige ouvert' }) });
  await expect(opened).toContainText(/Atteint [2-9] personnes par [2-9] canaux/);
});

test('Bonnes pratiques : révisez périodiquement les préférences, pour que les bonnes personnes reçoivent les bonnes notifications', async ({
  page,
}) => {
  await page.goto('/settings/review');
  await expect(page.getByRole('row', { name: /Fiona Berg/ })).toContainText('2 types d’événements');
  await page.getByRole('button', { name: 'Tout est en ordre' }).click();
  await expect(page.getByText(/Revue faite au T[1-4] \d{4}/)).toBeVisible();
  await page.getByRole('link', { name: 'Fiona Berg' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Fiona Berg' })).toBeVisible();
});
