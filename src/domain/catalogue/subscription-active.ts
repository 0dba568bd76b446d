import type { EventTypeEntry } from './entry.js';

export const subscriptionActive = {
  key: 'subscription.active',
  category: 'SUBSCRIPTIONS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: true,
  sample: 'dodo.subscription.active',
  facts: ['amount', 'customer', 'product', 'method', 'subscription', 'nextAt'],
  texts: {
    en: {
      name: 'Subscription started',
      description: 'A new subscription is active and its recurring payments are set up: a new returning customer.',
      title:
        'New subscription{customer, select, none {} other { from {customer}}}{amount, select, none {} other {: {amount} per billing period}}',
      body: 'Recurring payments are set up.{nextAt, select, none {} other { The next charge is due on {nextAt}.}}',
    },
    fr: {
      name: 'Abonnement lancé',
      description: 'Un nouvel abonnement est créé et activé : un nouveau client récurrent.',
      title:
        'Nouvel abonnement{customer, select, none {} other { pour {customer}}}{amount, select, none {} other { : {amount} par période de facturation}}',
      body: 'Les paiements récurrents sont en place.{nextAt, select, none {} other { Prochain prélèvement le {nextAt}.}}',
    },
    de: {
      name: 'Abonnement gestartet',
      description:
        'Ein neues Abonnement ist aktiv, die wiederkehrenden Zahlungen sind eingerichtet: ein neuer Stammkunde.',
      title:
        'Neues Abonnement{customer, select, none {} other { von {customer}}}{amount, select, none {} other {: {amount} je Abrechnungszeitraum}}',
      body: 'Die wiederkehrenden Zahlungen sind eingerichtet.{nextAt, select, none {} other { Die nächste Abbuchung ist am {nextAt} fällig.}}',
    },
    it: {
      name: 'Abbonamento attivo',
      description:
        'Un nuovo abbonamento è attivo e i pagamenti ricorrenti sono programmati: un nuovo cliente ricorrente.',
      title:
        'Nuovo abbonamento{customer, select, none {} other { di {customer}}}{amount, select, none {} other {: {amount} per periodo di fatturazione}}',
      body: 'I pagamenti ricorrenti sono programmati.{nextAt, select, none {} other { Il prossimo addebito è previsto per il {nextAt}.}}',
    },
    id: {
      name: 'Langganan dimulai',
      description: 'Langganan baru sudah aktif dan pembayaran berkalanya sudah terjadwal: satu pelanggan tetap baru.',
      title:
        'Langganan baru{customer, select, none {} other { dari {customer}}}{amount, select, none {} other {: {amount} per periode tagihan}}',
      body: 'Pembayaran berkala sudah terjadwal.{nextAt, select, none {} other { Tagihan berikutnya jatuh pada {nextAt}.}}',
    },
    zh: {
      name: '订阅已开始',
      description: '新订阅已生效，定期扣款已设置好：又多了一位长期客户。',
      title:
        '{customer, select, none {} other {{customer} 的}}新订阅{amount, select, none {} other {：每个账单周期 {amount}}}',
      body: '定期扣款已设置好。{nextAt, select, none {} other {下次扣款时间：{nextAt}。}}',
    },
  },
} as const satisfies EventTypeEntry;
