import type { EventTypeEntry } from './entry.js';

export const entitlementGrantDelivered = {
  key: 'entitlement_grant.delivered',
  category: 'LICENSE_KEYS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.entitlement_grant.delivered',
  facts: ['integration', 'customer', 'licenseKey', 'payment', 'subscription'],
  texts: {
    en: {
      name: 'Access delivered',
      description: 'A customer received access to something they bought.',
      title:
        'Access delivered{customer, select, none {} other { to {customer}}}{integration, select, none {} other {: {integration}}}',
      body: 'The customer can use the purchase now.',
    },
    fr: {
      name: 'Accès accordé',
      description: 'Un client a reçu l’accès à son achat.',
      title:
        'Accès accordé{customer, select, none {} other { à {customer}}}{integration, select, none {} other { : {integration}}}',
      body: 'Le client peut dès maintenant utiliser son achat.',
    },
    de: {
      name: 'Zugang bereitgestellt',
      description: 'Ein Kunde hat Zugang zu etwas Gekauftem erhalten.',
      title:
        'Zugang{customer, select, none {} other { für {customer}}} bereitgestellt{integration, select, none {} other {: {integration}}}',
      body: 'Der Kunde kann seinen Kauf jetzt nutzen.',
    },
    it: {
      name: 'Accesso consegnato',
      description: 'Un cliente ha ricevuto l’accesso a ciò che ha acquistato.',
      title:
        'Accesso consegnato{customer, select, none {} other { a {customer}}}{integration, select, none {} other {: {integration}}}',
      body: 'Il cliente può ora usare ciò che ha acquistato.',
    },
    id: {
      name: 'Akses diberikan',
      description: 'Pelanggan sudah mendapat akses ke yang dibelinya.',
      title:
        'Akses diberikan{customer, select, none {} other { kepada {customer}}}{integration, select, none {} other {: {integration}}}',
      body: 'Pelanggan sekarang dapat memakai pembeliannya.',
    },
    zh: {
      name: '权益已发放',
      description: '客户已获得所购内容的访问权限。',
      title:
        '{customer, select, none {} other {{customer} 的}}权益已发放{integration, select, none {} other {：{integration}}}',
      body: '客户现在可以使用所购内容。',
    },
  },
} as const satisfies EventTypeEntry;
