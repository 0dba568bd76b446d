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
      description: 'An attempt was declined or broke off: no funds, an expired card or another problem.',
      title: '{amount, select, none {Payment} other {Payment of {amount}}}{customer, select, none {} other { from {customer}}} failed',
      body: '{reason, select, none {The provider gave no reason.} other {The provider says: {reason}}}{nextAt, select, none {} other { It will be tried again by itself on {nextAt}.}}',
      action: '{nextAt, select, none {Ask the customer for another way to pay.} other {Nothing to do before the next try.}}',
    },
    fr: {
      name: 'Échec de paiement',
      description: 'Une tentative a été refusée ou interrompue : solde insuffisant, carte expirée ou autre problème.',
      title: 'Échec du paiement{amount, select, none {} other { de {amount}}}{customer, select, none {} other { par {customer}}}',
      body: '{reason, select, none {Le prestataire n’a donné aucune raison.} other {Le prestataire indique : {reason}}}{nextAt, select, none {} other { Une nouvelle tentative automatique aura lieu le {nextAt}.}}',
      action: '{nextAt, select, none {Proposez au client un autre moyen de paiement.} other {Rien à faire avant la prochaine tentative.}}',
    },
    de: {
      name: 'Zahlung fehlgeschlagen',
      description: 'Ein Versuch wurde abgelehnt oder abgebrochen: keine Deckung, abgelaufene Karte oder ein anderes Problem.',
      title: 'Zahlung{amount, select, none {} other { über {amount}}}{customer, select, none {} other { von {customer}}} fehlgeschlagen',
      body: '{reason, select, none {Der Anbieter nennt keinen Grund.} other {Der Anbieter meldet: {reason}}}{nextAt, select, none {} other { Am {nextAt} wird es von selbst noch einmal versucht.}}',
      action: '{nextAt, select, none {Bitten Sie den Kunden um eine andere Zahlungsart.} other {Bis zum nächsten Versuch ist nichts zu tun.}}',
    },
    it: {
      name: 'Pagamento fallito',
      description: 'Un tentativo è stato rifiutato o interrotto: fondi insufficienti, carta scaduta o altri problemi.',
      title: 'Pagamento{amount, select, none {} other { di {amount}}}{customer, select, none {} other { da {customer}}} fallito',
      body: '{reason, select, none {Il fornitore non indica un motivo.} other {Il fornitore segnala: {reason}}}{nextAt, select, none {} other { Un nuovo tentativo automatico è previsto per il {nextAt}.}}',
      action: '{nextAt, select, none {Chiedi al cliente un altro metodo di pagamento.} other {Nulla da fare prima del prossimo tentativo.}}',
    },
    id: {
      name: 'Pembayaran gagal',
      description: 'Percobaan pembayaran ditolak atau terputus: saldo tidak cukup, kartu kedaluwarsa, atau masalah lain.',
      title: 'Pembayaran{amount, select, none {} other { {amount}}}{customer, select, none {} other { dari {customer}}} gagal',
      body: '{reason, select, none {Penyedia tidak memberi alasan.} other {Keterangan penyedia: {reason}}}{nextAt, select, none {} other { Akan dicoba lagi secara otomatis pada {nextAt}.}}',
      action: '{nextAt, select, none {Minta pelanggan memakai cara pembayaran lain.} other {Tidak perlu tindakan sebelum percobaan berikutnya.}}',
    },
    zh: {
      name: '付款失败',
      description: '付款尝试被拒绝或中断:余额不足、卡已过期或其他问题。',
      title: '{customer, select, none {} other {{customer} 的}}{amount, select, none {付款失败} other {{amount} 付款失败}}',
      body: '{reason, select, none {服务商未说明原因。} other {服务商说明:{reason}}}{nextAt, select, none {} other { 系统将于 {nextAt} 自动重试。}}',
      action: '{nextAt, select, none {请让客户更换付款方式。} other {下次重试之前无需处理。}}',
    },
  },
} as const satisfies EventTypeEntry;
