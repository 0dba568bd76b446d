import type { EventTypeEntry } from './entry.js';

export const payoutCreated = {
  key: 'payout.created',
  category: 'PAYOUTS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: true,
  sample: 'dodo.payout.created',
  facts: ['amount', 'payout', 'method', 'nextAt'],
  texts: {
    en: {
      name: 'Payout initiated',
      description: 'A payout to your bank account has been set up.',
      title: 'Payout{amount, select, none {} other { of {amount}}} initiated',
      body: 'A payout to your bank account has been set up.{nextAt, select, none {} other { Expected arrival: {nextAt}.}}',
    },
    fr: {
      name: 'Virement initié',
      description: 'Un virement vers votre compte bancaire est lancé.',
      title: 'Virement{amount, select, none {} other { de {amount}}} initié',
      body: 'Un virement vers votre compte bancaire est lancé.{nextAt, select, none {} other { Arrivée prévue : {nextAt}.}}',
    },
    de: {
      name: 'Auszahlung angelegt',
      description: 'Eine Auszahlung auf Ihr Bankkonto wurde angelegt.',
      title: 'Auszahlung{amount, select, none {} other { über {amount}}} angelegt',
      body: 'Eine Auszahlung auf Ihr Bankkonto wurde angelegt.{nextAt, select, none {} other { Voraussichtliche Ankunft: {nextAt}.}}',
    },
    it: {
      name: 'Bonifico avviato',
      description: 'È stato avviato un bonifico verso il tuo conto bancario.',
      title: 'Bonifico{amount, select, none {} other { di {amount}}} avviato',
      body: 'È stato avviato un bonifico verso il tuo conto bancario.{nextAt, select, none {} other { Arrivo previsto: {nextAt}.}}',
    },
    id: {
      name: 'Pencairan dana dibuat',
      description: 'Pencairan dana ke rekening bank Anda telah dibuat.',
      title: 'Pencairan dana{amount, select, none {} other { {amount}}} dibuat',
      body: 'Pencairan dana ke rekening bank Anda telah dibuat.{nextAt, select, none {} other { Perkiraan tiba: {nextAt}.}}',
    },
    zh: {
      name: '提现已发起',
      description: '已发起一笔转入您银行账户的提现。',
      title: '提现已发起{amount, select, none {} other {：{amount}}}',
      body: '已发起一笔转入您银行账户的提现。{nextAt, select, none {} other {预计到账时间：{nextAt}。}}',
    },
  },
} as const satisfies EventTypeEntry;
