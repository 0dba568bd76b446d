import type { EventTypeEntry } from './entry.js';

export const creditManualAdjustment = {
  key: 'credit.manual_adjustment',
  category: 'CREDITS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.credit.manual_adjustment',
  facts: ['credits', 'balance', 'customer', 'reason'],
  texts: {
    en: {
      name: 'Credits adjusted manually',
      description: 'Somebody changed a customer’s credit balance by hand.',
      title:
        'Credits adjusted manually{customer, select, none {} other { for {customer}}}{credits, select, none {} other {: {credits}}}',
      body: '{balance, select, none {The provider did not state the new balance.} other {The balance is now {balance}.}}{reason, select, none {} other { Note: {reason}}}',
    },
    fr: {
      name: 'Crédits ajustés manuellement',
      description: 'Quelqu’un a modifié à la main le solde de crédits d’un client.',
      title:
        'Crédits ajustés manuellement{customer, select, none {} other { pour {customer}}}{credits, select, none {} other { : {credits}}}',
      body: '{balance, select, none {Le prestataire n’indique pas le nouveau solde.} other {Le nouveau solde est de {balance}.}}{reason, select, none {} other { Note : {reason}}}',
    },
    de: {
      name: 'Credits manuell angepasst',
      description: 'Jemand hat den Credit-Stand eines Kunden von Hand geändert.',
      title:
        'Credits{customer, select, none {} other { von {customer}}} manuell angepasst{credits, select, none {} other {: {credits}}}',
      body: '{balance, select, none {Der Anbieter nennt den neuen Stand nicht.} other {Der neue Stand beträgt {balance}.}}{reason, select, none {} other { Notiz: {reason}}}',
    },
    it: {
      name: 'Crediti rettificati manualmente',
      description: 'Qualcuno ha modificato a mano il saldo crediti di un cliente.',
      title:
        'Crediti rettificati manualmente{customer, select, none {} other { per {customer}}}{credits, select, none {} other {: {credits}}}',
      body: '{balance, select, none {Il fornitore non indica il nuovo saldo.} other {Il nuovo saldo è {balance}.}}{reason, select, none {} other { Nota: {reason}}}',
    },
    id: {
      name: 'Kredit disesuaikan manual',
      description: 'Seseorang mengubah saldo kredit pelanggan secara manual.',
      title:
        'Kredit{customer, select, none {} other { {customer}}} disesuaikan manual{credits, select, none {} other {: {credits}}}',
      body: '{balance, select, none {Penyedia tidak menyebutkan saldo baru.} other {Saldo sekarang {balance}.}}{reason, select, none {} other { Catatan: {reason}}}',
    },
    zh: {
      name: '积分已手动调整',
      description: '有人手动更改了客户的积分余额。',
      title:
        '{customer, select, none {} other {{customer} 的}}积分已手动调整{credits, select, none {} other {：{credits}}}',
      body: '{balance, select, none {服务商未说明新的余额。} other {当前余额为 {balance}。}}{reason, select, none {} other {备注：{reason}}}',
    },
  },
} as const satisfies EventTypeEntry;
