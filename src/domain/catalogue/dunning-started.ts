import type { EventTypeEntry } from './entry.js';

export const dunningStarted = {
  key: 'dunning.started',
  category: 'SUBSCRIPTIONS',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.dunning.started',
  facts: ['amount', 'customer', 'status', 'payment', 'subscription'],
  texts: {
    en: {
      name: 'Payment recovery started',
      description: 'A renewal failed and the provider is trying to collect the payment.',
      title:
        'Payment recovery started{customer, select, none {} other { for {customer}}}{amount, select, none {} other {: {amount}}}',
      body: 'A renewal failed; the provider is now trying to collect the payment.',
      action: 'Nothing to do yet. Contact the customer if the subscription matters to you.',
    },
    fr: {
      name: 'Relance de paiement lancée',
      description: 'Un renouvellement a échoué et le prestataire tente de récupérer le paiement.',
      title:
        'Relance de paiement lancée{customer, select, none {} other { pour {customer}}}{amount, select, none {} other { : {amount}}}',
      body: 'Un renouvellement a échoué ; le prestataire tente maintenant de récupérer le paiement.',
      action: 'Rien à faire pour l’instant. Contactez le client si cet abonnement compte pour vous.',
    },
    de: {
      name: 'Zahlungserinnerung gestartet',
      description: 'Eine Verlängerung ist fehlgeschlagen; der Anbieter versucht, die Zahlung noch zu erhalten.',
      title:
        'Zahlungserinnerung{customer, select, none {} other { an {customer}}} gestartet{amount, select, none {} other {: {amount}}}',
      body: 'Eine Verlängerung ist fehlgeschlagen; der Anbieter versucht jetzt, die Zahlung noch zu erhalten.',
      action: 'Noch nichts zu tun. Sprechen Sie den Kunden an, wenn Ihnen dieses Abonnement wichtig ist.',
    },
    it: {
      name: 'Recupero del pagamento avviato',
      description: 'Un rinnovo è fallito e il fornitore sta cercando di recuperare il pagamento.',
      title:
        'Recupero del pagamento avviato{customer, select, none {} other { per {customer}}}{amount, select, none {} other {: {amount}}}',
      body: 'Un rinnovo è fallito; il fornitore sta ora cercando di recuperare il pagamento.',
      action: 'Per ora nulla da fare. Contatta il cliente se questo abbonamento è importante per te.',
    },
    id: {
      name: 'Penagihan ulang dimulai',
      description: 'Perpanjangan gagal dan penyedia berusaha menagih kembali pembayarannya.',
      title:
        'Penagihan ulang dimulai{customer, select, none {} other { untuk {customer}}}{amount, select, none {} other {: {amount}}}',
      body: 'Perpanjangan gagal; penyedia kini berusaha menagih kembali pembayarannya.',
      action: 'Belum perlu tindakan. Hubungi pelanggan jika langganan ini penting bagi Anda.',
    },
    zh: {
      name: '已开始催收',
      description: '续订扣款失败，服务商正在尝试追回这笔付款。',
      title: '已开始{customer, select, none {} other {向 {customer} }}催收{amount, select, none {} other {：{amount}}}',
      body: '续订扣款失败，服务商正在尝试追回这笔付款。',
      action: '暂时无需处理。如果该订阅对您很重要，请联系客户。',
    },
  },
} as const satisfies EventTypeEntry;
