import type { EventTypeEntry } from './entry.js';

export const payoutReconciled = {
  key: 'payout.reconciled',
  category: 'PAYOUTS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'stripe.payout.reconciliation_completed',
  facts: ['amount', 'payout', 'method'],
  texts: {
    en: {
      name: 'Payout reconciled',
      description: 'The list of transactions behind a payout is complete.',
      title: 'Payout{amount, select, none {} other { of {amount}}} reconciled',
      body: 'All transactions behind the payout are now known: you can match it with your books.',
    },
    fr: {
      name: 'Virement rapproché',
      description: 'La liste des transactions d’un virement est complète.',
      title: 'Virement{amount, select, none {} other { de {amount}}} rapproché',
      body: 'Toutes les transactions du virement sont connues : vous pouvez le rapprocher de votre comptabilité.',
    },
    de: {
      name: 'Auszahlung abgeglichen',
      description: 'Die Liste der Transaktionen einer Auszahlung ist vollständig.',
      title: 'Auszahlung{amount, select, none {} other { über {amount}}} abgeglichen',
      body: 'Alle Transaktionen der Auszahlung liegen vor: Sie können sie mit Ihrer Buchhaltung abgleichen.',
    },
    it: {
      name: 'Bonifico riconciliato',
      description: 'L’elenco delle transazioni di un bonifico è completo.',
      title: 'Bonifico{amount, select, none {} other { di {amount}}} riconciliato',
      body: 'Tutte le transazioni del bonifico sono note: puoi confrontarlo con la tua contabilità.',
    },
    id: {
      name: 'Pencairan dana direkonsiliasi',
      description: 'Daftar transaksi di balik pencairan dana sudah lengkap.',
      title: 'Pencairan dana{amount, select, none {} other { {amount}}} direkonsiliasi',
      body: 'Semua transaksi dalam pencairan dana ini sudah lengkap: Anda dapat mencocokkannya dengan pembukuan.',
    },
    zh: {
      name: '提现对账完成',
      description: '一笔提现所含的交易明细已齐全。',
      title: '提现对账完成{amount, select, none {} other {：{amount}}}',
      body: '这笔提现所含的交易明细已齐全，您可以与账目核对。',
    },
  },
} as const satisfies EventTypeEntry;
