import type { EventTypeEntry } from './entry.js';

export const paymentFailed = {
  key: 'payment.failed',
  category: 'PAYMENTS',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: true,
  sample: 'dodo.payment.failed',
  facts: ['amount', 'customer', 'reason', 'method', 'payment', 'subscription', 'nextAt'],
  texts: {
    en: {
      name: 'Payment failed',
      description:
        'A payment attempt was declined or broke off: insufficient funds, an expired card or another problem.',
      title:
        'Payment{amount, select, none {} other { of {amount}}}{customer, select, none {} other { from {customer}}} failed',
      body: '{nextAt, select, none {} other {The next automatic try is on {nextAt}. }}{reason, select, none {The provider gave no reason.} other {The provider says: {reason}}}',
      action:
        '{nextAt, select, none {Ask the customer for another way to pay.} other {Nothing to do before the next try.}}',
    },
    fr: {
      name: 'Échec de paiement',
      description: 'Une tentative a été refusée ou interrompue : solde insuffisant, carte expirée ou autre problème.',
      title:
        'Échec du paiement{amount, select, none {} other { de {amount}}}{customer, select, none {} other { par {customer}}}',
      body: '{nextAt, select, none {} other {Une nouvelle tentative automatique aura lieu le {nextAt}. }}{reason, select, none {Le prestataire n’a donné aucune raison.} other {Le prestataire indique : {reason}}}',
      action:
        '{nextAt, select, none {Proposez au client un autre moyen de paiement.} other {Rien à faire avant la prochaine tentative.}}',
    },
    de: {
      name: 'Zahlung fehlgeschlagen',
      description:
        'Ein Zahlungsversuch wurde abgelehnt oder brach ab: keine Deckung, abgelaufene Karte oder ein anderes Problem.',
      title:
        'Zahlung{amount, select, none {} other { über {amount}}}{customer, select, none {} other { von {customer}}} fehlgeschlagen',
      body: '{nextAt, select, none {} other {Der nächste automatische Versuch folgt am {nextAt}. }}{reason, select, none {Der Anbieter nennt keinen Grund.} other {Der Anbieter meldet: {reason}}}',
      action:
        '{nextAt, select, none {Bitten Sie den Kunden um eine andere Zahlungsart.} other {Bis zum nächsten Versuch ist nichts zu tun.}}',
    },
    it: {
      name: 'Pagamento fallito',
      description: 'Un tentativo è stato rifiutato o interrotto: fondi insufficienti, carta scaduta o altri problemi.',
      title:
        'Pagamento{amount, select, none {} other { di {amount}}}{customer, select, none {} other { da {customer}}} fallito',
      body: '{nextAt, select, none {} other {Prossimo tentativo automatico: {nextAt}. }}{reason, select, none {Il fornitore non indica un motivo.} other {Il fornitore segnala: {reason}}}',
      action:
        '{nextAt, select, none {Chiedi al cliente un altro metodo di pagamento.} other {Nulla da fare prima del prossimo tentativo.}}',
    },
    id: {
      name: 'Pembayaran gagal',
      description:
        'Percobaan pembayaran ditolak atau terputus: saldo tidak cukup, kartu kedaluwarsa, atau masalah lain.',
      title:
        'Pembayaran{amount, select, none {} other { {amount}}}{customer, select, none {} other { dari {customer}}} gagal',
      body: '{nextAt, select, none {} other {Akan dicoba lagi secara otomatis pada {nextAt}. }}{reason, select, none {Penyedia tidak menyebutkan alasannya.} other {Keterangan penyedia: {reason}}}',
      action:
        '{nextAt, select, none {Minta pelanggan memakai cara pembayaran lain.} other {Tidak perlu tindakan sebelum percobaan berikutnya.}}',
    },
    zh: {
      name: '付款失败',
      description: '付款尝试被拒绝或中断：余额不足、卡已过期或其他问题。',
      title: '付款失败{amount, select, none {} other {：{amount}}}{customer, select, none {} other {（{customer}）}}',
      body: '{nextAt, select, none {} other {系统将于 {nextAt} 自动重试。}}{reason, select, none {服务商未说明原因。} other {服务商说明：{reason}}}',
      action: '{nextAt, select, none {请客户更换付款方式。} other {下次重试之前无需处理。}}',
    },
  },
} as const satisfies EventTypeEntry;
