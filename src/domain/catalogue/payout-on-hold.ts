import type { EventTypeEntry } from './entry.js';

export const payoutOnHold = {
  key: 'payout.on_hold',
  category: 'PAYOUTS',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: true,
  sample: 'dodo.payout.on_hold',
  facts: ['amount', 'payout', 'method', 'reason'],
  texts: {
    en: {
      name: 'Payout on hold',
      description: 'A payout is paused or under review; documents may be needed.',
      title: 'Payout{amount, select, none {} other { of {amount}}} on hold: see what is asked for',
      body: 'The payout is paused or under review.{reason, select, none {} other { The provider says: {reason}}}',
      action: 'Check in the provider’s dashboard whether information or documents are asked for, and send them.',
    },
    fr: {
      name: 'Virement en attente',
      description: 'Un virement est en pause ou en révision ; des documents peuvent être demandés.',
      title: 'Virement{amount, select, none {} other { de {amount}}} en attente : voyez ce qui est demandé',
      body: 'Le virement est en pause ou en révision.{reason, select, none {} other { Le prestataire indique : {reason}}}',
      action:
        'Vérifiez dans le tableau de bord du prestataire si des informations ou des documents sont demandés, et envoyez-les.',
    },
    de: {
      name: 'Auszahlung angehalten',
      description: 'Eine Auszahlung ist angehalten oder wird geprüft; eventuell fehlen Unterlagen.',
      title: 'Auszahlung{amount, select, none {} other { über {amount}}} angehalten: prüfen, was verlangt wird',
      body: 'Die Auszahlung ist angehalten oder wird geprüft.{reason, select, none {} other { Der Anbieter meldet: {reason}}}',
      action:
        'Sehen Sie im Dashboard des Anbieters nach, ob Angaben oder Unterlagen verlangt werden, und reichen Sie diese ein.',
    },
    it: {
      name: 'Bonifico in sospeso',
      description: 'Un bonifico è sospeso o in verifica; potrebbero servire documenti.',
      title: 'Bonifico{amount, select, none {} other { di {amount}}} in sospeso: controlla che cosa è richiesto',
      body: 'Il bonifico è sospeso o in verifica.{reason, select, none {} other { Il fornitore segnala: {reason}}}',
      action: 'Controlla nella dashboard del fornitore se servono informazioni o documenti, e inviali.',
    },
    id: {
      name: 'Pencairan dana ditahan',
      description: 'Pencairan dana dijeda atau sedang ditinjau; dokumen mungkin diperlukan.',
      title: 'Pencairan dana{amount, select, none {} other { {amount}}} ditahan: periksa apa yang diminta',
      body: 'Pencairan dana dijeda atau sedang ditinjau.{reason, select, none {} other { Keterangan penyedia: {reason}}}',
      action: 'Periksa di dasbor penyedia apakah ada informasi atau dokumen yang diminta, lalu kirimkan.',
    },
    zh: {
      name: '提现暂停',
      description: '提现被暂停或正在审核，可能需要补充材料。',
      title: '提现暂停{amount, select, none {} other {：{amount}}}，请查看所需材料',
      body: '提现被暂停或正在审核。{reason, select, none {} other {服务商说明：{reason}}}',
      action: '请在服务商后台查看是否需要补充信息或材料，并及时提交。',
    },
  },
} as const satisfies EventTypeEntry;
