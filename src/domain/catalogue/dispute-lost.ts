import type { EventTypeEntry } from './entry.js';

export const disputeLost = {
  key: 'dispute.lost',
  category: 'DISPUTES',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: true,
  sample: 'dodo.dispute.lost',
  facts: ['amount', 'customer', 'reason', 'stage', 'dispute', 'payment'],
  texts: {
    en: {
      name: 'Dispute lost',
      description: 'A dispute was decided in the customer’s favour.',
      title:
        'Dispute{amount, select, none {} other { of {amount}}}{customer, select, none {} other { from {customer}}} lost',
      body: 'The dispute was decided in the customer’s favour: the disputed amount is taken from your balance.{reason, select, none {} other { Reason given: {reason}}}',
    },
    fr: {
      name: 'Litige perdu',
      description: 'Un litige est résolu en faveur du client.',
      title:
        'Litige{amount, select, none {} other { de {amount}}} perdu{customer, select, none {} other { ({customer})}}',
      body: 'Le litige est résolu en faveur du client : le montant contesté est débité de votre compte.{reason, select, none {} other { Motif indiqué : {reason}}}',
    },
    de: {
      name: 'Streitfall verloren',
      description: 'Ein Streitfall wurde zugunsten des Kunden entschieden.',
      title:
        'Streitfall{amount, select, none {} other { über {amount}}}{customer, select, none {} other { mit {customer}}} verloren',
      body: 'Der Streitfall wurde zugunsten des Kunden entschieden: Der strittige Betrag wird Ihrem Guthaben belastet.{reason, select, none {} other { Angegebener Grund: {reason}}}',
    },
    it: {
      name: 'Controversia persa',
      description: 'Una controversia è stata risolta a favore del cliente.',
      title:
        'Controversia{amount, select, none {} other { di {amount}}}{customer, select, none {} other { con {customer}}} persa',
      body: 'La controversia è stata risolta a favore del cliente: l’importo contestato viene addebitato sul tuo saldo.{reason, select, none {} other { Motivo indicato: {reason}}}',
    },
    id: {
      name: 'Kalah dalam sengketa',
      description: 'Sengketa diputuskan berpihak kepada pelanggan.',
      title:
        'Kalah dalam sengketa{amount, select, none {} other { {amount}}}{customer, select, none {} other { dengan {customer}}}',
      body: 'Sengketa diputuskan berpihak kepada pelanggan: jumlah yang disengketakan dipotong dari saldo Anda.{reason, select, none {} other { Alasan yang disebutkan: {reason}}}',
    },
    zh: {
      name: '争议败诉',
      description: '争议的裁决对客户有利。',
      title: '争议败诉{amount, select, none {} other {：{amount}}}{customer, select, none {} other {（{customer}）}}',
      body: '裁决对客户有利，争议金额将从您的余额中扣除。{reason, select, none {} other {所述原因：{reason}}}',
    },
  },
} as const satisfies EventTypeEntry;
