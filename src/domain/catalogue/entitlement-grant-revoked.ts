import type { EventTypeEntry } from './entry.js';

export const entitlementGrantRevoked = {
  key: 'entitlement_grant.revoked',
  category: 'LICENSE_KEYS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.entitlement_grant.revoked',
  facts: ['integration', 'customer', 'reason', 'payment', 'subscription', 'endsAt'],
  texts: {
    en: {
      name: 'Access revoked',
      description: 'A customer’s access to something they bought was withdrawn.',
      title:
        'Access revoked{customer, select, none {} other { for {customer}}}{integration, select, none {} other {: {integration}}}',
      body: 'The customer can no longer use it.{reason, select, none {} other { Reason given: {reason}}}',
    },
    fr: {
      name: 'Accès révoqué',
      description: 'L’accès d’un client à son achat a été retiré.',
      title:
        'Accès révoqué{customer, select, none {} other { pour {customer}}}{integration, select, none {} other { : {integration}}}',
      body: 'Le client ne peut plus l’utiliser.{reason, select, none {} other { Motif indiqué : {reason}}}',
    },
    de: {
      name: 'Zugang entzogen',
      description: 'Einem Kunden wurde der Zugang zu etwas Gekauftem entzogen.',
      title:
        'Zugang{customer, select, none {} other { für {customer}}} entzogen{integration, select, none {} other {: {integration}}}',
      body: 'Der Kunde kann ihn nicht mehr nutzen.{reason, select, none {} other { Genannter Grund: {reason}}}',
    },
    it: {
      name: 'Accesso revocato',
      description: 'A un cliente è stato tolto l’accesso a ciò che aveva acquistato.',
      title:
        'Accesso revocato{customer, select, none {} other { per {customer}}}{integration, select, none {} other {: {integration}}}',
      body: 'Il cliente non può più usarlo.{reason, select, none {} other { Motivo indicato: {reason}}}',
    },
    id: {
      name: 'Akses dicabut',
      description: 'Akses pelanggan ke yang dibelinya dicabut.',
      title:
        'Akses dicabut{customer, select, none {} other { untuk {customer}}}{integration, select, none {} other {: {integration}}}',
      body: 'Pelanggan tidak dapat memakainya lagi.{reason, select, none {} other { Alasan yang diberikan: {reason}}}',
    },
    zh: {
      name: '权益已撤销',
      description: '客户对所购内容的访问权限已被收回。',
      title:
        '{customer, select, none {} other {{customer} 的}}权益已撤销{integration, select, none {} other {：{integration}}}',
      body: '客户已无法继续使用。{reason, select, none {} other {撤销原因：{reason}}}',
    },
  },
} as const satisfies EventTypeEntry;
