import type { EventTypeEntry } from './entry.js';

export const creditAdded = {
  key: 'credit.added',
  category: 'CREDITS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.credit.added',
  facts: ['credits', 'balance', 'customer', 'reason', 'subscription'],
  texts: {
    en: {
      name: 'Credits added',
      description: 'Usage credits were added to a customer’s balance.',
      title:
        'Credits added{customer, select, none {} other { for {customer}}}{credits, select, none {} other {: {credits}}}',
      body: '{balance, select, none {The provider did not state the new balance.} other {The balance is now {balance}.}}',
    },
    fr: {
      name: 'Crédits ajoutés',
      description: 'Des crédits d’utilisation ont été ajoutés au solde d’un client.',
      title:
        'Crédits ajoutés{customer, select, none {} other { pour {customer}}}{credits, select, none {} other { : {credits}}}',
      body: '{balance, select, none {Le prestataire n’indique pas le nouveau solde.} other {Le nouveau solde est de {balance}.}}',
    },
    de: {
      name: 'Credits gutgeschrieben',
      description: 'Einem Kunden wurden Nutzungs-Credits gutgeschrieben.',
      title:
        'Credits{customer, select, none {} other { für {customer}}} gutgeschrieben{credits, select, none {} other {: {credits}}}',
      body: '{balance, select, none {Der Anbieter nennt den neuen Stand nicht.} other {Der neue Stand beträgt {balance}.}}',
    },
    it: {
      name: 'Crediti aggiunti',
      description: 'Sono stati aggiunti crediti di utilizzo al saldo di un cliente.',
      title:
        'Crediti aggiunti{customer, select, none {} other { per {customer}}}{credits, select, none {} other {: {credits}}}',
      body: '{balance, select, none {Il fornitore non indica il nuovo saldo.} other {Il nuovo saldo è {balance}.}}',
    },
    id: {
      name: 'Kredit ditambahkan',
      description: 'Kredit pemakaian ditambahkan ke saldo pelanggan.',
      title:
        'Kredit ditambahkan{customer, select, none {} other { untuk {customer}}}{credits, select, none {} other {: {credits}}}',
      body: '{balance, select, none {Penyedia tidak menyebutkan saldo baru.} other {Saldo sekarang {balance}.}}',
    },
    zh: {
      name: '积分已增加',
      description: '客户的使用积分余额有所增加。',
      title:
        '{customer, select, none {} other {{customer} 的}}积分已增加{credits, select, none {} other {：{credits}}}',
      body: '{balance, select, none {服务商未说明新的余额。} other {当前余额为 {balance}。}}',
    },
  },
} as const satisfies EventTypeEntry;
