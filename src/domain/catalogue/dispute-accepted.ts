import type { EventTypeEntry } from './entry.js';

export const disputeAccepted = {
  key: 'dispute.accepted',
  category: 'DISPUTES',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.dispute.accepted',
  facts: ['amount', 'customer', 'reason', 'stage', 'dispute', 'payment'],
  texts: {
    en: {
      name: 'Dispute accepted',
      description: 'Lost by choice: you gave in, or the dispute was settled automatically.',
      title:
        'Dispute{amount, select, none {} other { of {amount}}}{customer, select, none {} other { from {customer}}} accepted',
      body: 'You accepted the dispute, or it was settled automatically: the money goes back to the customer. This is final.{reason, select, none {} other { Reason given: {reason}}}',
    },
    fr: {
      name: 'Litige accepté',
      description: 'Perdu par choix : vous avez cédé, ou le litige a été réglé automatiquement.',
      title:
        'Litige{amount, select, none {} other { de {amount}}} accepté{customer, select, none {} other { ({customer})}}',
      body: 'Vous avez accepté le litige, ou il a été réglé automatiquement : les fonds reviennent au client. C’est définitif.{reason, select, none {} other { Motif indiqué : {reason}}}',
    },
    de: {
      name: 'Streitfall akzeptiert',
      description: 'Bewusst verloren: Sie haben nachgegeben, oder der Streitfall wurde automatisch beigelegt.',
      title:
        'Streitfall{amount, select, none {} other { über {amount}}}{customer, select, none {} other { mit {customer}}} akzeptiert',
      body: 'Sie haben den Streitfall akzeptiert, oder er wurde automatisch beigelegt: Das Geld geht an den Kunden zurück. Das ist endgültig.{reason, select, none {} other { Angegebener Grund: {reason}}}',
    },
    it: {
      name: 'Controversia accettata',
      description: 'Persa per scelta: hai accettato la richiesta, o è stata chiusa in automatico.',
      title:
        'Controversia{amount, select, none {} other { di {amount}}}{customer, select, none {} other { con {customer}}} accettata',
      body: 'Hai accettato la controversia, o è stata chiusa in automatico: i fondi tornano al cliente. È definitivo.{reason, select, none {} other { Motivo indicato: {reason}}}',
    },
    id: {
      name: 'Sengketa diakui',
      description: 'Kalah atas pilihan sendiri: Anda mengalah, atau sengketa diselesaikan otomatis.',
      title:
        'Sengketa{amount, select, none {} other { {amount}}}{customer, select, none {} other { dengan {customer}}} diakui',
      body: 'Anda mengakui sengketa ini, atau sengketa diselesaikan otomatis: dana kembali kepada pelanggan. Ini bersifat final.{reason, select, none {} other { Alasan yang disebutkan: {reason}}}',
    },
    zh: {
      name: '争议已接受',
      description: '主动认负：您接受了争议，或争议已自动了结。',
      title: '争议已接受{amount, select, none {} other {：{amount}}}{customer, select, none {} other {（{customer}）}}',
      body: '您接受了争议，或争议已自动了结，款项将退还客户。此结果为最终结果。{reason, select, none {} other {所述原因：{reason}}}',
    },
  },
} as const satisfies EventTypeEntry;
