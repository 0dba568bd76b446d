import type { EventTypeEntry } from './entry.js';

export const disputeExpired = {
  key: 'dispute.expired',
  category: 'DISPUTES',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.dispute.expired',
  facts: ['amount', 'customer', 'reason', 'stage', 'dispute', 'payment'],
  texts: {
    en: {
      name: 'Dispute expired',
      description: 'Lost by silence: nobody answered in time.',
      title:
        'Dispute{amount, select, none {} other { of {amount}}}{customer, select, none {} other { from {customer}}} expired without an answer',
      body: 'Nobody answered in time, so the dispute is lost. This is final.{reason, select, none {} other { Reason given: {reason}}}',
      action: 'Check who is told about disputes, so that the next one is answered in time.',
    },
    fr: {
      name: 'Litige expiré',
      description: 'Perdu par silence : personne n’a répondu à temps.',
      title:
        'Litige{amount, select, none {} other { de {amount}}} expiré sans réponse{customer, select, none {} other { ({customer})}}',
      body: 'Personne n’a répondu à temps : le litige est perdu. C’est définitif.{reason, select, none {} other { Motif indiqué : {reason}}}',
      action: 'Vérifiez qui est averti des litiges, pour répondre à temps au prochain.',
    },
    de: {
      name: 'Streitfall abgelaufen',
      description: 'Durch Schweigen verloren: Niemand hat rechtzeitig geantwortet.',
      title:
        'Streitfall{amount, select, none {} other { über {amount}}}{customer, select, none {} other { mit {customer}}} ohne Antwort abgelaufen',
      body: 'Niemand hat rechtzeitig geantwortet: Der Streitfall ist verloren. Das ist endgültig.{reason, select, none {} other { Angegebener Grund: {reason}}}',
      action: 'Prüfen Sie, wer bei Streitfällen benachrichtigt wird, damit der nächste rechtzeitig beantwortet wird.',
    },
    it: {
      name: 'Controversia scaduta',
      description: 'Persa per mancata risposta: nessuno ha risposto in tempo.',
      title:
        'Controversia{amount, select, none {} other { di {amount}}}{customer, select, none {} other { con {customer}}} scaduta senza risposta',
      body: 'Nessuno ha risposto in tempo: la controversia è persa. È definitivo.{reason, select, none {} other { Motivo indicato: {reason}}}',
      action: 'Controlla chi viene avvisato delle controversie, per rispondere in tempo alla prossima.',
    },
    id: {
      name: 'Sengketa kedaluwarsa',
      description: 'Kalah karena diam: tidak ada yang menjawab tepat waktu.',
      title:
        'Sengketa{amount, select, none {} other { {amount}}}{customer, select, none {} other { dengan {customer}}} kedaluwarsa tanpa jawaban',
      body: 'Tidak ada yang menjawab tepat waktu, sehingga Anda kalah dalam sengketa ini. Ini bersifat final.{reason, select, none {} other { Alasan yang disebutkan: {reason}}}',
      action: 'Periksa siapa yang diberi tahu tentang sengketa, agar sengketa berikutnya dijawab tepat waktu.',
    },
    zh: {
      name: '争议已逾期',
      description: '因沉默判负：无人在期限内答复。',
      title:
        '争议逾期未答复{amount, select, none {} other {：{amount}}}{customer, select, none {} other {（{customer}）}}',
      body: '无人在期限内答复，争议已判负。此结果为最终结果。{reason, select, none {} other {所述原因：{reason}}}',
      action: '请检查由谁接收争议通知，以便下次按时答复。',
    },
  },
} as const satisfies EventTypeEntry;
