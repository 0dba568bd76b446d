import type { EventTypeEntry } from './entry.js';

export const subscriptionRenewed = {
  key: 'subscription.renewed',
  category: 'SUBSCRIPTIONS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.subscription.renewed',
  facts: ['amount', 'customer', 'product', 'method', 'subscription', 'nextAt'],
  texts: {
    en: {
      name: 'Subscription renewed',
      description: 'A subscription was charged for its next period. A “Payment received” comes with it.',
      title:
        '{customer, select, none {A subscription} other {{customer}’s subscription}} was renewed{amount, select, none {} other {: {amount}}}',
      body: 'The next period is paid.{nextAt, select, none {} other { The following charge is due on {nextAt}.}}',
    },
    fr: {
      name: 'Abonnement renouvelé',
      description: 'La période suivante d’un abonnement a été réglée. Un « Paiement reçu » l’accompagne.',
      title:
        'Abonnement renouvelé{customer, select, none {} other { pour {customer}}}{amount, select, none {} other { : {amount}}}',
      body: 'La nouvelle période est réglée.{nextAt, select, none {} other { Prochain prélèvement le {nextAt}.}}',
    },
    de: {
      name: 'Abonnement verlängert',
      description: 'Der nächste Zeitraum eines Abonnements wurde bezahlt. Dazu kommt auch „Zahlung eingegangen“.',
      title:
        'Abonnement{customer, select, none {} other { von {customer}}} verlängert{amount, select, none {} other {: {amount}}}',
      body: 'Der neue Zeitraum ist bezahlt.{nextAt, select, none {} other { Die nächste Abbuchung ist am {nextAt} fällig.}}',
    },
    it: {
      name: 'Abbonamento rinnovato',
      description: 'Il periodo successivo di un abbonamento è stato pagato. Arriva insieme a “Pagamento riuscito”.',
      title:
        'Abbonamento{customer, select, none {} other { di {customer}}} rinnovato{amount, select, none {} other {: {amount}}}',
      body: 'Il nuovo periodo è pagato.{nextAt, select, none {} other { Il prossimo addebito è previsto per il {nextAt}.}}',
    },
    id: {
      name: 'Langganan diperpanjang',
      description: 'Periode berikutnya dari langganan sudah dibayar. Disertai “Pembayaran diterima”.',
      title:
        'Langganan{customer, select, none {} other { {customer}}} diperpanjang{amount, select, none {} other {: {amount}}}',
      body: 'Periode baru sudah dibayar.{nextAt, select, none {} other { Tagihan berikutnya jatuh pada {nextAt}.}}',
    },
    zh: {
      name: '订阅已续订',
      description: '订阅的下一周期已扣款，同时会有一条“收到付款”。',
      title: '{customer, select, none {} other {{customer} 的}}订阅已续订{amount, select, none {} other {：{amount}}}',
      body: '新的周期已付款。{nextAt, select, none {} other {下次扣款时间：{nextAt}。}}',
    },
  },
} as const satisfies EventTypeEntry;
