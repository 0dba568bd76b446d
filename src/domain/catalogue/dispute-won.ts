import type { EventTypeEntry } from './entry.js';

export const disputeWon = {
  key: 'dispute.won',
  category: 'DISPUTES',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: true,
  sample: 'dodo.dispute.won',
  facts: ['amount', 'customer', 'reason', 'stage', 'dispute', 'payment'],
  texts: {
    en: {
      name: 'Dispute won',
      description: 'A dispute was decided in your favour.',
      title:
        'Dispute{amount, select, none {} other { of {amount}}}{customer, select, none {} other { from {customer}}} won',
      body: 'The dispute was decided in your favour: the money is yours to keep.',
    },
    fr: {
      name: 'Litige gagné',
      description: 'Un litige est résolu en votre faveur.',
      title:
        'Litige{amount, select, none {} other { de {amount}}} gagné{customer, select, none {} other { ({customer})}}',
      body: 'Le litige est résolu en votre faveur : les fonds vous restent acquis.',
    },
    de: {
      name: 'Streitfall gewonnen',
      description: 'Ein Streitfall wurde zu Ihren Gunsten entschieden.',
      title:
        'Streitfall{amount, select, none {} other { über {amount}}}{customer, select, none {} other { mit {customer}}} gewonnen',
      body: 'Der Streitfall wurde zu Ihren Gunsten entschieden: Das Geld bleibt Ihnen.',
    },
    it: {
      name: 'Controversia vinta',
      description: 'Una controversia è stata risolta a tuo favore.',
      title:
        'Controversia{amount, select, none {} other { di {amount}}}{customer, select, none {} other { con {customer}}} vinta',
      body: 'La controversia è stata risolta a tuo favore: i fondi restano tuoi.',
    },
    id: {
      name: 'Sengketa dimenangkan',
      description: 'Sengketa diputuskan berpihak kepada Anda.',
      title:
        'Sengketa{amount, select, none {} other { {amount}}}{customer, select, none {} other { dengan {customer}}} dimenangkan',
      body: 'Sengketa diputuskan berpihak kepada Anda: dana tetap menjadi milik Anda.',
    },
    zh: {
      name: '争议胜诉',
      description: '争议的裁决对您有利。',
      title: '争议胜诉{amount, select, none {} other {：{amount}}}{customer, select, none {} other {（{customer}）}}',
      body: '裁决对您有利，款项归您所有。',
    },
  },
} as const satisfies EventTypeEntry;
