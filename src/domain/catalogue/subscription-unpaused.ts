import type { EventTypeEntry } from './entry.js';

export const subscriptionUnpaused = {
  key: 'subscription.unpaused',
  category: 'SUBSCRIPTIONS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.subscription.unpaused',
  facts: ['amount', 'customer', 'product', 'subscription', 'nextAt'],
  texts: {
    en: {
      name: 'Subscription resumed',
      description: 'A paused subscription is running again.',
      title: '{customer, select, none {A subscription} other {{customer}’s subscription}} was resumed',
      body: 'Recurring payments{amount, select, none {} other { of {amount}}} continue.{nextAt, select, none {} other { The next charge is due on {nextAt}.}}',
    },
    fr: {
      name: 'Abonnement repris',
      description: 'Un abonnement en pause a repris.',
      title: 'Abonnement repris{customer, select, none {} other { pour {customer}}}',
      body: 'Les paiements récurrents{amount, select, none {} other { de {amount}}} reprennent.{nextAt, select, none {} other { Prochain prélèvement le {nextAt}.}}',
    },
    de: {
      name: 'Abonnement fortgesetzt',
      description: 'Ein pausiertes Abonnement läuft wieder.',
      title: 'Abonnement{customer, select, none {} other { von {customer}}} fortgesetzt',
      body: 'Die wiederkehrenden Zahlungen{amount, select, none {} other { über {amount}}} laufen weiter.{nextAt, select, none {} other { Die nächste Abbuchung ist am {nextAt} fällig.}}',
    },
    it: {
      name: 'Abbonamento ripreso',
      description: 'Un abbonamento in pausa è ripreso.',
      title: 'Abbonamento{customer, select, none {} other { di {customer}}} ripreso',
      body: 'I pagamenti ricorrenti{amount, select, none {} other { di {amount}}} riprendono.{nextAt, select, none {} other { Il prossimo addebito è previsto per il {nextAt}.}}',
    },
    id: {
      name: 'Langganan dilanjutkan',
      description: 'Langganan yang dijeda berjalan kembali.',
      title: 'Langganan{customer, select, none {} other { {customer}}} dilanjutkan',
      body: 'Pembayaran berkala{amount, select, none {} other { sebesar {amount}}} berjalan kembali.{nextAt, select, none {} other { Tagihan berikutnya jatuh pada {nextAt}.}}',
    },
    zh: {
      name: '订阅已恢复',
      description: '暂停的订阅重新开始。',
      title: '{customer, select, none {} other {{customer} 的}}订阅已恢复',
      body: '定期扣款{amount, select, none {} other {（{amount}）}}恢复进行。{nextAt, select, none {} other {下次扣款时间：{nextAt}。}}',
    },
  },
} as const satisfies EventTypeEntry;
