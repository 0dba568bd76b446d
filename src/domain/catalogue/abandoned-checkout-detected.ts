import type { EventTypeEntry } from './entry.js';

export const abandonedCheckoutDetected = {
  key: 'abandoned_checkout.detected',
  category: 'PAYMENTS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.abandoned_checkout.detected',
  facts: ['customer', 'amount', 'product', 'reason', 'status', 'payment'],
  texts: {
    en: {
      name: 'Checkout abandoned',
      description: 'A customer began to pay and left before the end.',
      title:
        'Checkout{amount, select, none {} other { of {amount}}} abandoned{customer, select, none {} other { by {customer}}}',
      body: 'The customer began to pay and did not finish.',
      action: 'Write to the customer, unless recovery e-mails already go out by themselves.',
    },
    fr: {
      name: 'Panier abandonné',
      description: 'Un client a commencé à payer puis est parti avant la fin.',
      title:
        'Panier{amount, select, none {} other { de {amount}}} abandonné{customer, select, none {} other { par {customer}}}',
      body: 'Le client a commencé à payer sans aller jusqu’au bout.',
      action: 'Écrivez au client, sauf si des e-mails de relance partent déjà automatiquement.',
    },
    de: {
      name: 'Kauf abgebrochen',
      description: 'Ein Kunde hat den Bezahlvorgang begonnen und nicht beendet.',
      title:
        'Kauf{amount, select, none {} other { über {amount}}}{customer, select, none {} other { von {customer}}} abgebrochen',
      body: 'Der Kunde hat den Bezahlvorgang begonnen und nicht beendet.',
      action: 'Schreiben Sie dem Kunden, falls Erinnerungen nicht schon automatisch verschickt werden.',
    },
    it: {
      name: 'Carrello abbandonato',
      description: 'Un cliente ha iniziato a pagare e se n’è andato prima della fine.',
      title:
        'Carrello{amount, select, none {} other { di {amount}}} abbandonato{customer, select, none {} other { da {customer}}}',
      body: 'Il cliente ha iniziato a pagare senza arrivare in fondo.',
      action: 'Scrivi al cliente, a meno che le email di recupero non partano già da sole.',
    },
    id: {
      name: 'Checkout ditinggalkan',
      description: 'Pelanggan mulai membayar, lalu pergi sebelum selesai.',
      title:
        'Checkout{amount, select, none {} other { {amount}}} ditinggalkan{customer, select, none {} other { oleh {customer}}}',
      body: 'Pelanggan mulai membayar tetapi tidak menyelesaikannya.',
      action: 'Hubungi pelanggan, kecuali email pengingat sudah terkirim otomatis.',
    },
    zh: {
      name: '结账未完成',
      description: '客户开始付款，但中途离开。',
      title: '结账未完成{amount, select, none {} other {：{amount}}}{customer, select, none {} other {（{customer}）}}',
      body: '客户开始付款，但没有完成。',
      action: '如果没有自动发送的挽回邮件，请联系客户。',
    },
  },
} as const satisfies EventTypeEntry;
