// Seed 003, "Integrasi Slack": its numbered steps in its own language; the code is the seed's own, pasted.
import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { openPosts } from './local-run.js';
import { happens, newAmount } from './webhooks.js';

test.use({ locale: 'id-ID' });

/** "Notifikasi Pembayaran Dasar", payment_notifs.js. */
const PASTED = `function handler(webhook) {
  switch (webhook.eventType) {
    case "payment.succeeded":
      webhook.payload = {
        text: \`✅ Payment Successful\\nAmount: $\${(webhook.payload.data.total_amount / 100).toFixed(2)}\\nCustomer: \${webhook.payload.data.customer.email}\\nPayment ID: \${webhook.payload.data.payment_id}\`
      };
      break;
      
    case "payment.failed":
      webhook.payload = {
        text: \`❌ Payment Failed\\nAmount: $\${(webhook.payload.data.total_amount / 100).toFixed(2)}\\nCustomer: \${webhook.payload.data.customer.email}\\nReason: \${webhook.payload.data.error_message || 'Unknown'}\`
      };
      break;
  }

  return webhook;
}`;
/** With a slip of the pen. */
const BROKEN = PASTED.replace('data.error_message', 'daten.error_message');
const MOD = 'ControlOrMeta';

/** The seed's other examples, as they stand there. */
const exampleOf = (name: string) =>
  readFileSync(new URL(`../../test/fixtures/transformations/${name}`, import.meta.url), 'utf8');

/** Over all that is there, as somebody pastes. */
async function paste(page: Page, code: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Kode' }).click();
  await page.keyboard.press(`${MOD}+a`);
  await page.keyboard.insertText(code);
}

async function graveFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return grave.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`));
}

/** Steps 1 to 3: the section of webhooks, + Tambah Endpoint, Slack, where to, and which events. */
async function addSlack(page: Page, name: string, path: string): Promise<void> {
  await page.goto('/');
  await page.getByRole('navigation').getByRole('link', { name: 'Integrasi' }).click();
  await page.getByRole('button', { name: 'Tambah endpoint: Slack' }).click();
  await page.getByLabel('Nama').fill(name);
  await page.getByLabel('URL webhook masuk').fill(new URL(path, page.url()).href);
  await page.getByRole('button', { name: 'Lanjut' }).click();
  await page.getByRole('radio', { name: 'Hanya yang saya pilih' }).check();
  await page.getByRole('checkbox', { name: 'Pembayaran', exact: true }).check();
  await page.getByRole('button', { name: 'Lanjut' }).click();
}

test('1 Buka Bagian Webhook · 2 Pilih Integrasi Slack · 4 Sesuaikan Kode Transformasi · 5 Uji dan Buat · 6 Integrasi Selesai: peristiwa dikirim ke saluran Slack secara waktu nyata', async ({
  page,
}) => {
  const [name, { minor, text }] = [`#pembayaran ${Date.now()}`, newAmount()];
  const posts = await openPosts(page, '/dev/slack');
  await addSlack(page, name, '/dev/slack/hook/notToBeSeen');
  await paste(page, BROKEN);
  await page.getByRole('combobox', { name: 'Muatan' }).selectOption({ label: 'Pembayaran gagal' });
  await page.getByRole('button', { name: 'Uji' }).click();
  const result = page.getByRole('region', { name: 'Hasil' });
  await expect(result).toContainText(/Baris 11/);
  await expect(page.locator('.cm-lintRange-error').first()).toBeVisible();
  await paste(page, PASTED);
  await page.keyboard.press(`${MOD}+Enter`);
  await expect(result).toContainText('Berhasil');
  await expect(result).toContainText('POST');
  await expect(result).toContainText('❌ Payment Failed');
  expect(await graveFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Buat' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  expect(await page.content()).not.toContain('notToBeSeen');
  await page.getByRole('tab', { name: 'Peristiwa' }).click();
  await expect(page.getByRole('switch', { name: 'Pembayaran gagal', exact: true })).toBeChecked();
  await expect(page.getByRole('switch', { name: 'Pencairan dana gagal' })).not.toBeChecked();
  await happens('dodo.payment.failed', { payment_id: `pay_${crypto.randomUUID()}`, total_amount: minor });
  await expect(posts(text).filter({ hasText: '❌ Payment Failed' }).filter({ hasText: 'notToBeSeen' })).toHaveCount(1);
});

