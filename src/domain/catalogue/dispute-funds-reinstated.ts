import type { EventTypeEntry } from './entry.js';

export const disputeFundsReinstated = {
  key: 'dispute.funds_reinstated',
  category: 'DISPUTES',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'stripe.charge.dispute.funds_reinstated',
  facts: ['amount', 'customer', 'reason', 'stage', 'dispute', 'payment'],
  texts: {
    en: {
      name: 'Disputed funds returned',
      description: 'Money taken for a dispute is back in your balance.',
      title:
        'Dispute{customer, select, none {} other { from {customer}}}: {amount, select, none {amount back} other {{amount} back}} in your balance',
      body: 'The disputed amount is back in your balance.',
    },
    fr: {
      name: 'Fonds du litige restitués',
      description: 'Des fonds prélevés pour un litige sont de retour sur votre solde.',
      title:
        'Litige{customer, select, none {} other { ({customer})}} : {amount, select, none {montant restitué} other {{amount} restitués}} sur votre solde',
      body: 'Le montant contesté est de retour sur votre solde.',
    },
    de: {
      name: 'Strittiger Betrag gutgeschrieben',
      description: 'Wegen eines Streitfalls abgebuchtes Geld ist wieder in Ihrem Guthaben.',
      title:
        'Streitfall{customer, select, none {} other { mit {customer}}}: {amount, select, none {Betrag} other {{amount}}} Ihrem Guthaben wieder gutgeschrieben',
      body: 'Der strittige Betrag ist wieder in Ihrem Guthaben.',
    },
    it: {
      name: 'Fondi contestati restituiti',
      description: 'I fondi prelevati per una controversia sono di nuovo sul tuo saldo.',
      title:
        'Controversia{customer, select, none {} other { con {customer}}}: {amount, select, none {importo restituito} other {restituiti {amount}}} sul tuo saldo',
      body: 'L’importo contestato è di nuovo sul tuo saldo.',
    },
    id: {
      name: 'Dana sengketa dikembalikan',
      description: 'Dana yang dipotong karena sengketa kembali ke saldo Anda.',
      title:
        'Sengketa{customer, select, none {} other { dengan {customer}}}: {amount, select, none {dana} other {{amount}}} kembali ke saldo Anda',
      body: 'Jumlah yang disengketakan sudah kembali ke saldo Anda.',
    },
    zh: {
      name: '争议款项已退回',
      description: '因争议扣除的款项已退回您的余额。',
      title:
        '争议款项已退回余额{amount, select, none {} other {：{amount}}}{customer, select, none {} other {（{customer}）}}',
      body: '争议金额已退回您的余额。',
    },
  },
} as const satisfies EventTypeEntry;
