import type { EventTypeEntry } from './entry.js';

export const disputeChallenged = {
  key: 'dispute.challenged',
  category: 'DISPUTES',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: true,
  sample: 'dodo.dispute.challenged',
  facts: ['amount', 'customer', 'reason', 'stage', 'dispute', 'payment'],
  texts: {
    en: {
      name: 'Dispute contested',
      description: 'A dispute that you answered is contested or escalated, and still running.',
      title:
        'Dispute{amount, select, none {} other { of {amount}}}{customer, select, none {} other { from {customer}}} contested, still undecided',
      body: 'You have answered the dispute, or it has moved up a stage; the decision is still to come.{reason, select, none {} other { Reason given: {reason}}}',
      action:
        'If a new answer is asked for, send it{respondBy, select, none { in time} other { by {respondBy}}}; otherwise wait for the decision.',
    },
    fr: {
      name: 'Litige contesté',
      description: 'Un litige auquel vous avez répondu est contesté ou escaladé, et toujours en cours.',
      title:
        'Litige{amount, select, none {} other { de {amount}}} contesté, toujours en cours{customer, select, none {} other { ({customer})}}',
      body: 'Vous avez répondu au litige, ou il est passé à l’étape supérieure ; la décision est encore attendue.{reason, select, none {} other { Motif indiqué : {reason}}}',
      action:
        'Si une nouvelle réponse est demandée, envoyez-la {respondBy, select, none {à temps} other {avant le {respondBy}}} ; sinon, attendez la décision.',
    },
    de: {
      name: 'Streitfall bestritten',
      description:
        'Ein Streitfall, auf den Sie geantwortet haben, wird bestritten oder geht in die nächste Stufe und läuft noch.',
      title:
        'Streitfall{amount, select, none {} other { über {amount}}}{customer, select, none {} other { mit {customer}}} bestritten, noch offen',
      body: 'Sie haben auf den Streitfall geantwortet, oder er ist eine Stufe weitergegangen; die Entscheidung steht noch aus.{reason, select, none {} other { Angegebener Grund: {reason}}}',
      action:
        'Wird eine neue Antwort verlangt, senden Sie sie {respondBy, select, none {rechtzeitig} other {bis {respondBy}}}; sonst warten Sie die Entscheidung ab.',
    },
    it: {
      name: 'Controversia contestata',
      description:
        'Una controversia a cui hai risposto è contestata o passata a un livello superiore, ed è ancora in corso.',
      title:
        'Controversia{amount, select, none {} other { di {amount}}}{customer, select, none {} other { con {customer}}} contestata, ancora in corso',
      body: 'Hai risposto alla controversia, oppure è passata a un livello superiore; la decisione deve ancora arrivare.{reason, select, none {} other { Motivo indicato: {reason}}}',
      action:
        'Se viene chiesta una nuova risposta, inviala {respondBy, select, none {in tempo} other {in tempo (scadenza: {respondBy})}}; altrimenti attendi la decisione.',
    },
    id: {
      name: 'Sengketa dibantah',
      description: 'Sengketa yang sudah Anda jawab dibantah atau naik ke tahap berikutnya, dan masih berjalan.',
      title:
        'Sengketa{amount, select, none {} other { {amount}}}{customer, select, none {} other { dengan {customer}}} dibantah, belum diputuskan',
      body: 'Anda sudah menjawab sengketa ini, atau sengketa naik ke tahap berikutnya; keputusan masih ditunggu.{reason, select, none {} other { Alasan yang disebutkan: {reason}}}',
      action:
        'Jika jawaban baru diminta, kirimkan {respondBy, select, none {tepat waktu} other {paling lambat {respondBy}}}; jika tidak, tunggu keputusannya.',
    },
    zh: {
      name: '争议抗辩中',
      description: '您已答复的争议遭到反驳或升级，仍在处理中。',
      title:
        '争议抗辩中，尚未裁决{amount, select, none {} other {：{amount}}}{customer, select, none {} other {（{customer}）}}',
      body: '您已答复该争议，或争议已升级到下一阶段，裁决尚未作出。{reason, select, none {} other {所述原因：{reason}}}',
      action: '如需再次答复，请{respondBy, select, none {及时} other {在 {respondBy} 前}}提交；否则请等待裁决。',
    },
  },
} as const satisfies EventTypeEntry;
