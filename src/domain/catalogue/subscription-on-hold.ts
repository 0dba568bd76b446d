import type { EventTypeEntry } from './entry.js';

export const subscriptionOnHold = {
  key: 'subscription.on_hold',
  category: 'SUBSCRIPTIONS',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.subscription.on_hold',
  facts: ['amount', 'customer', 'product', 'method', 'subscription'],
  texts: {
    en: {
      name: 'Subscription on hold',
      description: 'A renewal failed and the provider has put the subscription on hold.',
      title: '{customer, select, none {A subscription} other {{customer}’s subscription}} is on hold',
      body: 'The renewal{amount, select, none {} other { of {amount}}} failed, so the provider has put the subscription on hold.',
      action: 'Ask the customer for a working payment method; until then nothing is charged.',
    },
    fr: {
      name: 'Abonnement suspendu',
      description: 'Un renouvellement a échoué et le prestataire a suspendu l’abonnement.',
      title: 'Abonnement suspendu{customer, select, none {} other { pour {customer}}}',
      body: 'Le renouvellement{amount, select, none {} other { de {amount}}} a échoué : le prestataire a suspendu l’abonnement.',
      action: 'Demandez au client un moyen de paiement valide ; d’ici là, rien n’est prélevé.',
    },
    de: {
      name: 'Abonnement ausgesetzt',
      description: 'Eine Verlängerung ist fehlgeschlagen, der Anbieter hat das Abonnement ausgesetzt.',
      title: 'Abonnement{customer, select, none {} other { von {customer}}} ausgesetzt',
      body: 'Die Verlängerung{amount, select, none {} other { über {amount}}} ist fehlgeschlagen, deshalb hat der Anbieter das Abonnement ausgesetzt.',
      action: 'Bitten Sie den Kunden um eine gültige Zahlungsart; bis dahin wird nichts abgebucht.',
    },
    it: {
      name: 'Abbonamento in sospeso',
      description: 'Un rinnovo è fallito e il fornitore ha messo in sospeso l’abbonamento.',
      title: 'Abbonamento{customer, select, none {} other { di {customer}}} in sospeso',
      body: 'Il rinnovo{amount, select, none {} other { di {amount}}} è fallito: il fornitore ha messo in sospeso l’abbonamento.',
      action: 'Chiedi al cliente un metodo di pagamento valido; fino ad allora non viene addebitato nulla.',
    },
    id: {
      name: 'Langganan ditangguhkan',
      description: 'Perpanjangan gagal dan penyedia menangguhkan langganan.',
      title: 'Langganan{customer, select, none {} other { {customer}}} ditangguhkan',
      body: 'Perpanjangan{amount, select, none {} other { sebesar {amount}}} gagal, sehingga penyedia menangguhkan langganan ini.',
      action: 'Minta pelanggan memakai cara pembayaran yang berlaku; sampai saat itu tidak ada penagihan.',
    },
    zh: {
      name: '订阅被挂起',
      description: '续订扣款失败，服务商已挂起该订阅。',
      title: '{customer, select, none {} other {{customer} 的}}订阅被挂起',
      body: '{amount, select, none {续订扣款失败} other {{amount} 的续订扣款失败}}，服务商已挂起该订阅。',
      action: '请让客户更换有效的付款方式；在此之前不会再扣款。',
    },
  },
} as const satisfies EventTypeEntry;
