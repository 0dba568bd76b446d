import type { EventTypeEntry } from './entry.js';

export const disputeAcknowledged = {
  key: 'dispute.acknowledged',
  category: 'DISPUTES',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.dispute.acknowledged',
  facts: ['amount', 'customer', 'by', 'respondBy', 'stage', 'dispute', 'payment'],
  texts: {
    en: {
      name: 'Dispute acknowledged',
      description: 'Somebody has taken on a dispute; it still has to be answered.',
      title:
        '{by, select, none {Somebody} other {{by}}} has taken on the dispute{amount, select, none {} other { of {amount}}}{customer, select, none {} other { by {customer}}}',
      body: '{by, select, none {Somebody} other {{by}}} looks after it.{respondBy, select, none {} other { An answer is still due by {respondBy}.}}',
    },
    fr: {
      name: 'Litige pris en charge',
      description: 'Quelqu’un a pris un litige en charge ; il faut encore y répondre.',
      title:
        'Litige{amount, select, none {} other { de {amount}}}{customer, select, none {} other { ({customer})}} pris en charge{by, select, none {} other { par {by}}}',
      body: '{by, select, none {Quelqu’un} other {{by}}} s’en occupe.{respondBy, select, none {} other { Une réponse reste attendue avant le {respondBy}.}}',
    },
    de: {
      name: 'Streitfall übernommen',
      description: 'Jemand kümmert sich um einen Streitfall; beantwortet ist er noch nicht.',
      title:
        '{by, select, none {Jemand} other {{by}}} übernimmt den Streitfall{amount, select, none {} other { über {amount}}}{customer, select, none {} other { von {customer}}}',
      body: '{by, select, none {Jemand} other {{by}}} kümmert sich darum.{respondBy, select, none {} other { Eine Antwort ist weiterhin bis {respondBy} fällig.}}',
    },
    it: {
      name: 'Controversia presa in carico',
      description: 'Qualcuno ha preso in carico una controversia; occorre ancora rispondere.',
      title:
        'Controversia{amount, select, none {} other { di {amount}}}{customer, select, none {} other { ({customer})}} presa in carico{by, select, none {} other { da {by}}}',
      body: '{by, select, none {Qualcuno} other {{by}}} se ne occupa.{respondBy, select, none {} other { La risposta resta dovuta: {respondBy}.}}',
    },
    id: {
      name: 'Sengketa ditangani',
      description: 'Seseorang menangani sengketa; sengketa itu masih harus dijawab.',
      title:
        '{by, select, none {Seseorang} other {{by}}} menangani sengketa{amount, select, none {} other { {amount}}}{customer, select, none {} other { oleh {customer}}}',
      body: '{by, select, none {Seseorang} other {{by}}} mengurusnya.{respondBy, select, none {} other { Jawaban tetap harus dikirim paling lambat {respondBy}.}}',
    },
    zh: {
      name: '争议已有人接手',
      description: '已有人接手争议，但仍需答复。',
      title:
        '{by, select, none {已有人} other {{by} 已}}接手争议{amount, select, none {} other {：{amount}}}{customer, select, none {} other {（{customer}）}}',
      body: '{by, select, none {有人} other {{by} }}正在处理。{respondBy, select, none {} other {仍须在 {respondBy} 前答复。}}',
    },
  },
} as const satisfies EventTypeEntry;
