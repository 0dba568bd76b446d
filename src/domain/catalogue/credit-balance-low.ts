import type { EventTypeEntry } from './entry.js';

export const creditBalanceLow = {
  key: 'credit.balance_low',
  category: 'CREDITS',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.credit.balance_low',
  facts: ['balance', 'customer', 'subscription'],
  texts: {
    en: {
      name: 'Credit balance low',
      description: 'A customer’s credits fell below the threshold you set.',
      title:
        'Credit balance low{customer, select, none {} other { for {customer}}}{balance, select, none {} other {: {balance} left}}',
      body: 'The balance fell below the threshold you set.',
      action: 'Offer the customer more credits or a larger plan before the balance runs out.',
    },
    fr: {
      name: 'Solde de crédits faible',
      description: 'Les crédits d’un client sont passés sous le seuil que vous avez fixé.',
      title:
        'Solde de crédits faible{customer, select, none {} other { pour {customer}}}{balance, select, none {} other { : il reste {balance}}}',
      body: 'Le solde est passé sous le seuil que vous avez fixé.',
      action: 'Proposez au client des crédits ou un plan supérieur avant que le solde soit épuisé.',
    },
    de: {
      name: 'Credit-Stand niedrig',
      description: 'Die Credits eines Kunden sind unter die von Ihnen gesetzte Schwelle gefallen.',
      title:
        'Credit-Stand{customer, select, none {} other { von {customer}}} niedrig{balance, select, none {} other {: noch {balance}}}',
      body: 'Der Stand ist unter die von Ihnen gesetzte Schwelle gefallen.',
      action: 'Bieten Sie dem Kunden weitere Credits oder einen größeren Tarif an, bevor sie aufgebraucht sind.',
    },
    it: {
      name: 'Saldo crediti basso',
      description: 'I crediti di un cliente sono scesi sotto la soglia che hai impostato.',
      title:
        'Saldo crediti basso{customer, select, none {} other { per {customer}}}{balance, select, none {} other {: restano {balance}}}',
      body: 'Il saldo è sceso sotto la soglia che hai impostato.',
      action: 'Proponi al cliente altri crediti o un piano superiore prima che il saldo si esaurisca.',
    },
    id: {
      name: 'Saldo kredit menipis',
      description: 'Kredit pelanggan turun di bawah ambang yang Anda tetapkan.',
      title:
        'Saldo kredit{customer, select, none {} other { {customer}}} menipis{balance, select, none {} other {: tersisa {balance}}}',
      body: 'Saldo turun di bawah ambang yang Anda tetapkan.',
      action: 'Tawarkan tambahan kredit atau paket yang lebih besar sebelum saldonya habis.',
    },
    zh: {
      name: '积分余额不足',
      description: '客户的积分已低于您设置的阈值。',
      title:
        '{customer, select, none {} other {{customer} 的}}积分余额不足{balance, select, none {} other {：剩余 {balance}}}',
      body: '余额已低于您设置的阈值。',
      action: '请在积分用完之前为客户提供更多积分或更高的方案。',
    },
  },
} as const satisfies EventTypeEntry;
