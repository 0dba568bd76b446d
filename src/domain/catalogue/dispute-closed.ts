import type { EventTypeEntry } from './entry.js';

export const disputeClosed = {
  key: 'dispute.closed',
  category: 'DISPUTES',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'stripe.charge.dispute.closed',
  facts: ['amount', 'customer', 'reason', 'status', 'stage', 'dispute', 'payment'],
  texts: {
    en: {
      name: 'Dispute closed without loss',
      description: 'An inquiry or dispute ended without a loss for you.',
      title:
        'Dispute{amount, select, none {} other { of {amount}}}{customer, select, none {} other { from {customer}}} closed without loss',
      body: 'The inquiry or dispute has ended and did not become a chargeback; there is nothing left to answer.',
    },
    fr: {
      name: 'Litige clos sans perte',
      description: 'Une demande d’information ou un litige s’est terminé sans perte pour vous.',
      title:
        'Litige{amount, select, none {} other { de {amount}}} clos sans perte{customer, select, none {} other { ({customer})}}',
      body: 'La demande d’information ou le litige est clos, sans rétrofacturation ; il n’y a plus rien à répondre.',
    },
    de: {
      name: 'Streitfall ohne Verlust geschlossen',
      description: 'Eine Anfrage oder ein Streitfall endete ohne Verlust für Sie.',
      title:
        'Streitfall{amount, select, none {} other { über {amount}}}{customer, select, none {} other { mit {customer}}} ohne Verlust geschlossen',
      body: 'Die Anfrage oder der Streitfall ist beendet, ohne Rückbuchung; eine Antwort ist nicht mehr nötig.',
    },
    it: {
      name: 'Controversia chiusa senza perdite',
      description: 'Una richiesta di informazioni o una controversia si è chiusa senza perdite per te.',
      title:
        'Controversia{amount, select, none {} other { di {amount}}}{customer, select, none {} other { con {customer}}} chiusa senza perdite',
      body: 'La richiesta di informazioni o la controversia si è chiusa senza riaddebito; non serve più rispondere.',
    },
    id: {
      name: 'Sengketa ditutup tanpa kerugian',
      description: 'Permintaan informasi atau sengketa berakhir tanpa kerugian bagi Anda.',
      title:
        'Sengketa{amount, select, none {} other { {amount}}}{customer, select, none {} other { dengan {customer}}} ditutup tanpa kerugian',
      body: 'Permintaan informasi atau sengketa ini berakhir tanpa chargeback; tidak ada lagi yang perlu dijawab.',
    },
    zh: {
      name: '争议关闭，无损失',
      description: '一项查询或争议已结束，未给您造成损失。',
      title:
        '争议已关闭，未造成损失{amount, select, none {} other {：{amount}}}{customer, select, none {} other {（{customer}）}}',
      body: '该查询或争议已结束，未发生拒付，无需再答复。',
    },
  },
} as const satisfies EventTypeEntry;
