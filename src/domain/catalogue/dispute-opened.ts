import type { EventTypeEntry } from './entry.js';

export const disputeOpened = {
  key: 'dispute.opened',
  category: 'DISPUTES',
  severity: 'CRITICAL',
  audiences: ['TEAM'],
  team: true,
  sample: 'dodo.dispute.opened',
  facts: ['amount', 'customer', 'reason', 'stage', 'respondBy', 'dispute', 'payment'],
  texts: {
    en: {
      name: 'Dispute opened',
      description: 'A customer disputes a payment (chargeback). It has to be answered before the deadline.',
      title:
        'Dispute{amount, select, none {} other { of {amount}}} opened{customer, select, none {} other { by {customer}}}{respondBy, select, none {} other {: answer by {respondBy}}}',
      body: 'A customer disputes a payment.{respondBy, select, none { The provider gives no time to answer it, so no answer is possible and no reminders will follow.} other { Without an answer by {respondBy}, the dispute is lost.}}{reason, select, none {} other { Reason given: {reason}}}',
      action:
        '{respondBy, select, none {Look at it in the provider’s dashboard; there is nothing to answer.} other {Gather your evidence and answer in the provider’s dashboard.}}',
    },
    fr: {
      name: 'Litige ouvert',
      description: 'Un client conteste un paiement (chargeback). Il faut répondre avant l’échéance.',
      title:
        'Litige{amount, select, none {} other { de {amount}}} ouvert{customer, select, none {} other { par {customer}}}{respondBy, select, none {} other { : répondez avant le {respondBy}}}',
      body: 'Un client conteste un paiement.{respondBy, select, none { Le prestataire ne laisse aucun délai de réponse : aucune réponse n’est possible et aucun rappel ne suivra.} other { Sans réponse avant le {respondBy}, le litige est perdu.}}{reason, select, none {} other { Motif indiqué : {reason}}}',
      action:
        '{respondBy, select, none {Consultez-le dans le tableau de bord du prestataire ; il n’y a rien à répondre.} other {Rassemblez vos preuves et répondez dans le tableau de bord du prestataire.}}',
    },
    de: {
      name: 'Streitfall eröffnet',
      description: 'Ein Kunde ficht eine Zahlung an (Rückbuchung). Die Antwort muss vor Ablauf der Frist vorliegen.',
      title:
        'Streitfall{amount, select, none {} other { über {amount}}}{customer, select, none {} other { von {customer}}} eröffnet{respondBy, select, none {} other {: Antwort bis {respondBy}}}',
      body: 'Ein Kunde ficht eine Zahlung an.{respondBy, select, none { Der Anbieter gibt keine Zeit zur Antwort: Eine Antwort ist nicht möglich, und es folgen keine Erinnerungen.} other { Ohne Antwort bis {respondBy} ist der Streitfall verloren.}}{reason, select, none {} other { Angegebener Grund: {reason}}}',
      action:
        '{respondBy, select, none {Sehen Sie ihn im Dashboard des Anbieters an; zu beantworten ist nichts.} other {Stellen Sie Ihre Belege zusammen und antworten Sie im Dashboard des Anbieters.}}',
    },
    it: {
      name: 'Controversia aperta',
      description: 'Un cliente contesta un pagamento (chargeback). Occorre rispondere entro la scadenza.',
      title:
        'Controversia{amount, select, none {} other { di {amount}}} aperta{customer, select, none {} other { da {customer}}}{respondBy, select, none {} other {, scadenza per rispondere: {respondBy}}}',
      body: 'Un cliente contesta un pagamento.{respondBy, select, none { Il fornitore non concede tempo per rispondere: non è possibile rispondere e non seguiranno promemoria.} other { Scadenza per rispondere: {respondBy}. Senza risposta la controversia è persa.}}{reason, select, none {} other { Motivo indicato: {reason}}}',
      action:
        '{respondBy, select, none {Consultala nella dashboard del fornitore; non c’è nulla a cui rispondere.} other {Raccogli le prove e rispondi nella dashboard del fornitore.}}',
    },
    id: {
      name: 'Sengketa dibuka',
      description: 'Pelanggan menyengketakan pembayaran (chargeback). Harus dijawab sebelum batas waktu.',
      title:
        'Sengketa{amount, select, none {} other { {amount}}} dibuka{customer, select, none {} other { oleh {customer}}}{respondBy, select, none {} other {: jawab paling lambat {respondBy}}}',
      body: 'Pelanggan menyengketakan pembayaran.{respondBy, select, none { Penyedia tidak memberi waktu untuk menjawab: jawaban tidak dimungkinkan dan tidak akan ada pengingat.} other { Jika tidak dijawab hingga {respondBy}, Anda kalah dalam sengketa ini.}}{reason, select, none {} other { Alasan yang disebutkan: {reason}}}',
      action:
        '{respondBy, select, none {Lihat di dasbor penyedia; tidak ada yang perlu dijawab.} other {Kumpulkan bukti dan jawab di dasbor penyedia.}}',
    },
    zh: {
      name: '新争议',
      description: '客户对一笔付款提出争议（拒付），须在截止时间前答复。',
      title:
        '新争议{amount, select, none {} other {：{amount}}}{customer, select, none {} other {（{customer}）}}{respondBy, select, none {} other {，请在 {respondBy} 前答复}}',
      body: '客户对一笔付款提出争议。{respondBy, select, none {服务商未给出答复时间，因此无法答复，也不会有提醒。} other {若在 {respondBy} 前未答复，争议将判负。}}{reason, select, none {} other {所述原因：{reason}}}',
      action: '{respondBy, select, none {请在服务商后台查看；无需答复。} other {请准备好证据，并在服务商后台答复。}}',
    },
  },
} as const satisfies EventTypeEntry;
