import type { EventTypeEntry } from './entry.js';

export const entitlementGrantCreated = {
  key: 'entitlement_grant.created',
  category: 'LICENSE_KEYS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.entitlement_grant.created',
  facts: ['integration', 'customer', 'payment', 'subscription'],
  texts: {
    en: {
      name: 'Access grant created',
      description: 'A customer is to get access to something they bought: a group, a repository, files or a license.',
      title:
        'Access grant created{customer, select, none {} other { for {customer}}}{integration, select, none {} other {: {integration}}}',
      body: 'Delivery is pending; the customer may have to connect an account first.',
    },
    fr: {
      name: 'Droit d’accès créé',
      description: 'Un client va recevoir l’accès à son achat : groupe, dépôt, fichiers ou licence.',
      title:
        'Droit d’accès créé{customer, select, none {} other { pour {customer}}}{integration, select, none {} other { : {integration}}}',
      body: 'L’accès n’est pas encore accordé ; le client doit peut-être d’abord connecter un compte.',
    },
    de: {
      name: 'Zugang angelegt',
      description: 'Ein Kunde soll Zugang zu etwas Gekauftem erhalten: Gruppe, Repository, Dateien oder Lizenz.',
      title:
        'Zugang{customer, select, none {} other { für {customer}}} angelegt{integration, select, none {} other {: {integration}}}',
      body: 'Die Bereitstellung steht noch aus; der Kunde muss eventuell erst ein Konto verbinden.',
    },
    it: {
      name: 'Accesso creato',
      description: 'Un cliente sta per ricevere l’accesso a ciò che ha acquistato: gruppo, repository, file o licenza.',
      title:
        'Accesso creato{customer, select, none {} other { per {customer}}}{integration, select, none {} other {: {integration}}}',
      body: 'La consegna è in corso; il cliente potrebbe dover prima collegare un account.',
    },
    id: {
      name: 'Hak akses dibuat',
      description: 'Pelanggan akan mendapat akses ke yang dibelinya: grup, repositori, berkas, atau lisensi.',
      title:
        'Hak akses dibuat{customer, select, none {} other { untuk {customer}}}{integration, select, none {} other {: {integration}}}',
      body: 'Akses belum diberikan; pelanggan mungkin harus menghubungkan akun terlebih dahulu.',
    },
    zh: {
      name: '权益已创建',
      description: '客户即将获得所购内容的访问权限：群组、代码库、文件或许可证。',
      title:
        '{customer, select, none {} other {{customer} 的}}权益已创建{integration, select, none {} other {：{integration}}}',
      body: '权益尚待发放，客户可能需要先关联账户。',
    },
  },
} as const satisfies EventTypeEntry;
