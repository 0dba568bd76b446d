import type { EventTypeEntry } from './entry.js';

export const entitlementGrantFailed = {
  key: 'entitlement_grant.failed',
  category: 'LICENSE_KEYS',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.entitlement_grant.failed',
  facts: ['integration', 'customer', 'reason', 'payment', 'subscription'],
  texts: {
    en: {
      name: 'Access delivery failed',
      description: 'A customer did not get access to what they bought.',
      title:
        'Access could not be delivered{customer, select, none {} other { to {customer}}}{integration, select, none {} other {: {integration}}}',
      body: '{reason, select, none {The provider gave no reason.} other {The provider says: {reason}}}',
      action: 'Check the integration, then grant the access again.',
    },
    fr: {
      name: 'Échec de l’accès',
      description: 'Un client n’a pas reçu l’accès à son achat.',
      title:
        'L’accès n’a pas pu être accordé{customer, select, none {} other { à {customer}}}{integration, select, none {} other { : {integration}}}',
      body: '{reason, select, none {Le prestataire n’a donné aucune raison.} other {Le prestataire indique : {reason}}}',
      action: 'Vérifiez l’intégration, puis accordez de nouveau l’accès.',
    },
    de: {
      name: 'Zugang fehlgeschlagen',
      description: 'Ein Kunde hat keinen Zugang zum Gekauften erhalten.',
      title:
        'Zugang{customer, select, none {} other { für {customer}}} konnte nicht bereitgestellt werden{integration, select, none {} other {: {integration}}}',
      body: '{reason, select, none {Der Anbieter nennt keinen Grund.} other {Der Anbieter meldet: {reason}}}',
      action: 'Prüfen Sie die Integration und gewähren Sie den Zugang dann erneut.',
    },
    it: {
      name: 'Consegna dell’accesso fallita',
      description: 'Un cliente non ha ricevuto l’accesso a ciò che ha acquistato.',
      title:
        'Consegna dell’accesso fallita{customer, select, none {} other { per {customer}}}{integration, select, none {} other {: {integration}}}',
      body: '{reason, select, none {Il fornitore non indica un motivo.} other {Il fornitore segnala: {reason}}}',
      action: 'Controlla l’integrazione, poi concedi di nuovo l’accesso.',
    },
    id: {
      name: 'Pemberian akses gagal',
      description: 'Pelanggan tidak mendapat akses ke yang dibelinya.',
      title:
        'Akses gagal diberikan{customer, select, none {} other { kepada {customer}}}{integration, select, none {} other {: {integration}}}',
      body: '{reason, select, none {Penyedia tidak memberi alasan.} other {Keterangan penyedia: {reason}}}',
      action: 'Periksa integrasi, lalu berikan akses sekali lagi.',
    },
    zh: {
      name: '权益发放失败',
      description: '客户没有获得所购内容的访问权限。',
      title:
        '{customer, select, none {} other {{customer} 的}}权益发放失败{integration, select, none {} other {：{integration}}}',
      body: '{reason, select, none {服务商未说明原因。} other {服务商说明：{reason}}}',
      action: '请检查该集成，然后重新发放权益。',
    },
  },
} as const satisfies EventTypeEntry;
