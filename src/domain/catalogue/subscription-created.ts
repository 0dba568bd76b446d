import type { EventTypeEntry } from './entry.js';

export const subscriptionCreated = {
  key: 'subscription.created',
  category: 'SUBSCRIPTIONS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'stripe.customer.subscription.created',
  facts: ['amount', 'customer', 'product', 'status', 'subscription'],
  texts: {
    en: {
      name: 'Subscription created',
      description: 'A subscription exists but is not active yet: its first payment is still open.',
      title:
        'Subscription created{customer, select, none {} other { for {customer}}}{amount, select, none {} other {: {amount} per billing period}}',
      body: 'It is not active yet: the first payment is still open.',
      action: 'Nothing to do: “Subscription started” follows once the payment arrives.',
    },
    fr: {
      name: 'Abonnement créé',
      description: 'Un abonnement existe mais n’est pas encore actif : son premier paiement est en attente.',
      title:
        'Abonnement créé{customer, select, none {} other { pour {customer}}}{amount, select, none {} other { : {amount} par période de facturation}}',
      body: 'Il n’est pas encore actif : le premier paiement est en attente.',
      action: 'Rien à faire : « Abonnement lancé » suivra à réception du paiement.',
    },
    de: {
      name: 'Abonnement angelegt',
      description: 'Ein Abonnement ist angelegt, aber noch nicht aktiv: Die erste Zahlung steht aus.',
      title:
        'Abonnement{customer, select, none {} other { von {customer}}} angelegt{amount, select, none {} other {: {amount} je Abrechnungszeitraum}}',
      body: 'Es ist noch nicht aktiv: Die erste Zahlung steht aus.',
      action: 'Nichts zu tun: Nach Zahlungseingang folgt „Abonnement gestartet“.',
    },
    it: {
      name: 'Abbonamento creato',
      description: 'Un abbonamento esiste ma non è ancora attivo: il primo pagamento è in attesa.',
      title:
        'Abbonamento creato{customer, select, none {} other { per {customer}}}{amount, select, none {} other {: {amount} per periodo di fatturazione}}',
      body: 'Non è ancora attivo: il primo pagamento è in attesa.',
      action: 'Nulla da fare: “Abbonamento attivo” arriverà con il pagamento.',
    },
    id: {
      name: 'Langganan dibuat',
      description: 'Langganan sudah dibuat tetapi belum aktif: pembayaran pertama masih ditunggu.',
      title:
        'Langganan dibuat{customer, select, none {} other { untuk {customer}}}{amount, select, none {} other {: {amount} per periode tagihan}}',
      body: 'Langganan belum aktif: pembayaran pertama masih ditunggu.',
      action: 'Tidak perlu tindakan: “Langganan dimulai” menyusul setelah pembayaran masuk.',
    },
    zh: {
      name: '订阅已创建',
      description: '订阅已创建但尚未生效：等待首次付款。',
      title:
        '{customer, select, none {} other {{customer} 的}}订阅已创建{amount, select, none {} other {：每个账单周期 {amount}}}',
      body: '订阅尚未生效，正在等待首次付款。',
      action: '无需处理：付款到账后会收到“订阅已开始”。',
    },
  },
} as const satisfies EventTypeEntry;
