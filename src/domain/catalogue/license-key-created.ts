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
  customer: {
    rows: ['item', 'endsAt', 'activations', 'payment'],
    texts: {
      en: {
        subject: 'Your license key from {business}',
        body: 'Thank you for your purchase! Here is your license key. Keep this e-mail: you need the key to activate the product.',
      },
      fr: {
        subject: 'Votre clé de licence de {business}',
        body: 'Merci pour votre achat ! Voici votre clé de licence. Conservez cet e-mail : la clé sert à activer le produit.',
      },
      de: {
        subject: 'Ihr Lizenzschlüssel von {business}',
        body: 'Vielen Dank für Ihren Kauf! Hier ist Ihr Lizenzschlüssel. Bewahren Sie diese E-Mail auf: Sie brauchen den Schlüssel, um das Produkt freizuschalten.',
      },
      it: {
        subject: 'La tua chiave di licenza da {business}',
        body: 'Grazie per il tuo acquisto! Ecco la tua chiave di licenza. Conserva questa e-mail: la chiave serve ad attivare il prodotto.',
      },
      id: {
        subject: 'Kunci lisensi Anda dari {business}',
        body: 'Terima kasih atas pembelian Anda! Berikut kunci lisensi Anda. Simpan e-mail ini: kunci ini diperlukan untuk mengaktifkan produk.',
      },
      zh: {
        subject: '您在 {business} 的许可证密钥',
        body: '感谢您的购买！以下是您的许可证密钥。请保留此邮件，激活产品时需要用到它。',
      },
    },
  },
} as const satisfies EventTypeEntry;
