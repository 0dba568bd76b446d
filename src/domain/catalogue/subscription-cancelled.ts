import type { EventTypeEntry } from './entry.js';

export const subscriptionCancelled = {
  key: 'subscription.cancelled',
  category: 'SUBSCRIPTIONS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.subscription.cancelled',
  facts: ['amount', 'customer', 'reason', 'product', 'subscription', 'endsAt'],
  texts: {
    en: {
      name: 'Subscription cancelled',
      description: 'The merchant or the customer cancelled a subscription.',
      title: '{customer, select, none {A subscription} other {{customer}’s subscription}} was cancelled',
      body: '{amount, select, none {It will no longer be charged.} other {{amount} per billing period will no longer be charged.}}{endsAt, select, none {} other { End of the subscription: {endsAt}.}}{reason, select, none {} other { Reason given: {reason}}}',
    },
    fr: {
      name: 'Abonnement résilié',
      description: 'Le marchand ou le client a résilié un abonnement.',
      title: 'Abonnement résilié{customer, select, none {} other { pour {customer}}}',
      body: '{amount, select, none {Il n’y aura plus de prélèvement.} other {Les {amount} par période de facturation ne seront plus prélevés.}}{endsAt, select, none {} other { Fin de l’abonnement : {endsAt}.}}{reason, select, none {} other { Motif indiqué : {reason}}}',
    },
    de: {
      name: 'Abonnement gekündigt',
      description: 'Der Händler oder der Kunde hat ein Abonnement gekündigt.',
      title: 'Abonnement{customer, select, none {} other { von {customer}}} gekündigt',
      body: '{amount, select, none {Es wird nichts mehr abgebucht.} other {{amount} je Abrechnungszeitraum werden nicht mehr abgebucht.}}{endsAt, select, none {} other { Ende des Abonnements: {endsAt}.}}{reason, select, none {} other { Genannter Grund: {reason}}}',
    },
    it: {
      name: 'Abbonamento annullato',
      description: 'Il commerciante o il cliente ha annullato un abbonamento.',
      title: 'Abbonamento{customer, select, none {} other { di {customer}}} annullato',
      body: '{amount, select, none {Non verrà più addebitato nulla.} other {Non verranno più addebitati {amount} per periodo di fatturazione.}}{endsAt, select, none {} other { Fine dell’abbonamento: {endsAt}.}}{reason, select, none {} other { Motivo indicato: {reason}}}',
    },
    id: {
      name: 'Langganan dibatalkan',
      description: 'Penjual atau pelanggan membatalkan langganan.',
      title: 'Langganan{customer, select, none {} other { {customer}}} dibatalkan',
      body: '{amount, select, none {Tidak akan ada tagihan lagi.} other {Tagihan {amount} per periode tidak akan ditarik lagi.}}{endsAt, select, none {} other { Akhir langganan: {endsAt}.}}{reason, select, none {} other { Alasan yang diberikan: {reason}}}',
    },
    zh: {
      name: '订阅已取消',
      description: '商家或客户取消了订阅。',
      title: '{customer, select, none {} other {{customer} 的}}订阅已取消',
      body: '{amount, select, none {今后不再扣款。} other {今后不再收取每个账单周期的 {amount}。}}{endsAt, select, none {} other {订阅结束时间：{endsAt}。}}{reason, select, none {} other {取消原因：{reason}}}',
    },
  },
} as const satisfies EventTypeEntry;
