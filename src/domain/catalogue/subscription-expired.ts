import type { EventTypeEntry } from './entry.js';

export const subscriptionExpired = {
  key: 'subscription.expired',
  category: 'SUBSCRIPTIONS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.subscription.expired',
  facts: ['amount', 'customer', 'product', 'subscription', 'endsAt'],
  texts: {
    en: {
      name: 'Subscription expired',
      description: 'A subscription reached the end of its term.',
      title: '{customer, select, none {A subscription} other {{customer}’s subscription}} has expired',
      body: 'The term ended{endsAt, select, none {} other { on {endsAt}}};{amount, select, none { it will no longer be charged.} other { {amount} per billing period will no longer be charged.}}',
      action: 'Offer the customer a new subscription if you want to keep them.',
    },
    fr: {
      name: 'Abonnement expiré',
      description: 'Un abonnement est arrivé au terme de sa durée.',
      title: 'Abonnement expiré{customer, select, none {} other { pour {customer}}}',
      body: 'L’abonnement est arrivé à son terme{endsAt, select, none {} other { le {endsAt}}} ;{amount, select, none { il n’y aura plus de prélèvement.} other { les {amount} par période de facturation ne seront plus prélevés.}}',
      action: 'Proposez un nouvel abonnement au client si vous souhaitez le garder.',
    },
    de: {
      name: 'Abonnement abgelaufen',
      description: 'Ein Abonnement hat das Ende seiner Laufzeit erreicht.',
      title: 'Abonnement{customer, select, none {} other { von {customer}}} abgelaufen',
      body: 'Die Laufzeit ist{endsAt, select, none {} other { am {endsAt}}} zu Ende gegangen;{amount, select, none { es wird nichts mehr abgebucht.} other { {amount} je Abrechnungszeitraum werden nicht mehr abgebucht.}}',
      action: 'Bieten Sie dem Kunden ein neues Abonnement an, wenn er bleiben soll.',
    },
    it: {
      name: 'Abbonamento scaduto',
      description: 'Un abbonamento è arrivato alla fine del suo termine.',
      title: 'Abbonamento{customer, select, none {} other { di {customer}}} scaduto',
      body: 'L’abbonamento è arrivato a scadenza{endsAt, select, none {} other { il {endsAt}}};{amount, select, none { non verrà più addebitato nulla.} other { non verranno più addebitati {amount} per periodo di fatturazione.}}',
      action: 'Proponi al cliente un nuovo abbonamento se vuoi che resti.',
    },
    id: {
      name: 'Langganan berakhir',
      description: 'Masa berlaku langganan sudah habis.',
      title: 'Langganan{customer, select, none {} other { {customer}}} berakhir',
      body: 'Masa berlaku habis{endsAt, select, none {} other { pada {endsAt}}};{amount, select, none { tidak akan ada tagihan lagi.} other { tagihan {amount} per periode tidak akan ditarik lagi.}}',
      action: 'Tawarkan langganan baru jika Anda ingin pelanggan tetap bertahan.',
    },
    zh: {
      name: '订阅已到期',
      description: '订阅期限已满。',
      title: '{customer, select, none {} other {{customer} 的}}订阅已到期',
      body: '订阅{endsAt, select, none {期限已满} other {已于 {endsAt} 到期}}，{amount, select, none {今后不再扣款。} other {今后不再收取每个账单周期的 {amount}。}}',
      action: '如希望留住客户，请提供新的订阅。',
    },
  },
} as const satisfies EventTypeEntry;
