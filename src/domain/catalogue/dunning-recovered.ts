import type { EventTypeEntry } from './entry.js';

export const dunningRecovered = {
  key: 'dunning.recovered',
  category: 'SUBSCRIPTIONS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.dunning.recovered',
  facts: ['amount', 'customer', 'payment', 'subscription'],
  texts: {
    en: {
      name: 'Payment recovered',
      description: 'A failed renewal was paid after all.',
      title:
        'Payment{amount, select, none {} other { of {amount}}} recovered{customer, select, none {} other { from {customer}}}',
      body: 'The failed renewal has been paid after all; the subscription goes on.',
    },
    fr: {
      name: 'Paiement récupéré',
      description: 'Un renouvellement en échec a finalement été réglé.',
      title:
        'Paiement récupéré{customer, select, none {} other { pour {customer}}}{amount, select, none {} other { : {amount}}}',
      body: 'Le renouvellement en échec a finalement été réglé ; l’abonnement continue.',
    },
    de: {
      name: 'Zahlung doch eingegangen',
      description: 'Eine fehlgeschlagene Verlängerung wurde doch noch bezahlt.',
      title:
        'Zahlung{amount, select, none {} other { über {amount}}}{customer, select, none {} other { von {customer}}} doch noch eingegangen',
      body: 'Die fehlgeschlagene Verlängerung wurde doch noch bezahlt; das Abonnement läuft weiter.',
    },
    it: {
      name: 'Pagamento recuperato',
      description: 'Un rinnovo fallito è stato infine pagato.',
      title:
        'Pagamento{amount, select, none {} other { di {amount}}} recuperato{customer, select, none {} other { da {customer}}}',
      body: 'Il rinnovo fallito è stato infine pagato; l’abbonamento continua.',
    },
    id: {
      name: 'Penagihan ulang berhasil',
      description: 'Perpanjangan yang gagal akhirnya dibayar.',
      title:
        'Pembayaran{amount, select, none {} other { {amount}}}{customer, select, none {} other { dari {customer}}} berhasil ditagih ulang',
      body: 'Perpanjangan yang gagal akhirnya dibayar; langganan berlanjut.',
    },
    zh: {
      name: '催收成功',
      description: '失败的续订扣款最终已付清。',
      title: '{customer, select, none {} other {{customer} 的}}款项已追回{amount, select, none {} other {：{amount}}}',
      body: '失败的续订扣款最终已付清，订阅继续有效。',
    },
  },
} as const satisfies EventTypeEntry;
