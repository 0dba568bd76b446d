import type { EventTypeEntry } from './entry.js';

export const disputeReminder = {
  key: 'dispute.reminder',
  category: 'DISPUTES',
  severity: 'CRITICAL',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.dispute.reminder',
  facts: [
    'amount',
    'customer',
    'reason',
    'stage',
    'respondBy',
    'timeLeft',
    'level',
    'unreachable',
    'dispute',
    'payment',
  ],
  texts: {
    en: {
      name: 'Dispute: reminder before the deadline',
      description: 'Nobody has answered a dispute yet, and its deadline comes nearer.',
      title:
        'Dispute{amount, select, none {} other { of {amount}}}{customer, select, none {} other { by {customer}}}: nobody has answered yet{timeLeft, select, none {} other {, {timeLeft} left}}',
      body: 'Nobody has answered yet.{respondBy, select, none {} other { Without an answer by {respondBy}, the dispute is lost.}}{level, select, none {} other { You are told as level {level} of the ladder.}}{unreachable, select, none {} other { Nobody could be reached at level {unreachable}.}}',
      action: 'Take it on so that others know, and answer in the provider’s dashboard.',
    },
    fr: {
      name: 'Litige : rappel avant l’échéance',
      description: 'Personne n’a encore répondu à un litige, et son échéance approche.',
      title:
        'Litige{amount, select, none {} other { de {amount}}}{customer, select, none {} other { ({customer})}} : personne n’a encore répondu{timeLeft, select, none {} other {, il reste {timeLeft}}}',
      body: 'Personne n’a encore répondu.{respondBy, select, none {} other { Sans réponse avant le {respondBy}, le litige est perdu.}}{level, select, none {} other { Vous êtes prévenu au niveau {level}.}}{unreachable, select, none {} other { Personne n’a pu être joint au niveau {unreachable}.}}',
      action: 'Prenez-le en charge pour que les autres le sachent, et répondez dans le tableau de bord du prestataire.',
    },
    de: {
      name: 'Streitfall: Erinnerung vor der Frist',
      description: 'Auf einen Streitfall hat noch niemand geantwortet, und die Frist rückt näher.',
      title:
        'Streitfall{amount, select, none {} other { über {amount}}}{customer, select, none {} other { von {customer}}}: noch keine Antwort{timeLeft, select, none {} other {, noch {timeLeft}}}',
      body: 'Bisher hat niemand geantwortet.{respondBy, select, none {} other { Ohne Antwort bis {respondBy} ist der Streitfall verloren.}}{level, select, none {} other { Sie erfahren es auf Stufe {level}.}}{unreachable, select, none {} other { Auf Stufe {unreachable} war niemand erreichbar.}}',
      action: 'Übernehmen Sie ihn, damit die anderen es wissen, und antworten Sie im Dashboard des Anbieters.',
    },
    it: {
      name: 'Controversia: promemoria prima della scadenza',
      description: 'Nessuno ha ancora risposto a una controversia, e la scadenza si avvicina.',
      title:
        'Controversia{amount, select, none {} other { di {amount}}}{customer, select, none {} other { da {customer}}}: nessuno ha ancora risposto{timeLeft, select, none {} other { (tempo rimasto: {timeLeft})}}',
      body: 'Nessuno ha ancora risposto.{respondBy, select, none {} other { Scadenza per rispondere: {respondBy}. Senza risposta la controversia è persa.}}{level, select, none {} other { Ricevi questo avviso al livello {level}.}}{unreachable, select, none {} other { Nessuno è raggiungibile al livello {unreachable}.}}',
      action: 'Prendila in carico, così gli altri lo sanno, e rispondi nella dashboard del fornitore.',
    },
    id: {
      name: 'Sengketa: pengingat sebelum batas waktu',
      description: 'Belum ada yang menjawab sengketa, dan batas waktunya makin dekat.',
      title:
        'Sengketa{amount, select, none {} other { {amount}}}{customer, select, none {} other { oleh {customer}}}: belum ada yang menjawab{timeLeft, select, none {} other {, sisa waktu {timeLeft}}}',
      body: 'Belum ada yang menjawab.{respondBy, select, none {} other { Jika tidak dijawab hingga {respondBy}, Anda kalah dalam sengketa ini.}}{level, select, none {} other { Anda diberi tahu pada tingkat {level}.}}{unreachable, select, none {} other { Tidak ada yang dapat dihubungi pada tingkat {unreachable}.}}',
      action: 'Ambil alih agar yang lain tahu, lalu jawab di dasbor penyedia.',
    },
    zh: {
      name: '争议：截止前提醒',
      description: '争议尚无人答复，截止时间临近。',
      title:
        '争议尚无人答复{amount, select, none {} other {：{amount}}}{customer, select, none {} other {（{customer}）}}{timeLeft, select, none {} other {，剩余{timeLeft}}}',
      body: '目前还没有人答复。{respondBy, select, none {} other {若在 {respondBy} 前未答复，争议将判负。}}{level, select, none {} other {您在第 {level} 级收到此提醒。}}{unreachable, select, none {} other {第 {unreachable} 级无人可达。}}',
      action: '请接手处理以便他人知晓，并在服务商后台答复。',
    },
  },
} as const satisfies EventTypeEntry;
