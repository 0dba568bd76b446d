import type { EventTypeEntry } from './entry.js';

export const disputeUpdated = {
  key: 'dispute.updated',
  category: 'DISPUTES',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'stripe.charge.dispute.updated',
  facts: ['amount', 'customer', 'reason', 'status', 'stage', 'respondBy', 'dispute', 'payment'],
  texts: {
    en: {
      name: 'Dispute updated',
      description: 'Details of a dispute have changed, for example its deadline.',
      title:
        'Dispute{amount, select, none {} other { of {amount}}}{customer, select, none {} other { from {customer}}} updated',
      body: 'Details of the dispute have changed.{respondBy, select, none {} other { Response deadline: {respondBy}.}}',
      action: 'If you have not answered yet, check whether the deadline has moved.',
    },
    fr: {
      name: 'Litige modifié',
      description: 'Les détails d’un litige ont changé, par exemple son échéance.',
      title:
        'Litige{amount, select, none {} other { de {amount}}} modifié{customer, select, none {} other { ({customer})}}',
      body: 'Les détails du litige ont changé.{respondBy, select, none {} other { Échéance de réponse : {respondBy}.}}',
      action: 'Si vous n’avez pas encore répondu, vérifiez si l’échéance a changé.',
    },
    de: {
      name: 'Streitfall geändert',
      description: 'Angaben zu einem Streitfall haben sich geändert, zum Beispiel die Frist.',
      title:
        'Streitfall{amount, select, none {} other { über {amount}}}{customer, select, none {} other { mit {customer}}} geändert',
      body: 'Angaben zum Streitfall haben sich geändert.{respondBy, select, none {} other { Antwortfrist: {respondBy}.}}',
      action: 'Falls Sie noch nicht geantwortet haben, prüfen Sie, ob sich die Frist verschoben hat.',
    },
    it: {
      name: 'Controversia aggiornata',
      description: 'I dettagli di una controversia sono cambiati, ad esempio la scadenza.',
      title:
        'Controversia{amount, select, none {} other { di {amount}}}{customer, select, none {} other { con {customer}}} aggiornata',
      body: 'I dettagli della controversia sono cambiati.{respondBy, select, none {} other { Scadenza per rispondere: {respondBy}.}}',
      action: 'Se non hai ancora risposto, controlla se la scadenza è cambiata.',
    },
    id: {
      name: 'Sengketa diperbarui',
      description: 'Rincian sengketa berubah, misalnya batas waktunya.',
      title:
        'Sengketa{amount, select, none {} other { {amount}}}{customer, select, none {} other { dengan {customer}}} diperbarui',
      body: 'Rincian sengketa berubah.{respondBy, select, none {} other { Batas waktu jawaban: {respondBy}.}}',
      action: 'Jika Anda belum menjawab, periksa apakah batas waktunya bergeser.',
    },
    zh: {
      name: '争议信息变更',
      description: '争议的详细信息有变更，例如截止时间。',
      title:
        '争议信息变更{amount, select, none {} other {：{amount}}}{customer, select, none {} other {（{customer}）}}',
      body: '争议的详细信息有变更。{respondBy, select, none {} other {答复截止时间：{respondBy}。}}',
      action: '如果您尚未答复，请确认截止时间是否有变。',
    },
  },
} as const satisfies EventTypeEntry;
