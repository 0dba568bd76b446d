import type { EventTypeEntry } from './entry.js';

export const paymentCancelled = {
  key: 'payment.cancelled',
  category: 'PAYMENTS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.payment.cancelled',
  facts: ['amount', 'customer', 'reason', 'method', 'product', 'payment', 'subscription'],
  texts: {
    en: {
      name: 'Payment cancelled',
      description: 'A payment was given up before it was completed.',
      title:
        'Payment{amount, select, none {} other { of {amount}}}{customer, select, none {} other { from {customer}}} cancelled',
      body: 'The payment was given up before it was completed.{reason, select, none {} other { The provider says: {reason}}}',
    },
    fr: {
      name: 'Paiement annulé',
      description: 'Un paiement a été abandonné avant son terme.',
      title:
        'Paiement annulé{amount, select, none {} other { : {amount}}}{customer, select, none {} other { ({customer})}}',
      body: 'Le paiement a été abandonné avant son terme.{reason, select, none {} other { Le prestataire indique : {reason}}}',
    },
    de: {
      name: 'Zahlung abgebrochen',
      description: 'Eine Zahlung wurde vor dem Abschluss abgebrochen.',
      title:
        'Zahlung{amount, select, none {} other { über {amount}}}{customer, select, none {} other { von {customer}}} abgebrochen',
      body: 'Die Zahlung wurde vor dem Abschluss abgebrochen.{reason, select, none {} other { Der Anbieter meldet: {reason}}}',
    },
    it: {
      name: 'Pagamento annullato',
      description: 'Un pagamento è stato annullato prima del completamento.',
      title:
        'Pagamento{amount, select, none {} other { di {amount}}}{customer, select, none {} other { da {customer}}} annullato',
      body: 'Il pagamento è stato annullato prima del completamento.{reason, select, none {} other { Il fornitore segnala: {reason}}}',
    },
    id: {
      name: 'Pembayaran dibatalkan',
      description: 'Pembayaran dibatalkan sebelum selesai.',
      title:
        'Pembayaran{amount, select, none {} other { {amount}}}{customer, select, none {} other { dari {customer}}} dibatalkan',
      body: 'Pembayaran dibatalkan sebelum selesai.{reason, select, none {} other { Keterangan penyedia: {reason}}}',
    },
    zh: {
      name: '付款已取消',
      description: '付款在完成之前被取消。',
      title: '付款已取消{amount, select, none {} other {：{amount}}}{customer, select, none {} other {（{customer}）}}',
      body: '付款在完成之前被取消。{reason, select, none {} other {服务商说明：{reason}}}',
    },
  },
} as const satisfies EventTypeEntry;
