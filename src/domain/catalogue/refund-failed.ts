import type { EventTypeEntry } from './entry.js';

export const refundFailed = {
  key: 'refund.failed',
  category: 'REFUNDS',
  severity: 'CRITICAL',
  audiences: ['TEAM'],
  team: true,
  sample: 'dodo.refund.failed',
  facts: ['amount', 'customer', 'reason', 'refund', 'payment'],
  texts: {
    en: {
      name: 'Refund failed',
      description: 'A refund could not be sent; somebody has to step in.',
      title:
        'Refund{amount, select, none {} other { of {amount}}}{customer, select, none {} other { to {customer}}} failed: try again or pay another way',
      body: 'The refund did not go through: the customer is still waiting for the money.{reason, select, none {} other { Reason given: {reason}}}',
      action: 'Try again in the provider’s dashboard, or pay the customer back another way.',
    },
    fr: {
      name: 'Échec de remboursement',
      description: 'Un remboursement n’a pas pu être envoyé ; une intervention manuelle est nécessaire.',
      title:
        'Échec du remboursement{amount, select, none {} other { de {amount}}}{customer, select, none {} other { ({customer})}} : réessayez ou remboursez autrement',
      body: 'Le remboursement n’a pas abouti : le client attend toujours son argent.{reason, select, none {} other { Motif indiqué : {reason}}}',
      action: 'Réessayez dans le tableau de bord du prestataire, ou remboursez le client par un autre moyen.',
    },
    de: {
      name: 'Erstattung fehlgeschlagen',
      description: 'Eine Erstattung konnte nicht gesendet werden; jemand muss eingreifen.',
      title:
        'Erstattung{amount, select, none {} other { über {amount}}}{customer, select, none {} other { an {customer}}} fehlgeschlagen: erneut versuchen oder anders auszahlen',
      body: 'Die Erstattung ist gescheitert: Der Kunde wartet noch auf sein Geld.{reason, select, none {} other { Angegebener Grund: {reason}}}',
      action: 'Versuchen Sie es im Dashboard des Anbieters noch einmal, oder erstatten Sie auf anderem Weg.',
    },
    it: {
      name: 'Rimborso fallito',
      description: 'Non è stato possibile inviare un rimborso; serve un intervento manuale.',
      title:
        'Rimborso{amount, select, none {} other { di {amount}}}{customer, select, none {} other { a {customer}}} fallito: riprova o rimborsa in altro modo',
      body: 'Il rimborso non è andato a buon fine: il cliente aspetta ancora i suoi soldi.{reason, select, none {} other { Motivo indicato: {reason}}}',
      action: 'Riprova nella dashboard del fornitore, oppure rimborsa il cliente in un altro modo.',
    },
    id: {
      name: 'Pengembalian dana gagal',
      description: 'Pengembalian dana tidak dapat dikirim; perlu ditangani langsung.',
      title:
        'Pengembalian dana{amount, select, none {} other { {amount}}}{customer, select, none {} other { kepada {customer}}} gagal: coba lagi atau bayar dengan cara lain',
      body: 'Pengembalian dana tidak berhasil: pelanggan masih menunggu uangnya.{reason, select, none {} other { Alasan yang disebutkan: {reason}}}',
      action: 'Coba lagi di dasbor penyedia, atau kembalikan dana dengan cara lain.',
    },
    zh: {
      name: '退款失败',
      description: '退款无法汇出，需要人工处理。',
      title:
        '退款失败{amount, select, none {} other {：{amount}}}{customer, select, none {} other {（{customer}）}}，请重试或改用其他方式退款',
      body: '退款未成功，客户仍在等待这笔钱。{reason, select, none {} other {所述原因：{reason}}}',
      action: '请在服务商后台重试，或通过其他方式退款给客户。',
    },
  },
} as const satisfies EventTypeEntry;
