import type { EventTypeEntry } from './entry.js';

export const creditOverageReset = {
  key: 'credit.overage_reset',
  category: 'CREDITS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.credit.overage_reset',
  facts: ['credits', 'balance', 'customer'],
  texts: {
    en: {
      name: 'Credit overage reset',
      description: 'Use beyond a customer’s credit balance was set back to zero.',
      title: 'Credit overage reset{customer, select, none {} other { for {customer}}}',
      body: 'The overage is back to zero.{credits, select, none {} other { Credits cleared: {credits}.}}',
    },
    fr: {
      name: 'Dépassement de crédits remis à zéro',
      description: 'L’utilisation au-delà du solde de crédits d’un client a été remise à zéro.',
      title: 'Dépassement de crédits remis à zéro{customer, select, none {} other { pour {customer}}}',
      body: 'Le dépassement est revenu à zéro.{credits, select, none {} other { Crédits effacés : {credits}.}}',
    },
    de: {
      name: 'Mehrverbrauch zurückgesetzt',
      description: 'Der Verbrauch über den Credit-Stand eines Kunden hinaus wurde auf null gesetzt.',
      title: 'Credit-Mehrverbrauch{customer, select, none {} other { von {customer}}} zurückgesetzt',
      body: 'Der Mehrverbrauch steht wieder auf null.{credits, select, none {} other { Gestrichene Credits: {credits}.}}',
    },
    it: {
      name: 'Consumo extra azzerato',
      description: 'Il consumo oltre il saldo crediti di un cliente è stato azzerato.',
      title: 'Consumo extra di crediti azzerato{customer, select, none {} other { per {customer}}}',
      body: 'Il consumo extra è tornato a zero.{credits, select, none {} other { Crediti azzerati: {credits}.}}',
    },
    id: {
      name: 'Kelebihan pemakaian dinolkan',
      description: 'Pemakaian di luar saldo kredit pelanggan dikembalikan ke nol.',
      title: 'Kelebihan pemakaian kredit{customer, select, none {} other { {customer}}} dinolkan',
      body: 'Kelebihan pemakaian kembali ke nol.{credits, select, none {} other { Kredit yang dihapus: {credits}.}}',
    },
    zh: {
      name: '超额用量已清零',
      description: '客户超出积分余额的用量已清零。',
      title: '{customer, select, none {} other {{customer} 的}}积分超额用量已清零',
      body: '超额用量已归零。{credits, select, none {} other {清除的积分：{credits}。}}',
    },
  },
} as const satisfies EventTypeEntry;
