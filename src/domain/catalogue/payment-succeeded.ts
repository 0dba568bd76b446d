import type { EventTypeEntry } from './entry.js';

export const paymentSucceeded = {
  key: 'payment.succeeded',
  category: 'PAYMENTS',
  severity: 'INFO',
  audiences: ['TEAM', 'CUSTOMER'],
  team: true,
  sample: 'dodo.payment.succeeded',
  facts: ['amount', 'customer', 'method', 'product', 'payment', 'subscription'],
  texts: {
    en: {
      name: 'Payment received',
      description: 'A payment went through: a customer has paid.',
      title:
        'Payment{amount, select, none {} other { of {amount}}}{customer, select, none {} other { from {customer}}} received',
      body: 'The payment went through.{method, select, none {} other { Payment method: {method}.}}',
    },
    fr: {
      name: 'Paiement reçu',
      description: 'Un paiement a abouti : un client a payé.',
      title:
        'Paiement reçu{amount, select, none {} other { : {amount}}}{customer, select, none {} other { ({customer})}}',
      body: 'Le paiement a été traité avec succès.{method, select, none {} other { Moyen de paiement : {method}.}}',
    },
    de: {
      name: 'Zahlung eingegangen',
      description: 'Eine Zahlung war erfolgreich: Ein Kunde hat bezahlt.',
      title:
        'Zahlung{amount, select, none {} other { über {amount}}}{customer, select, none {} other { von {customer}}} eingegangen',
      body: 'Die Zahlung war erfolgreich.{method, select, none {} other { Zahlungsart: {method}.}}',
    },
    it: {
      name: 'Pagamento riuscito',
      description: 'Un pagamento è andato a buon fine: un cliente ha pagato.',
      title:
        'Pagamento{amount, select, none {} other { di {amount}}}{customer, select, none {} other { da {customer}}} riuscito',
      body: 'Il pagamento è andato a buon fine.{method, select, none {} other { Metodo di pagamento: {method}.}}',
    },
    id: {
      name: 'Pembayaran diterima',
      description: 'Pembayaran berhasil: pelanggan sudah membayar.',
      title:
        'Pembayaran{amount, select, none {} other { {amount}}}{customer, select, none {} other { dari {customer}}} diterima',
      body: 'Pembayaran berhasil diproses.{method, select, none {} other { Cara pembayaran: {method}.}}',
    },
    zh: {
      name: '收到付款',
      description: '付款成功，客户已完成支付。',
      title: '收到付款{amount, select, none {} other {：{amount}}}{customer, select, none {} other {（{customer}）}}',
      body: '付款已成功处理。{method, select, none {} other {付款方式：{method}。}}',
    },
  },
} as const satisfies EventTypeEntry;
