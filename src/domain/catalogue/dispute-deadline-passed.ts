import type { EventTypeEntry } from './entry.js';

export const disputeDeadlinePassed = {
  key: 'dispute.deadline_passed',
  category: 'DISPUTES',
  severity: 'CRITICAL',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.dispute.deadline_passed',
  facts: ['amount', 'customer', 'reason', 'stage', 'respondBy', 'dispute', 'payment'],
  texts: {
    en: {
      name: 'Dispute: deadline passed',
      description: 'The deadline of a dispute has passed and nobody had answered: it is lost by default.',
      title:
        'Dispute{amount, select, none {} other { of {amount}}}{customer, select, none {} other { by {customer}}}: nobody answered in time',
      body: 'Nobody answered{respondBy, select, none { in time} other { by {respondBy}}}: the dispute counts as lost by default.',
      action: 'If the date was only estimated, check in the provider’s dashboard whether an answer is still taken.',
    },
    fr: {
      name: 'Litige : échéance dépassée',
      description: 'L’échéance d’un litige est passée sans réponse : il est perdu par défaut.',
      title:
        'Litige{amount, select, none {} other { de {amount}}}{customer, select, none {} other { ({customer})}} : personne n’a répondu à temps',
      body: 'Personne n’a répondu{respondBy, select, none { à temps} other { avant le {respondBy}}} : le litige est considéré comme perdu par défaut.',
      action:
        'Si la date n’était qu’estimée, vérifiez dans le tableau de bord du prestataire si une réponse est encore acceptée.',
    },
    de: {
      name: 'Streitfall: Frist verstrichen',
      description: 'Die Frist eines Streitfalls ist ohne Antwort verstrichen: Er gilt als verloren.',
      title:
        'Streitfall{amount, select, none {} other { über {amount}}}{customer, select, none {} other { von {customer}}}: niemand hat rechtzeitig geantwortet',
      body: 'Niemand hat {respondBy, select, none {rechtzeitig} other {bis {respondBy}}} geantwortet: Der Streitfall gilt ohne Antwort als verloren.',
      action:
        'War die Frist nur geschätzt, sehen Sie im Dashboard des Anbieters nach, ob noch eine Antwort möglich ist.',
    },
    it: {
      name: 'Controversia: scadenza superata',
      description: 'La scadenza di una controversia è passata senza risposta: è persa in mancanza di risposta.',
      title:
        'Controversia{amount, select, none {} other { di {amount}}}{customer, select, none {} other { da {customer}}}: nessuno ha risposto in tempo',
      body: 'Nessuno ha risposto in tempo{respondBy, select, none {} other { (scadenza: {respondBy})}}: la controversia è considerata persa per mancata risposta.',
      action: 'Se la data era solo stimata, controlla nella dashboard del fornitore se è ancora possibile rispondere.',
    },
    id: {
      name: 'Sengketa: batas waktu terlewati',
      description: 'Batas waktu sengketa terlewati tanpa jawaban: Anda dianggap kalah.',
      title:
        'Sengketa{amount, select, none {} other { {amount}}}{customer, select, none {} other { oleh {customer}}}: tidak ada yang menjawab tepat waktu',
      body: 'Tidak ada yang menjawab{respondBy, select, none { tepat waktu} other { hingga {respondBy}}}: tanpa jawaban, sengketa ini dianggap kalah.',
      action: 'Jika tanggalnya hanya perkiraan, periksa di dasbor penyedia apakah jawaban masih diterima.',
    },
    zh: {
      name: '争议：已过截止时间',
      description: '争议的截止时间已过且无人答复：视为判负。',
      title:
        '争议无人按时答复{amount, select, none {} other {：{amount}}}{customer, select, none {} other {（{customer}）}}',
      body: '{respondBy, select, none {无人按时答复} other {截至 {respondBy} 无人答复}}，争议因未答复视为判负。',
      action: '若该时间只是估计，请在服务商后台查看是否仍可答复。',
    },
  },
} as const satisfies EventTypeEntry;
