import type { EventTypeEntry } from './entry.js';

export const payoutCancelled = {
  key: 'payout.cancelled',
  category: 'PAYOUTS',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: false,
  sample: 'stripe.payout.canceled',
  facts: ['amount', 'payout', 'method', 'reason'],
  texts: {
    en: {
      name: 'Payout cancelled',
      description: 'A payout was cancelled before it was sent; the money stays in your balance.',
      title: 'Payout{amount, select, none {} other { of {amount}}} cancelled',
      body: 'The payout was cancelled before it was sent. The money stays in your balance with the provider.{reason, select, none {} other { The provider says: {reason}}}',
      action: 'If nobody on your team cancelled it, ask the provider why.',
    },
    fr: {
      name: 'Virement annulé',
      description: 'Un virement a été annulé avant son envoi ; les fonds restent sur votre solde.',
      title: 'Virement{amount, select, none {} other { de {amount}}} annulé',
      body: 'Le virement a été annulé avant son envoi. Les fonds restent sur votre solde chez le prestataire.{reason, select, none {} other { Le prestataire indique : {reason}}}',
      action: 'Si personne de votre équipe ne l’a annulé, demandez la raison au prestataire.',
    },
    de: {
      name: 'Auszahlung storniert',
      description: 'Eine Auszahlung wurde vor dem Versand storniert; das Geld bleibt in Ihrem Guthaben.',
      title: 'Auszahlung{amount, select, none {} other { über {amount}}} storniert',
      body: 'Die Auszahlung wurde vor dem Versand storniert. Das Geld bleibt in Ihrem Guthaben beim Anbieter.{reason, select, none {} other { Der Anbieter meldet: {reason}}}',
      action: 'Falls niemand aus Ihrem Team sie storniert hat, fragen Sie den Anbieter nach dem Grund.',
    },
    it: {
      name: 'Bonifico annullato',
      description: 'Un bonifico è stato annullato prima dell’invio; i fondi restano sul tuo saldo.',
      title: 'Bonifico{amount, select, none {} other { di {amount}}} annullato',
      body: 'Il bonifico è stato annullato prima dell’invio. I fondi restano sul tuo saldo presso il fornitore.{reason, select, none {} other { Il fornitore segnala: {reason}}}',
      action: 'Se nessuno del tuo team lo ha annullato, chiedi il motivo al fornitore.',
    },
    id: {
      name: 'Pencairan dana dibatalkan',
      description: 'Pencairan dana dibatalkan sebelum dikirim; dana tetap ada di saldo Anda.',
      title: 'Pencairan dana{amount, select, none {} other { {amount}}} dibatalkan',
      body: 'Pencairan dana dibatalkan sebelum dikirim. Dana tetap ada di saldo Anda pada penyedia.{reason, select, none {} other { Keterangan penyedia: {reason}}}',
      action: 'Jika tidak ada anggota tim Anda yang membatalkannya, tanyakan alasannya kepada penyedia.',
    },
    zh: {
      name: '提现已取消',
      description: '提现在汇出之前被取消，资金仍在您的余额中。',
      title: '提现已取消{amount, select, none {} other {：{amount}}}',
      body: '提现在汇出之前被取消，资金仍保留在您的服务商余额中。{reason, select, none {} other {服务商说明：{reason}}}',
      action: '如果不是您的团队取消的，请向服务商询问原因。',
    },
  },
} as const satisfies EventTypeEntry;
