import type { EventTypeEntry } from './entry.js';

export const payoutFailed = {
  key: 'payout.failed',
  category: 'PAYOUTS',
  severity: 'CRITICAL',
  audiences: ['TEAM'],
  team: true,
  sample: 'dodo.payout.failed',
  facts: ['amount', 'payout', 'method', 'reason'],
  texts: {
    en: {
      name: 'Payout failed',
      description: 'A payout did not go through, often because of your bank details.',
      title: 'Payout{amount, select, none {} other { of {amount}}} failed: check your bank details',
      body: 'The payout to your bank account did not go through.{reason, select, none {} other { The provider says: {reason}}}',
      action: 'Check your bank details in the provider’s dashboard and correct them.',
    },
    fr: {
      name: 'Échec de virement',
      description: 'Un virement n’a pas abouti, souvent à cause de vos coordonnées bancaires.',
      title: 'Échec du virement{amount, select, none {} other { de {amount}}} : vérifiez vos coordonnées bancaires',
      body: 'Le virement vers votre compte bancaire n’a pas abouti.{reason, select, none {} other { Le prestataire indique : {reason}}}',
      action: 'Vérifiez vos coordonnées bancaires dans le tableau de bord du prestataire et corrigez-les.',
    },
    de: {
      name: 'Auszahlung fehlgeschlagen',
      description: 'Eine Auszahlung ist gescheitert, oft wegen falscher Bankdaten.',
      title: 'Auszahlung{amount, select, none {} other { über {amount}}} fehlgeschlagen: Bankdaten prüfen',
      body: 'Die Auszahlung auf Ihr Bankkonto ist gescheitert.{reason, select, none {} other { Der Anbieter meldet: {reason}}}',
      action: 'Prüfen und berichtigen Sie Ihre Bankdaten im Dashboard des Anbieters.',
    },
    it: {
      name: 'Bonifico fallito',
      description: 'Un bonifico non è andato a buon fine, spesso per via delle coordinate bancarie.',
      title: 'Bonifico{amount, select, none {} other { di {amount}}} fallito: controlla le coordinate bancarie',
      body: 'Il bonifico verso il tuo conto bancario non è andato a buon fine.{reason, select, none {} other { Il fornitore segnala: {reason}}}',
      action: 'Controlla le coordinate bancarie nella dashboard del fornitore e correggile.',
    },
    id: {
      name: 'Pencairan dana gagal',
      description: 'Pencairan dana tidak berhasil, sering kali karena data rekening bank.',
      title: 'Pencairan dana{amount, select, none {} other { {amount}}} gagal: periksa data rekening bank',
      body: 'Pencairan dana ke rekening bank Anda tidak berhasil.{reason, select, none {} other { Keterangan penyedia: {reason}}}',
      action: 'Periksa dan perbaiki data rekening bank Anda di dasbor penyedia.',
    },
    zh: {
      name: '提现失败',
      description: '提现未成功，常见原因是银行账户信息有误。',
      title: '提现失败{amount, select, none {} other {：{amount}}}，请检查银行账户信息',
      body: '转入您银行账户的提现未成功。{reason, select, none {} other {服务商说明：{reason}}}',
      action: '请在服务商后台检查并更正您的银行账户信息。',
    },
  },
} as const satisfies EventTypeEntry;
