import type { EventTypeEntry } from './entry.js';

export const subscriptionFailed = {
  key: 'subscription.failed',
  category: 'SUBSCRIPTIONS',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.subscription.failed',
  facts: ['amount', 'customer', 'reason', 'product', 'method', 'subscription'],
  texts: {
    en: {
      name: 'Subscription failed',
      description: 'The payment mandate could not be set up, so a subscription never started.',
      title:
        'Subscription{customer, select, none {} other { for {customer}}} could not start{amount, select, none {} other {: {amount} per billing period}}',
      body: 'The payment mandate could not be set up; nothing will be charged.{reason, select, none {} other { The provider says: {reason}}}',
      action: 'Ask the customer to subscribe again with another payment method.',
    },
    fr: {
      name: 'Échec d’abonnement',
      description: 'Le mandat de paiement n’a pas pu être créé : l’abonnement n’a jamais commencé.',
      title:
        'Échec de l’abonnement{customer, select, none {} other { pour {customer}}}{amount, select, none {} other { : {amount} par période de facturation}}',
      body: 'Le mandat de paiement n’a pas pu être créé ; rien ne sera prélevé.{reason, select, none {} other { Le prestataire indique : {reason}}}',
      action: 'Invitez le client à s’abonner de nouveau avec un autre moyen de paiement.',
    },
    de: {
      name: 'Abonnement fehlgeschlagen',
      description: 'Das Zahlungsmandat konnte nicht eingerichtet werden, das Abonnement hat nie begonnen.',
      title:
        'Abonnement{customer, select, none {} other { von {customer}}} konnte nicht starten{amount, select, none {} other {: {amount} je Abrechnungszeitraum}}',
      body: 'Das Zahlungsmandat konnte nicht eingerichtet werden; es wird nichts abgebucht.{reason, select, none {} other { Der Anbieter meldet: {reason}}}',
      action: 'Bitten Sie den Kunden, das Abonnement mit einer anderen Zahlungsart erneut abzuschließen.',
    },
    it: {
      name: 'Abbonamento fallito',
      description: 'Non è stato possibile creare il mandato di pagamento: l’abbonamento non è mai iniziato.',
      title:
        'Abbonamento{customer, select, none {} other { di {customer}}} non avviato{amount, select, none {} other {: {amount} per periodo di fatturazione}}',
      body: 'Non è stato possibile creare il mandato di pagamento; non verrà addebitato nulla.{reason, select, none {} other { Il fornitore segnala: {reason}}}',
      action: 'Chiedi al cliente di abbonarsi di nuovo con un altro metodo di pagamento.',
    },
    id: {
      name: 'Langganan gagal',
      description: 'Mandat pembayaran tidak dapat dibuat, sehingga langganan tidak pernah dimulai.',
      title:
        'Langganan{customer, select, none {} other { {customer}}} gagal dimulai{amount, select, none {} other {: {amount} per periode tagihan}}',
      body: 'Mandat pembayaran tidak dapat dibuat; tidak akan ada penagihan.{reason, select, none {} other { Keterangan penyedia: {reason}}}',
      action: 'Minta pelanggan berlangganan lagi dengan cara pembayaran lain.',
    },
    zh: {
      name: '订阅失败',
      description: '无法建立扣款授权，订阅从未开始。',
      title:
        '{customer, select, none {} other {{customer} 的}}订阅未能开始{amount, select, none {} other {：每个账单周期 {amount}}}',
      body: '无法建立扣款授权，不会产生任何扣款。{reason, select, none {} other {服务商说明：{reason}}}',
      action: '请让客户换一种付款方式重新订阅。',
    },
  },
} as const satisfies EventTypeEntry;
