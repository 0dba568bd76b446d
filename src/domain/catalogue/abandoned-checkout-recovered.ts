import type { EventTypeEntry } from './entry.js';

export const abandonedCheckoutRecovered = {
  key: 'abandoned_checkout.recovered',
  category: 'PAYMENTS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.abandoned_checkout.recovered',
  facts: ['customer', 'amount', 'product', 'status', 'payment'],
  texts: {
    en: {
      name: 'Abandoned checkout recovered',
      description: 'A customer came back to an abandoned checkout and paid.',
      title:
        'Abandoned checkout{amount, select, none {} other { of {amount}}} recovered{customer, select, none {} other {: {customer} has paid}}',
      body: 'The customer came back and completed the payment.',
    },
    fr: {
      name: 'Panier abandonné récupéré',
      description: 'Un client est revenu à un panier abandonné et a payé.',
      title:
        'Panier abandonné{amount, select, none {} other { de {amount}}} récupéré{customer, select, none {} other { : {customer} a payé}}',
      body: 'Le client est revenu et a terminé son paiement.',
    },
    de: {
      name: 'Abgebrochener Kauf nachgeholt',
      description: 'Ein Kunde ist zu einem abgebrochenen Kauf zurückgekehrt und hat bezahlt.',
      title:
        'Abgebrochener Kauf{amount, select, none {} other { über {amount}}} nachgeholt{customer, select, none {} other {: {customer} hat bezahlt}}',
      body: 'Der Kunde ist zurückgekehrt und hat die Zahlung abgeschlossen.',
    },
    it: {
      name: 'Carrello abbandonato recuperato',
      description: 'Un cliente è tornato su un carrello abbandonato e ha pagato.',
      title:
        'Carrello abbandonato{amount, select, none {} other { di {amount}}} recuperato{customer, select, none {} other {: {customer} ha pagato}}',
      body: 'Il cliente è tornato e ha completato il pagamento.',
    },
    id: {
      name: 'Checkout kembali diselesaikan',
      description: 'Pelanggan kembali ke checkout yang ditinggalkan, lalu membayar.',
      title:
        'Checkout{amount, select, none {} other { {amount}}} yang sempat ditinggalkan kini lunas{customer, select, none {} other {: {customer} sudah membayar}}',
      body: 'Pelanggan kembali dan menyelesaikan pembayaran.',
    },
    zh: {
      name: '未完成的结账已挽回',
      description: '客户回到未完成的结账并付款。',
      title:
        '未完成的结账已挽回{amount, select, none {} other {：{amount}}}{customer, select, none {} other {（{customer}）}}',
      body: '客户已返回并完成付款。',
    },
  },
} as const satisfies EventTypeEntry;
