import type { EventTypeEntry } from './entry.js';

export const disputeResponded = {
  key: 'dispute.responded',
  category: 'DISPUTES',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.dispute.responded',
  facts: ['amount', 'customer', 'by', 'stage', 'dispute', 'payment'],
  texts: {
    en: {
      name: 'Dispute: answer filed',
      description: 'Somebody of the team says that the answer to a dispute is filed.',
      title:
        'Dispute{amount, select, none {} other { of {amount}}}{customer, select, none {} other { by {customer}}}: answer filed{by, select, none {} other { by {by}}}',
      body: '{by, select, none {Somebody} other {{by}}} says that the answer is filed. There are no more reminders; the decision is still to come.',
    },
    fr: {
      name: 'Litige : réponse déposée',
      description: 'Quelqu’un de l’équipe indique que la réponse à un litige est déposée.',
      title:
        'Litige{amount, select, none {} other { de {amount}}}{customer, select, none {} other { ({customer})}} : réponse déposée{by, select, none {} other { par {by}}}',
      body: '{by, select, none {Quelqu’un} other {{by}}} indique que la réponse est déposée. Il n’y aura plus de rappel ; la décision est encore attendue.',
    },
    de: {
      name: 'Streitfall: Antwort eingereicht',
      description: 'Jemand aus dem Team sagt, dass die Antwort auf einen Streitfall eingereicht ist.',
      title:
        'Streitfall{amount, select, none {} other { über {amount}}}{customer, select, none {} other { ({customer})}}: Antwort eingereicht{by, select, none {} other { von {by}}}',
      body: '{by, select, none {Jemand} other {{by}}} sagt, dass die Antwort eingereicht ist. Erinnerungen gibt es keine mehr; die Entscheidung steht noch aus.',
    },
    it: {
      name: 'Controversia: risposta inviata',
      description: 'Qualcuno del team dice che la risposta a una controversia è stata inviata.',
      title:
        'Controversia{amount, select, none {} other { di {amount}}}{customer, select, none {} other { ({customer})}}: risposta inviata{by, select, none {} other { da {by}}}',
      body: '{by, select, none {Qualcuno} other {{by}}} dice che la risposta è stata inviata. Non ci saranno altri promemoria; la decisione deve ancora arrivare.',
    },
    id: {
      name: 'Sengketa: jawaban dikirim',
      description: 'Seseorang dari tim menyatakan bahwa jawaban atas sengketa sudah dikirim.',
      title:
        'Sengketa{amount, select, none {} other { {amount}}}{customer, select, none {} other { ({customer})}}: jawaban dikirim{by, select, none {} other { oleh {by}}}',
      body: '{by, select, none {Seseorang} other {{by}}} menyatakan bahwa jawaban sudah dikirim. Tidak ada pengingat lagi; keputusan masih ditunggu.',
    },
    zh: {
      name: '争议：已提交答复',
      description: '团队成员表示争议的答复已提交。',
      title:
        '争议答复已提交{by, select, none {} other {（{by}）}}{amount, select, none {} other {：{amount}}}{customer, select, none {} other {，{customer}}}',
      body: '{by, select, none {有人} other {{by} }}表示答复已提交，不再提醒；裁决尚未作出。',
    },
  },
} as const satisfies EventTypeEntry;
