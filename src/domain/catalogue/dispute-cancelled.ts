import type { EventTypeEntry } from './entry.js';

export const disputeCancelled = {
  key: 'dispute.cancelled',
  category: 'DISPUTES',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.dispute.cancelled',
  facts: ['amount', 'customer', 'reason', 'stage', 'dispute', 'payment'],
  texts: {
    en: {
      name: 'Dispute withdrawn',
      description: 'The customer or the system withdrew a dispute.',
      title:
        'Dispute{amount, select, none {} other { of {amount}}}{customer, select, none {} other { from {customer}}} withdrawn',
      body: 'The customer or the system withdrew the dispute; there is nothing left to answer.',
    },
    fr: {
      name: 'Litige retiré',
      description: 'Le client ou le système a retiré un litige.',
      title:
        'Litige{amount, select, none {} other { de {amount}}} retiré{customer, select, none {} other { ({customer})}}',
      body: 'Le client ou le système a retiré le litige ; il n’y a plus rien à répondre.',
    },
    de: {
      name: 'Streitfall zurückgezogen',
      description: 'Der Kunde oder das System hat einen Streitfall zurückgezogen.',
      title:
        'Streitfall{amount, select, none {} other { über {amount}}}{customer, select, none {} other { mit {customer}}} zurückgezogen',
      body: 'Der Kunde oder das System hat den Streitfall zurückgezogen; eine Antwort ist nicht mehr nötig.',
    },
    it: {
      name: 'Controversia annullata',
      description: 'Una controversia è stata annullata dal cliente o dal sistema.',
      title:
        'Controversia{amount, select, none {} other { di {amount}}}{customer, select, none {} other { con {customer}}} annullata',
      body: 'Il cliente o il sistema ha annullato la controversia; non serve più rispondere.',
    },
    id: {
      name: 'Sengketa ditarik',
      description: 'Pelanggan atau sistem menarik sengketa.',
      title:
        'Sengketa{amount, select, none {} other { {amount}}}{customer, select, none {} other { dengan {customer}}} ditarik',
      body: 'Pelanggan atau sistem menarik sengketa ini; tidak ada lagi yang perlu dijawab.',
    },
    zh: {
      name: '争议已撤回',
      description: '客户或系统撤回了争议。',
      title: '争议已撤回{amount, select, none {} other {：{amount}}}{customer, select, none {} other {（{customer}）}}',
      body: '客户或系统已撤回该争议，无需再答复。',
    },
  },
} as const satisfies EventTypeEntry;
