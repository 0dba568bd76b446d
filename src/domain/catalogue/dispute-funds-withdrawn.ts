import type { EventTypeEntry } from './entry.js';

export const disputeFundsWithdrawn = {
  key: 'dispute.funds_withdrawn',
  category: 'DISPUTES',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'stripe.charge.dispute.funds_withdrawn',
  facts: ['amount', 'customer', 'reason', 'stage', 'dispute', 'payment'],
  texts: {
    en: {
      name: 'Disputed funds withdrawn',
      description: 'Money was taken from your balance because of a dispute.',
      title:
        'Dispute{customer, select, none {} other { from {customer}}}: {amount, select, none {amount taken} other {{amount} taken}} from your balance',
      body: 'The disputed amount was taken from your balance. You get it back if the dispute is decided in your favour.',
    },
    fr: {
      name: 'Fonds du litige prélevés',
      description: 'Des fonds ont été prélevés sur votre solde à cause d’un litige.',
      title:
        'Litige{customer, select, none {} other { ({customer})}} : {amount, select, none {montant prélevé} other {{amount} prélevés}} sur votre solde',
      body: 'Le montant contesté a été prélevé sur votre solde. Il vous revient si le litige est résolu en votre faveur.',
    },
    de: {
      name: 'Strittiger Betrag abgebucht',
      description: 'Wegen eines Streitfalls wurde Geld von Ihrem Guthaben abgebucht.',
      title:
        'Streitfall{customer, select, none {} other { mit {customer}}}: {amount, select, none {Betrag} other {{amount}}} von Ihrem Guthaben abgebucht',
      body: 'Der strittige Betrag wurde von Ihrem Guthaben abgebucht. Sie erhalten ihn zurück, wenn zu Ihren Gunsten entschieden wird.',
    },
    it: {
      name: 'Fondi contestati prelevati',
      description: 'Sono stati prelevati fondi dal tuo saldo per una controversia.',
      title:
        'Controversia{customer, select, none {} other { con {customer}}}: {amount, select, none {importo prelevato} other {prelevati {amount}}} dal tuo saldo',
      body: 'L’importo contestato è stato prelevato dal tuo saldo. Ti verrà restituito se la controversia si risolve a tuo favore.',
    },
    id: {
      name: 'Dana sengketa dipotong',
      description: 'Dana dipotong dari saldo Anda karena sengketa.',
      title:
        'Sengketa{customer, select, none {} other { dengan {customer}}}: {amount, select, none {dana} other {{amount}}} dipotong dari saldo Anda',
      body: 'Jumlah yang disengketakan dipotong dari saldo Anda. Dana kembali jika sengketa diputuskan berpihak kepada Anda.',
    },
    zh: {
      name: '争议款项已扣除',
      description: '因争议从您的余额中扣除了款项。',
      title:
        '争议款项已从余额扣除{amount, select, none {} other {：{amount}}}{customer, select, none {} other {（{customer}）}}',
      body: '争议金额已从您的余额中扣除。若裁决对您有利，款项将退还给您。',
    },
  },
} as const satisfies EventTypeEntry;
