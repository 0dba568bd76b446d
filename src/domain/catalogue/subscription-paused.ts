import type { EventTypeEntry } from './entry.js';

export const subscriptionPaused = {
  key: 'subscription.paused',
  category: 'SUBSCRIPTIONS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.subscription.paused',
  facts: ['amount', 'customer', 'product', 'subscription'],
  texts: {
    en: {
      name: 'Subscription paused',
      description: 'A subscription was paused on purpose.',
      title: '{customer, select, none {A subscription} other {{customer}’s subscription}} was paused',
      body: '{amount, select, none {Nothing will be charged} other {{amount} per billing period will not be charged}} until the subscription is resumed.',
    },
    fr: {
      name: 'Abonnement mis en pause',
      description: 'Un abonnement a été mis en pause volontairement.',
      title: 'Abonnement mis en pause{customer, select, none {} other { pour {customer}}}',
      body: '{amount, select, none {Rien ne sera prélevé} other {Les {amount} par période de facturation ne seront pas prélevés}} avant la reprise.',
    },
    de: {
      name: 'Abonnement pausiert',
      description: 'Ein Abonnement wurde absichtlich pausiert.',
      title: 'Abonnement{customer, select, none {} other { von {customer}}} pausiert',
      body: '{amount, select, none {Bis zur Fortsetzung wird nichts abgebucht.} other {{amount} je Abrechnungszeitraum werden bis zur Fortsetzung nicht abgebucht.}}',
    },
    it: {
      name: 'Abbonamento in pausa',
      description: 'Un abbonamento è stato messo in pausa volontariamente.',
      title: 'Abbonamento{customer, select, none {} other { di {customer}}} in pausa',
      body: '{amount, select, none {Non verrà addebitato nulla} other {Non verranno addebitati {amount} per periodo di fatturazione}} fino alla ripresa.',
    },
    id: {
      name: 'Langganan dijeda',
      description: 'Langganan sengaja dijeda.',
      title: 'Langganan{customer, select, none {} other { {customer}}} dijeda',
      body: '{amount, select, none {Tidak akan ada tagihan} other {Tagihan {amount} per periode tidak akan ditarik}} sampai langganan dilanjutkan.',
    },
    zh: {
      name: '订阅已暂停',
      description: '订阅被主动暂停。',
      title: '{customer, select, none {} other {{customer} 的}}订阅已暂停',
      body: '恢复之前{amount, select, none {不会扣款。} other {不会收取每个账单周期的 {amount}。}}',
    },
  },
} as const satisfies EventTypeEntry;
