import type { EventTypeEntry } from './entry.js';

export const creditRolloverForfeited = {
  key: 'credit.rollover_forfeited',
  category: 'CREDITS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.credit.rollover_forfeited',
  facts: ['credits', 'balance', 'customer'],
  texts: {
    en: {
      name: 'Credits forfeited',
      description: 'Unused credits that could not be rolled over are lost.',
      title:
        'Credits forfeited{customer, select, none {} other { by {customer}}}{credits, select, none {} other {: {credits}}}',
      body: 'They could not be rolled over to the next period.{balance, select, none {} other { The balance is now {balance}.}}',
    },
    fr: {
      name: 'Crédits non reportés perdus',
      description: 'Des crédits non utilisés qui ne pouvaient pas être reportés sont perdus.',
      title:
        'Crédits non reportés perdus{customer, select, none {} other { pour {customer}}}{credits, select, none {} other { : {credits}}}',
      body: 'Ils ne pouvaient pas être reportés sur la période suivante.{balance, select, none {} other { Le nouveau solde est de {balance}.}}',
    },
    de: {
      name: 'Credits nicht übertragen',
      description: 'Nicht verbrauchte Credits, die nicht übernommen werden konnten, sind verloren.',
      title:
        'Credits{customer, select, none {} other { von {customer}}} nicht übertragen{credits, select, none {} other {: {credits}}}',
      body: 'Sie konnten nicht in den nächsten Zeitraum übernommen werden und sind verloren.{balance, select, none {} other { Der neue Stand beträgt {balance}.}}',
    },
    it: {
      name: 'Crediti non riportati',
      description: 'I crediti non usati che non potevano essere riportati sono andati persi.',
      title:
        'Crediti non riportati e persi{customer, select, none {} other { per {customer}}}{credits, select, none {} other {: {credits}}}',
      body: 'Non potevano essere riportati al periodo successivo.{balance, select, none {} other { Il nuovo saldo è {balance}.}}',
    },
    id: {
      name: 'Sisa kredit hangus',
      description: 'Kredit tersisa yang tidak dapat dibawa ke periode berikutnya sudah hangus.',
      title:
        'Sisa kredit{customer, select, none {} other { {customer}}} hangus{credits, select, none {} other {: {credits}}}',
      body: 'Kredit ini tidak dapat dibawa ke periode berikutnya.{balance, select, none {} other { Saldo sekarang {balance}.}}',
    },
    zh: {
      name: '未结转积分作废',
      description: '无法结转的未用积分已作废。',
      title:
        '{customer, select, none {} other {{customer} 的}}未结转积分作废{credits, select, none {} other {：{credits}}}',
      body: '这些积分无法结转到下一周期。{balance, select, none {} other {当前余额为 {balance}。}}',
    },
  },
} as const satisfies EventTypeEntry;
