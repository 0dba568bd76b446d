import type { EventTypeEntry } from './entry.js';

export const creditRolledOver = {
  key: 'credit.rolled_over',
  category: 'CREDITS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.credit.rolled_over',
  facts: ['credits', 'balance', 'customer'],
  texts: {
    en: {
      name: 'Credits rolled over',
      description: 'Unused credits were carried over to the next period.',
      title:
        'Credits rolled over{customer, select, none {} other { for {customer}}}{credits, select, none {} other {: {credits}}}',
      body: 'They can be used in the new period.{balance, select, none {} other { The balance is now {balance}.}}',
    },
    fr: {
      name: 'Crédits reportés',
      description: 'Des crédits non utilisés ont été reportés sur la période suivante.',
      title:
        'Crédits reportés{customer, select, none {} other { pour {customer}}}{credits, select, none {} other { : {credits}}}',
      body: 'Ils sont utilisables pendant la nouvelle période.{balance, select, none {} other { Le nouveau solde est de {balance}.}}',
    },
    de: {
      name: 'Credits übertragen',
      description: 'Nicht verbrauchte Credits wurden in den nächsten Zeitraum übernommen.',
      title:
        'Credits{customer, select, none {} other { von {customer}}} übertragen{credits, select, none {} other {: {credits}}}',
      body: 'Sie sind im neuen Zeitraum nutzbar.{balance, select, none {} other { Der neue Stand beträgt {balance}.}}',
    },
    it: {
      name: 'Crediti riportati',
      description: 'I crediti non usati sono stati riportati al periodo successivo.',
      title:
        'Crediti riportati{customer, select, none {} other { per {customer}}}{credits, select, none {} other {: {credits}}}',
      body: 'Si possono usare nel nuovo periodo.{balance, select, none {} other { Il nuovo saldo è {balance}.}}',
    },
    id: {
      name: 'Kredit dibawa ke periode baru',
      description: 'Kredit yang belum dipakai dibawa ke periode berikutnya.',
      title:
        'Kredit{customer, select, none {} other { {customer}}} dibawa ke periode baru{credits, select, none {} other {: {credits}}}',
      body: 'Kredit ini dapat dipakai pada periode baru.{balance, select, none {} other { Saldo sekarang {balance}.}}',
    },
    zh: {
      name: '积分已结转',
      description: '未使用的积分已结转到下一周期。',
      title:
        '{customer, select, none {} other {{customer} 的}}积分已结转{credits, select, none {} other {：{credits}}}',
      body: '这些积分可在新周期使用。{balance, select, none {} other {当前余额为 {balance}。}}',
    },
  },
} as const satisfies EventTypeEntry;
