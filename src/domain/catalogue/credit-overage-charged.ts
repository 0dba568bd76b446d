import type { EventTypeEntry } from './entry.js';

export const creditOverageCharged = {
  key: 'credit.overage_charged',
  category: 'CREDITS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.credit.overage_charged',
  facts: ['credits', 'amount', 'balance', 'customer', 'payment'],
  texts: {
    en: {
      name: 'Credit overage charged',
      description: 'Use beyond a customer’s credit balance was billed.',
      title:
        'Credit overage charged{customer, select, none {} other { to {customer}}}{amount, select, none {} other {: {amount}}}',
      body: '{credits, select, none {The credits used beyond the balance have been billed.} other {Credits used beyond the balance: {credits}. They have been billed.}}',
    },
    fr: {
      name: 'Dépassement de crédits facturé',
      description: 'L’utilisation au-delà du solde de crédits d’un client a été facturée.',
      title:
        'Dépassement de crédits facturé{customer, select, none {} other { à {customer}}}{amount, select, none {} other { : {amount}}}',
      body: '{credits, select, none {Les crédits utilisés au-delà du solde ont été facturés.} other {Crédits utilisés au-delà du solde : {credits}. Ils ont été facturés.}}',
    },
    de: {
      name: 'Mehrverbrauch berechnet',
      description: 'Der Verbrauch über den Credit-Stand eines Kunden hinaus wurde berechnet.',
      title:
        'Credit-Mehrverbrauch{customer, select, none {} other { von {customer}}} berechnet{amount, select, none {} other {: {amount}}}',
      body: '{credits, select, none {Die über den Stand hinaus verbrauchten Credits wurden berechnet.} other {Über den Stand hinaus verbrauchte Credits: {credits}. Sie wurden berechnet.}}',
    },
    it: {
      name: 'Consumo extra addebitato',
      description: 'Il consumo oltre il saldo crediti di un cliente è stato addebitato.',
      title:
        'Consumo extra di crediti addebitato{customer, select, none {} other { a {customer}}}{amount, select, none {} other {: {amount}}}',
      body: '{credits, select, none {I crediti usati oltre il saldo sono stati addebitati.} other {Crediti usati oltre il saldo: {credits}. Sono stati addebitati.}}',
    },
    id: {
      name: 'Kelebihan pemakaian ditagih',
      description: 'Pemakaian di luar saldo kredit pelanggan sudah ditagih.',
      title:
        'Kelebihan pemakaian kredit ditagih{customer, select, none {} other { kepada {customer}}}{amount, select, none {} other {: {amount}}}',
      body: '{credits, select, none {Kredit yang dipakai di luar saldo sudah ditagih.} other {Kredit yang dipakai di luar saldo: {credits}. Kredit ini sudah ditagih.}}',
    },
    zh: {
      name: '超额用量已计费',
      description: '客户超出积分余额的用量已计费。',
      title:
        '{customer, select, none {} other {{customer} 的}}积分超额用量已计费{amount, select, none {} other {：{amount}}}',
      body: '{credits, select, none {超出余额使用的积分已计费。} other {超出余额使用的积分：{credits}，已计费。}}',
    },
  },
} as const satisfies EventTypeEntry;
