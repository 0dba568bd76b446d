import type { EventTypeEntry } from './entry.js';

export const payoutUpdated = {
  key: 'payout.updated',
  category: 'PAYOUTS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'stripe.payout.updated',
  facts: ['amount', 'payout', 'method', 'status', 'nextAt', 'reason'],
  texts: {
    en: {
      name: 'Payout updated',
      description: 'Details of a payout have changed.',
      title: 'Payout{amount, select, none {} other { of {amount}}} updated',
      body: 'Details of the payout have changed.{nextAt, select, none {} other { Expected arrival: {nextAt}.}}',
    },
    fr: {
      name: 'Virement modifié',
      description: 'Les détails d’un virement ont changé.',
      title: 'Virement{amount, select, none {} other { de {amount}}} modifié',
      body: 'Les détails du virement ont changé.{nextAt, select, none {} other { Arrivée prévue : {nextAt}.}}',
    },
    de: {
      name: 'Auszahlung geändert',
      description: 'Angaben zu einer Auszahlung haben sich geändert.',
      title: 'Auszahlung{amount, select, none {} other { über {amount}}} geändert',
      body: 'Angaben zur Auszahlung haben sich geändert.{nextAt, select, none {} other { Voraussichtliche Ankunft: {nextAt}.}}',
    },
    it: {
      name: 'Bonifico aggiornato',
      description: 'I dettagli di un bonifico sono cambiati.',
      title: 'Bonifico{amount, select, none {} other { di {amount}}} aggiornato',
      body: 'I dettagli del bonifico sono cambiati.{nextAt, select, none {} other { Arrivo previsto: {nextAt}.}}',
    },
    id: {
      name: 'Pencairan dana diperbarui',
      description: 'Rincian pencairan dana berubah.',
      title: 'Pencairan dana{amount, select, none {} other { {amount}}} diperbarui',
      body: 'Rincian pencairan dana berubah.{nextAt, select, none {} other { Perkiraan tiba: {nextAt}.}}',
    },
    zh: {
      name: '提现信息变更',
      description: '提现的详细信息有变更。',
      title: '提现信息变更{amount, select, none {} other {：{amount}}}',
      body: '提现的详细信息有变更。{nextAt, select, none {} other {预计到账时间：{nextAt}。}}',
    },
  },
} as const satisfies EventTypeEntry;
