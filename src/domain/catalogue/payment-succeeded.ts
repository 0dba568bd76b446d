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
  customer: {
    rows: ['item', 'amount', 'tax', 'method', 'date', 'payment', 'invoice'],
    texts: {
      en: {
        subject: 'Your receipt from {business}{amount, select, none {} other {: {amount}}}',
        body: 'Thank you! We have received your payment{amount, select, none {} other { of {amount}}}. Please keep this e-mail for your records.',
      },
      fr: {
        subject: 'Votre reçu de {business}{amount, select, none {} other { : {amount}}}',
        body: 'Merci ! Nous avons bien reçu votre paiement{amount, select, none {} other { de {amount}}}. Conservez cet e-mail : il vous sert de reçu.',
      },
      de: {
        subject: 'Ihr Zahlungsbeleg von {business}{amount, select, none {} other {: {amount}}}',
        body: 'Vielen Dank! Ihre Zahlung{amount, select, none {} other { über {amount}}} ist bei uns eingegangen. Bitte bewahren Sie diese E-Mail als Beleg auf.',
      },
      it: {
        subject: 'La tua ricevuta da {business}{amount, select, none {} other {: {amount}}}',
        body: 'Grazie! Abbiamo ricevuto il tuo pagamento{amount, select, none {} other { di {amount}}}. Conserva questa e-mail come ricevuta.',
      },
      id: {
        subject: 'Bukti pembayaran Anda dari {business}{amount, select, none {} other {: {amount}}}',
        body: 'Terima kasih! Pembayaran Anda{amount, select, none {} other { sebesar {amount}}} sudah kami terima. Simpan e-mail ini sebagai bukti pembayaran.',
      },
      zh: {
        subject: '您在 {business} 的付款凭证{amount, select, none {} other {：{amount}}}',
        body: '谢谢！我们已收到您的付款{amount, select, none {} other {（{amount}）}}。请保留此邮件作为凭证。',
      },
    },
  },
} as const satisfies EventTypeEntry;