test('Pemecahan Masalah: periksa portal manajemen webhook untuk log kesalahan transformasi', async ({ page }) => {
  const name = `#galat ${Date.now()}`;
  await addSlack(page, name, '/dev/slack/hook/galat');
  await paste(page, BROKEN);
  await page.getByRole('button', { name: 'Buat' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await happens('dodo.payment.failed', { payment_id: `pay_${crypto.randomUUID()}` });
  await page.getByRole('tab', { name: 'Kegagalan' }).click();
  const failure = page.getByRole('tabpanel').getByRole('link').first();
  await expect(failure).toContainText(/Baris 11/);
  // "Uji kode transformasi Anda dengan data contoh": with the very event on which it failed.
  await failure.click();
  await expect(page.getByRole('region', { name: 'Hasil' })).toContainText(/Baris 11/);
  await paste(page, PASTED);
  await expect(page.getByRole('region', { name: 'Hasil' })).toContainText('Berhasil');
  await page.keyboard.press(`${MOD}+s`);
  await expect(page.getByText('Belum disimpan')).toHaveCount(0);
});

test('Contoh Kode Transformasi: Notifikasi Langganan Kaya · Notifikasi Manajemen Sengketa · Penangan Semua Peristiwa, diuji dengan payload yang sudah ada atau kustom', async ({
  page,
}) => {
  await addSlack(page, `#contoh ${Date.now()}`, '/dev/slack/hook/contoh');
  const payload = page.getByRole('combobox', { name: 'Muatan' });
  const result = page.getByRole('region', { name: 'Hasil' });
  const tried = async (code: string, sample: string, made: string) => {
    await paste(page, exampleOf(code));
    await payload.selectOption({ label: sample });
    await page.getByRole('button', { name: 'Uji' }).click();
    await expect(result).toContainText(made);
    await expect(result).toContainText('Berhasil');
  };
  await tried('subscription_notifs.js', 'Langganan dimulai', '🎉 Subscription Activated');
  await tried('subscription_notifs.js', 'Langganan diperpanjang', '🔄 Subscription Renewed');
  await tried('dispute_notifs.js', 'Sengketa dibuka', '🚨 New Dispute Opened');
  await tried('dispute_notifs.js', 'Kalah dalam sengketa', '❌ Dispute Lost');
  await tried('all_events_notifs.js', 'Pembayaran diterima', '✅ Payment Successful');
  // "Tangani Data Sensitif": only the beginning of the key.
  await tried('all_events_notifs.js', 'Kunci lisensi dibuat', '🔑 License Key Created');
  await expect(result).toContainText(/[0-9a-f]{8}\.\.\./);
  await expect(result).not.toContainText(/"value": "[0-9a-f]{8}-[0-9a-f]{4}/);
  const own = page.getByRole('textbox', { name: 'Muatan sebagai JSON' });
  await own.fill((await own.inputValue()).replace(/"key": "[^"]+"/, '"key": "TOKOSAYA-0001"'));
  await page.getByRole('button', { name: 'Uji' }).click();
  await expect(result).toContainText('TOKOSAYA...');
});

test('Pemecahan Masalah: pastikan jenis peristiwa yang dipilih sedang dipicu, dan dipilih dalam konfigurasi konektor', async ({
  page,
}) => {
  const name = `#pemicu ${Date.now()}`;
  await addSlack(page, name, '/dev/slack/hook/pemicu');
  await page.getByRole('button', { name: 'Buat' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  const trigger = async (event: string) => {
    await page.getByRole('navigation').getByRole('link', { name: 'Sumber' }).click();
    await page.getByRole('button', { name: 'Dodo Payments: tindakan lain' }).click();
    await page.getByRole('menuitem', { name: 'Kirim peristiwa contoh' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Peristiwa' }).selectOption({ label: event });
    await dialog.getByRole('button', { name: 'Kirim peristiwa contoh' }).click();
    await expect(page).toHaveURL(/\/events\/evt_/);
  };
  await trigger('Pembayaran gagal');
  await expect(page.getByRole('listitem').filter({ hasText: name })).toContainText(/dikirim|sampai/);
  await trigger('Pencairan dana gagal');
  // Others are told of it; this one did not choose it.
  await expect(page.getByRole('main')).toContainText('owner@larkspur.example');
  await expect(page.getByRole('listitem').filter({ hasText: name })).not.toContainText(/dikirim|sampai/);
});
