import type { EventTypeEntry } from './entry.js';

export const licenseKeyCreated = {
  key: 'license_key.created',
  category: 'LICENSE_KEYS',
  severity: 'INFO',
  audiences: ['TEAM', 'CUSTOMER'],
  team: false,
  sample: 'dodo.license_key.created',
  facts: ['licenseKey', 'product', 'customer', 'endsAt', 'payment', 'subscription'],
  texts: {
    en: {
      name: 'License key created',
      description: 'A license key was generated for a purchase.',
      title: 'License key created{customer, select, none {} other { for {customer}}}',
      body: 'Entered in the product, the key activates the purchase.{endsAt, select, none {} other { It is valid until {endsAt}.}}',
    },
    fr: {
      name: 'Clé de licence créée',
      description: 'Une clé de licence a été générée pour un achat.',
      title: 'Clé de licence créée{customer, select, none {} other { pour {customer}}}',
      body: 'Saisie dans le produit, la clé active l’achat.{endsAt, select, none {} other { Elle est valable jusqu’au {endsAt}.}}',
    },
    de: {
      name: 'Lizenzschlüssel erstellt',
      description: 'Für einen Kauf wurde ein Lizenzschlüssel erzeugt.',
      title: 'Lizenzschlüssel{customer, select, none {} other { für {customer}}} erstellt',
      body: 'Im Produkt eingegeben, schaltet der Schlüssel den Kauf frei.{endsAt, select, none {} other { Er gilt bis {endsAt}.}}',
    },
    it: {
      name: 'Chiave di licenza creata',
      description: 'Per un acquisto è stata generata una chiave di licenza.',
      title: 'Chiave di licenza creata{customer, select, none {} other { per {customer}}}',
      body: 'Inserita nel prodotto, la chiave attiva l’acquisto.{endsAt, select, none {} other { È valida fino al {endsAt}.}}',
    },
    id: {
      name: 'Kunci lisensi dibuat',
      description: 'Kunci lisensi dibuat untuk sebuah pembelian.',
      title: 'Kunci lisensi dibuat{customer, select, none {} other { untuk {customer}}}',
      body: 'Masukkan kunci ini di produk untuk mengaktifkan pembelian.{endsAt, select, none {} other { Berlaku sampai {endsAt}.}}',
    },
    zh: {
      name: '许可证密钥已创建',
      description: '已为一笔购买生成许可证密钥。',
      title: '{customer, select, none {} other {{customer} 的}}许可证密钥已创建',
      body: '在产品中输入密钥即可激活。{endsAt, select, none {} other {有效期至 {endsAt}。}}',
    },
  },
} as const satisfies EventTypeEntry;
