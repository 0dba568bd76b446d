import type { EventTypeEntry } from './entry.js';

export const refundSucceeded = {
  key: 'refund.succeeded',
  category: 'REFUNDS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: true,
  sample: 'dodo.refund.succeeded',
  facts: ['amount', 'customer', 'reason', 'refund', 'payment'],
  texts: {
    en: {
      name: 'Refund completed',
      description: 'A refund went through: the money has gone back to the customer.',
      title:
        'Refund{amount, select, none {} other { of {amount}}}{customer, select, none {} other { to {customer}}} completed',
      body: 'The money has gone back to the customer.{reason, select, none {} other { Reason given: {reason}}}',
    },
    fr: {
      name: 'Remboursement effectué',
      description: 'Un remboursement a abouti : les fonds ont été retournés au client.',
      title:
        'Remboursement{amount, select, none {} other { de {amount}}} effectué{customer, select, none {} other { ({customer})}}',
      body: 'Les fonds ont été retournés au client.{reason, select, none {} other { Motif indiqué : {reason}}}',
    },
    de: {
      name: 'Erstattung abgeschlossen',
      description: 'Eine Erstattung war erfolgreich: Das Geld ist an den Kunden zurückgegangen.',
      title:
        'Erstattung{amount, select, none {} other { über {amount}}}{customer, select, none {} other { an {customer}}} abgeschlossen',
      body: 'Das Geld ist an den Kunden zurückgegangen.{reason, select, none {} other { Angegebener Grund: {reason}}}',
    },
    it: {
      name: 'Rimborso riuscito',
      description: 'Un rimborso è andato a buon fine: i fondi sono stati restituiti al cliente.',
      title:
        'Rimborso{amount, select, none {} other { di {amount}}}{customer, select, none {} other { a {customer}}} riuscito',
      body: 'I fondi sono stati restituiti al cliente.{reason, select, none {} other { Motivo indicato: {reason}}}',
    },
    id: {
      name: 'Pengembalian dana berhasil',
      description: 'Pengembalian dana berhasil: dana sudah dikembalikan kepada pelanggan.',
      title:
        'Pengembalian dana{amount, select, none {} other { {amount}}}{customer, select, none {} other { kepada {customer}}} berhasil',
      body: 'Dana sudah dikembalikan kepada pelanggan.{reason, select, none {} other { Alasan yang disebutkan: {reason}}}',
    },
    zh: {
      name: '退款成功',
      description: '退款已处理，资金已退还客户。',
      title: '退款成功{amount, select, none {} other {：{amount}}}{customer, select, none {} other {（{customer}）}}',
      body: '资金已退还客户。{reason, select, none {} other {所述原因：{reason}}}',
    },
  },
} as const satisfies EventTypeEntry;
