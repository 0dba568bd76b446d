import type { EventTypeEntry } from './entry.js';

export const subscriptionPastDue = {
  key: 'subscription.past_due',
  category: 'SUBSCRIPTIONS',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.subscription.past_due',
  facts: ['amount', 'customer', 'product', 'method', 'subscription', 'endsAt'],
  texts: {
    en: {
      name: 'Subscription past due',
      description: 'A renewal failed; the subscription goes on for a grace period.',
      title:
        '{customer, select, none {A subscription} other {{customer}’s subscription}} is past due{amount, select, none {} other {: {amount}}}',
      body: 'The renewal failed; the subscription goes on for a grace period.{endsAt, select, none {} other { It ends on {endsAt}.}}',
      action:
        'Ask the customer to pay or to change the payment method{endsAt, select, none { soon} other { before then}}.',
    },
    fr: {
      name: 'Abonnement en retard de paiement',
      description: 'Un renouvellement a échoué ; l’abonnement continue pendant un délai de grâce.',
      title:
        'Abonnement en retard de paiement{customer, select, none {} other { pour {customer}}}{amount, select, none {} other { : {amount}}}',
      body: 'Le renouvellement a échoué ; l’abonnement continue pendant un délai de grâce.{endsAt, select, none {} other { Ce délai prend fin le {endsAt}.}}',
      action:
        'Demandez au client de payer ou de changer de moyen de paiement{endsAt, select, none { rapidement} other { d’ici là}}.',
    },
    de: {
      name: 'Abonnement überfällig',
      description: 'Eine Verlängerung ist fehlgeschlagen; das Abonnement läuft in einer Nachfrist weiter.',
      title:
        'Abonnement{customer, select, none {} other { von {customer}}} überfällig{amount, select, none {} other {: {amount}}}',
      body: 'Die Verlängerung ist fehlgeschlagen; das Abonnement läuft in einer Nachfrist weiter.{endsAt, select, none {} other { Sie endet am {endsAt}.}}',
      action:
        'Bitten Sie den Kunden,{endsAt, select, none { bald} other { bis dahin}} zu zahlen oder die Zahlungsart zu ändern.',
    },
    it: {
      name: 'Abbonamento in ritardo di pagamento',
      description: 'Un rinnovo è fallito; l’abbonamento prosegue per un periodo di tolleranza.',
      title:
        'Abbonamento{customer, select, none {} other { di {customer}}} in ritardo di pagamento{amount, select, none {} other {: {amount}}}',
      body: 'Il rinnovo è fallito; l’abbonamento prosegue per un periodo di tolleranza.{endsAt, select, none {} other { Il periodo termina il {endsAt}.}}',
      action:
        'Chiedi al cliente di pagare o di cambiare metodo di pagamento{endsAt, select, none { al più presto} other { entro quella data}}.',
    },
    id: {
      name: 'Langganan menunggak',
      description: 'Perpanjangan gagal; langganan tetap berjalan selama masa tenggang.',
      title:
        'Langganan{customer, select, none {} other { {customer}}} menunggak{amount, select, none {} other {: {amount}}}',
      body: 'Perpanjangan gagal; langganan tetap berjalan selama masa tenggang.{endsAt, select, none {} other { Masa tenggang berakhir pada {endsAt}.}}',
      action:
        'Minta pelanggan membayar atau mengganti cara pembayaran{endsAt, select, none { secepatnya} other { sebelum itu}}.',
    },
    zh: {
      name: '订阅逾期未付',
      description: '续订扣款失败，订阅在宽限期内继续有效。',
      title:
        '{customer, select, none {} other {{customer} 的}}订阅逾期未付{amount, select, none {} other {：{amount}}}',
      body: '续订扣款失败，订阅在宽限期内继续有效。{endsAt, select, none {} other {宽限期截止：{endsAt}。}}',
      action: '请让客户{endsAt, select, none {尽快} other {在此之前}}付款或更换付款方式。',
    },
  },
} as const satisfies EventTypeEntry;
