import type { EventTypeEntry } from './entry.js';

export const payoutInProgress = {
  key: 'payout.in_progress',
  category: 'PAYOUTS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: true,
  sample: 'dodo.payout.in_progress',
  facts: ['amount', 'payout', 'method', 'nextAt'],
  texts: {
    en: {
      name: 'Payout in progress',
      description: 'A payout is on its way to your bank account.',
      title: 'Payout{amount, select, none {} other { of {amount}}} on its way',
      body: 'The money is on its way to your bank account.{nextAt, select, none {} other { Expected arrival: {nextAt}.}}',
    },
    fr: {
      name: 'Virement en cours',
      description: 'Un virement est en chemin vers votre compte bancaire.',
      title: 'Virement{amount, select, none {} other { de {amount}}} en cours',
      body: 'Les fonds sont en chemin vers votre compte bancaire.{nextAt, select, none {} other { Arrivée prévue : {nextAt}.}}',
    },
    de: {
      name: 'Auszahlung unterwegs',
      description: 'Eine Auszahlung ist auf dem Weg zu Ihrem Bankkonto.',
      title: 'Auszahlung{amount, select, none {} other { über {amount}}} unterwegs',
      body: 'Das Geld ist auf dem Weg zu Ihrem Bankkonto.{nextAt, select, none {} other { Voraussichtliche Ankunft: {nextAt}.}}',
    },
    it: {
      name: 'Bonifico in corso',
      description: 'Un bonifico è in viaggio verso il tuo conto bancario.',
      title: 'Bonifico{amount, select, none {} other { di {amount}}} in corso',
      body: 'I fondi sono in viaggio verso il tuo conto bancario.{nextAt, select, none {} other { Arrivo previsto: {nextAt}.}}',
    },
    id: {
      name: 'Pencairan dana berjalan',
      description: 'Pencairan dana sedang dikirim ke rekening bank Anda.',
      title: 'Pencairan dana{amount, select, none {} other { {amount}}} sedang berjalan',
      body: 'Dana sedang dikirim ke rekening bank Anda.{nextAt, select, none {} other { Perkiraan tiba: {nextAt}.}}',
    },
    zh: {
      name: '提现处理中',
      description: '一笔提现正在转入您的银行账户。',
      title: '提现处理中{amount, select, none {} other {：{amount}}}',
      body: '资金正在转入您的银行账户。{nextAt, select, none {} other {预计到账时间：{nextAt}。}}',
    },
  },
} as const satisfies EventTypeEntry;
