import type { EventTypeEntry } from './entry.js';

export const tocsinSourceKeyRefused = {
  key: 'tocsin.source_key_refused',
  category: 'SYSTEM',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.source_key_refused',
  facts: ['about', 'reason'],
  texts: {
    en: {
      name: 'API key of a source refused',
      description: 'A provider refuses the API key by which missed disputes and payouts are found.',
      title: 'The API key of {about, select, none {a source} other {{about}}} is refused',
      body: 'Disputes and payouts that no webhook tells are no longer found.{reason, select, none {} other { Last answer: {reason}}}',
      action: 'Make a key at the provider that may read disputes and payouts, and set it for this source.',
    },
    fr: {
      name: 'Clé d’API d’une source refusée',
      description: 'Un prestataire refuse la clé d’API qui sert à trouver les litiges et virements manqués.',
      title: 'La clé d’API de {about, select, none {l’une des sources} other {{about}}} est refusée',
      body: 'Les litiges et virements qu’aucun webhook n’annonce ne sont plus trouvés.{reason, select, none {} other { Dernière réponse : {reason}}}',
      action: 'Créez chez le prestataire une clé pouvant lire litiges et virements, et indiquez-la pour cette source.',
    },
    de: {
      name: 'API-Schlüssel einer Quelle abgelehnt',
      description:
        'Ein Anbieter lehnt den API-Schlüssel ab, mit dem verpasste Streitfälle und Auszahlungen gefunden werden.',
      title: 'Der API-Schlüssel von {about, select, none {einer Quelle} other {{about}}} wird abgelehnt',
      body: 'Streitfälle und Auszahlungen, die kein Webhook meldet, werden nicht mehr gefunden.{reason, select, none {} other { Letzte Antwort: {reason}}}',
      action:
        'Legen Sie beim Anbieter einen Schlüssel an, der Streitfälle und Auszahlungen lesen darf, und tragen Sie ihn ein.',
    },
    it: {
      name: 'Chiave API di una sorgente rifiutata',
      description: 'Un fornitore rifiuta la chiave API con cui si trovano controversie e bonifici mancati.',
      title: 'La chiave API di {about, select, none {una sorgente} other {{about}}} è rifiutata',
      body: 'Controversie e bonifici che nessun webhook comunica non vengono più trovati.{reason, select, none {} other { Ultima risposta: {reason}}}',
      action:
        'Crea presso il fornitore una chiave che possa leggere controversie e bonifici e impostala per questa sorgente.',
    },
    id: {
      name: 'Kunci API sumber ditolak',
      description: 'Penyedia menolak kunci API yang dipakai untuk menemukan sengketa dan pencairan yang terlewat.',
      title: 'Kunci API {about, select, none {suatu sumber} other {{about}}} ditolak',
      body: 'Sengketa dan pencairan yang tidak dikabarkan webhook tidak ditemukan lagi.{reason, select, none {} other { Jawaban terakhir: {reason}}}',
      action: 'Buat kunci di penyedia yang boleh membaca sengketa dan pencairan, lalu pasang untuk sumber ini.',
    },
    zh: {
      name: '来源的 API 密钥被拒绝',
      description: '服务商拒绝了用于查找遗漏争议和提现的 API 密钥。',
      title: '{about, select, none {某个来源} other {{about}}}的 API 密钥被拒绝',
      body: '没有 Webhook 通知的争议和提现将无法再被发现。{reason, select, none {} other {最近的答复：{reason}}}',
      action: '请在服务商处创建可读取争议和提现的密钥，并为此来源设置。',
    },
  },
} as const satisfies EventTypeEntry;
