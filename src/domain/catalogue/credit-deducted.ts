import type { EventTypeEntry } from './entry.js';

export const creditDeducted = {
  key: 'credit.deducted',
  category: 'CREDITS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.credit.deducted',
  facts: ['credits', 'balance', 'customer'],
  texts: {
    en: {
      name: 'Credits deducted',
      description: 'A customer used credits from their balance.',
      title:
        'Credits deducted{customer, select, none {} other { from {customer}}}{credits, select, none {} other {: {credits}}}',
      body: '{balance, select, none {The provider did not state the new balance.} other {The balance is now {balance}.}}',
    },
    fr: {
      name: 'Crédits débités',
      description: 'Un client a utilisé des crédits de son solde.',
      title:
        'Crédits débités{customer, select, none {} other { pour {customer}}}{credits, select, none {} other { : {credits}}}',
      body: '{balance, select, none {Le prestataire n’indique pas le nouveau solde.} other {Le nouveau solde est de {balance}.}}',
    },
    de: {
      name: 'Credits abgezogen',
      description: 'Ein Kunde hat Credits von seinem Stand verbraucht.',
      title:
        'Credits{customer, select, none {} other { bei {customer}}} abgezogen{credits, select, none {} other {: {credits}}}',
      body: '{balance, select, none {Der Anbieter nennt den neuen Stand nicht.} other {Der neue Stand beträgt {balance}.}}',
    },
    it: {
      name: 'Crediti detratti',
      description: 'Un cliente ha usato crediti del suo saldo.',
      title:
        'Crediti detratti{customer, select, none {} other { per {customer}}}{credits, select, none {} other {: {credits}}}',
      body: '{balance, select, none {Il fornitore non indica il nuovo saldo.} other {Il nuovo saldo è {balance}.}}',
    },
    id: {
      name: 'Kredit dipotong',
      description: 'Pelanggan memakai kredit dari saldonya.',
      title:
        'Kredit dipotong{customer, select, none {} other { dari {customer}}}{credits, select, none {} other {: {credits}}}',
      body: '{balance, select, none {Penyedia tidak menyebutkan saldo baru.} other {Saldo sekarang {balance}.}}',
    },
    zh: {
      name: '积分已扣除',
      description: '客户使用了余额中的积分。',
      title:
        '{customer, select, none {} other {{customer} 的}}积分已扣除{credits, select, none {} other {：{credits}}}',
      body: '{balance, select, none {服务商未说明新的余额。} other {当前余额为 {balance}。}}',
    },
  },
} as const satisfies EventTypeEntry;
