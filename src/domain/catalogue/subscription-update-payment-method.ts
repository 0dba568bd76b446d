import type { EventTypeEntry } from './entry.js';

export const subscriptionUpdatePaymentMethod = {
  key: 'subscription.update_payment_method',
  category: 'SUBSCRIPTIONS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.subscription.update_payment_method',
  facts: ['method', 'customer', 'product', 'subscription', 'nextAt'],
  texts: {
    en: {
      name: 'Payment method updated',
      description: 'A subscription has a new card or account on file.',
      title: 'New payment method{customer, select, none {} other { from {customer}}} for a subscription',
      body: 'Future payments will be charged to {method, select, none {the new payment method} other {{method}}}.{nextAt, select, none {} other { The next one is due on {nextAt}.}}',
    },
    fr: {
      name: 'Moyen de paiement mis à jour',
      description: 'Un abonnement a une nouvelle carte ou un nouveau compte enregistré.',
      title: 'Nouveau moyen de paiement pour un abonnement{customer, select, none {} other { : {customer}}}',
      body: 'Les prochains prélèvements passeront par {method, select, none {le nouveau moyen de paiement} other {{method}}}.{nextAt, select, none {} other { Le prochain aura lieu le {nextAt}.}}',
    },
    de: {
      name: 'Zahlungsart aktualisiert',
      description: 'Für ein Abonnement ist eine neue Karte oder ein neues Konto hinterlegt.',
      title: 'Neue Zahlungsart{customer, select, none {} other { von {customer}}} für ein Abonnement',
      body: 'Künftige Abbuchungen laufen über {method, select, none {die neue Zahlungsart} other {{method}}}.{nextAt, select, none {} other { Die nächste ist am {nextAt} fällig.}}',
    },
    it: {
      name: 'Metodo di pagamento aggiornato',
      description: 'Un abbonamento ha una nuova carta o un nuovo conto registrato.',
      title: 'Nuovo metodo di pagamento{customer, select, none {} other { di {customer}}} per un abbonamento',
      body: 'I prossimi addebiti useranno {method, select, none {il nuovo metodo di pagamento} other {{method}}}.{nextAt, select, none {} other { Il prossimo è previsto per il {nextAt}.}}',
    },
    id: {
      name: 'Cara pembayaran diperbarui',
      description: 'Langganan memakai kartu atau rekening baru.',
      title: 'Cara pembayaran baru{customer, select, none {} other { dari {customer}}} untuk langganan',
      body: 'Tagihan selanjutnya memakai {method, select, none {cara pembayaran baru} other {{method}}}.{nextAt, select, none {} other { Tagihan berikutnya jatuh pada {nextAt}.}}',
    },
    zh: {
      name: '付款方式已更新',
      description: '订阅换上了新的银行卡或账户。',
      title: '{customer, select, none {} other {{customer} 的}}订阅更换了付款方式',
      body: '今后的扣款将使用{method, select, none {新的付款方式} other { {method}}}。{nextAt, select, none {} other {下次扣款时间：{nextAt}。}}',
    },
  },
} as const satisfies EventTypeEntry;
