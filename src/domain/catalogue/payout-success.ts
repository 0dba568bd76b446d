import type { EventTypeEntry } from './entry.js';

export const payoutSuccess = {
  key: 'payout.success',
  category: 'PAYOUTS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: true,
  sample: 'dodo.payout.success',
  facts: ['amount', 'payout', 'method'],
  texts: {
    en: {
      name: 'Payout completed',
      description: 'A payout has been paid out to your bank account.',
      title: 'Payout{amount, select, none {} other { of {amount}}} completed',
      body: 'The money should now be in your bank account.',
    },
    fr: {
      name: 'Virement traité',
      description: 'Un virement est arrivé à son terme.',
      title: 'Virement{amount, select, none {} other { de {amount}}} traité',
      body: 'Les fonds devraient maintenant être disponibles sur votre compte bancaire.',
    },
    de: {
      name: 'Auszahlung abgeschlossen',
      description: 'Eine Auszahlung auf Ihr Bankkonto ist abgeschlossen.',
      title: 'Auszahlung{amount, select, none {} other { über {amount}}} abgeschlossen',
      body: 'Das Geld sollte jetzt auf Ihrem Bankkonto verfügbar sein.',
    },
    it: {
      name: 'Bonifico completato',
      description: 'Un bonifico verso il tuo conto bancario è andato a buon fine.',
      title: 'Bonifico{amount, select, none {} other { di {amount}}} completato',
      body: 'I fondi dovrebbero ora essere disponibili sul tuo conto bancario.',
    },
    id: {
      name: 'Pencairan dana selesai',
      description: 'Pencairan dana ke rekening bank Anda sudah selesai.',
      title: 'Pencairan dana{amount, select, none {} other { {amount}}} selesai',
      body: 'Dana seharusnya sudah tersedia di rekening bank Anda.',
    },
    zh: {
      name: '提现完成',
      description: '一笔转入您银行账户的提现已完成。',
      title: '提现完成{amount, select, none {} other {：{amount}}}',
      body: '资金现在应已到达您的银行账户。',
    },
  },
} as const satisfies EventTypeEntry;
