import type { EventTypeEntry } from './entry.js';

export const paymentProcessing = {
  key: 'payment.processing',
  category: 'PAYMENTS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.payment.processing',
  facts: ['amount', 'customer', 'method', 'product', 'payment', 'subscription'],
  texts: {
    en: {
      name: 'Payment processing',
      description: 'A payment has started and is waiting for its method, for example a bank transfer or a wallet.',
      title:
        'Payment{amount, select, none {} other { of {amount}}}{customer, select, none {} other { from {customer}}} in progress',
      body: 'The payment is not confirmed yet.{method, select, none {} other { Payment method: {method}.}}',
      action: 'Wait for the confirmation before you deliver.',
    },
    fr: {
      name: 'Paiement en cours',
      description:
        'Un paiement est lancé et attend le moyen de paiement, par exemple un virement bancaire ou un portefeuille.',
      title:
        'Paiement en cours{amount, select, none {} other { : {amount}}}{customer, select, none {} other { ({customer})}}',
      body: 'Le paiement n’est pas encore confirmé.{method, select, none {} other { Moyen de paiement : {method}.}}',
      action: 'Attendez la confirmation avant de livrer.',
    },
    de: {
      name: 'Zahlung in Bearbeitung',
      description:
        'Eine Zahlung ist begonnen und wartet auf die Zahlungsart, zum Beispiel eine Überweisung oder eine Wallet.',
      title:
        'Zahlung{amount, select, none {} other { über {amount}}}{customer, select, none {} other { von {customer}}} in Bearbeitung',
      body: 'Die Zahlung ist noch nicht bestätigt.{method, select, none {} other { Zahlungsart: {method}.}}',
      action: 'Warten Sie mit der Lieferung, bis die Bestätigung da ist.',
    },
    it: {
      name: 'Pagamento in elaborazione',
      description: 'Un pagamento è stato avviato e attende il metodo scelto, ad esempio un bonifico o un wallet.',
      title:
        'Pagamento{amount, select, none {} other { di {amount}}}{customer, select, none {} other { da {customer}}} in elaborazione',
      body: 'Il pagamento non è ancora confermato.{method, select, none {} other { Metodo di pagamento: {method}.}}',
      action: 'Attendi la conferma prima di consegnare.',
    },
    id: {
      name: 'Pembayaran diproses',
      description:
        'Pembayaran sudah dimulai dan menunggu metode yang dipilih, misalnya transfer bank atau dompet digital.',
      title:
        'Pembayaran{amount, select, none {} other { {amount}}}{customer, select, none {} other { dari {customer}}} sedang diproses',
      body: 'Pembayaran belum dikonfirmasi.{method, select, none {} other { Cara pembayaran: {method}.}}',
      action: 'Tunggu konfirmasi sebelum Anda mengirim pesanan.',
    },
    zh: {
      name: '付款处理中',
      description: '付款已发起，正在等待银行转账、电子钱包等付款方式完成。',
      title: '付款处理中{amount, select, none {} other {：{amount}}}{customer, select, none {} other {（{customer}）}}',
      body: '付款尚未确认。{method, select, none {} other {付款方式：{method}。}}',
      action: '请在付款确认后再交付。',
    },
  },
} as const satisfies EventTypeEntry;
