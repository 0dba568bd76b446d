import type { EventTypeEntry } from './entry.js';

export const creditExpired = {
  key: 'credit.expired',
  category: 'CREDITS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.credit.expired',
  facts: ['credits', 'balance', 'customer'],
  texts: {
    en: {
      name: 'Credits expired',
      description: 'Credits that a customer had not used in time are gone.',
      title:
        'Credits expired{customer, select, none {} other { for {customer}}}{credits, select, none {} other {: {credits}}}',
      body: 'They were not used in time.{balance, select, none {} other { The balance is now {balance}.}}',
    },
    fr: {
      name: 'Crédits expirés',
      description: 'Des crédits qu’un client n’a pas utilisés à temps sont perdus.',
      title:
        'Crédits expirés{customer, select, none {} other { pour {customer}}}{credits, select, none {} other { : {credits}}}',
      body: 'Ils n’ont pas été utilisés à temps.{balance, select, none {} other { Le nouveau solde est de {balance}.}}',
    },
    de: {
      name: 'Credits verfallen',
      description: 'Credits, die ein Kunde nicht rechtzeitig verbraucht hat, sind verfallen.',
      title:
        'Credits{customer, select, none {} other { von {customer}}} verfallen{credits, select, none {} other {: {credits}}}',
      body: 'Sie wurden nicht rechtzeitig verbraucht.{balance, select, none {} other { Der neue Stand beträgt {balance}.}}',
    },
    it: {
      name: 'Crediti scaduti',
      description: 'I crediti che un cliente non ha usato in tempo sono andati persi.',
      title:
        'Crediti scaduti{customer, select, none {} other { per {customer}}}{credits, select, none {} other {: {credits}}}',
      body: 'Non sono stati usati in tempo.{balance, select, none {} other { Il nuovo saldo è {balance}.}}',
    },
    id: {
      name: 'Kredit kedaluwarsa',
      description: 'Kredit yang tidak dipakai pelanggan tepat waktu sudah hangus.',
      title:
        'Kredit{customer, select, none {} other { {customer}}} kedaluwarsa{credits, select, none {} other {: {credits}}}',
      body: 'Kredit ini tidak dipakai tepat waktu.{balance, select, none {} other { Saldo sekarang {balance}.}}',
    },
    zh: {
      name: '积分已过期',
      description: '客户未及时使用的积分已失效。',
      title:
        '{customer, select, none {} other {{customer} 的}}积分已过期{credits, select, none {} other {：{credits}}}',
      body: '这些积分未及时使用。{balance, select, none {} other {当前余额为 {balance}。}}',
    },
  },
} as const satisfies EventTypeEntry;
