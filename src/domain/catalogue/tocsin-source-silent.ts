import type { EventTypeEntry } from './entry.js';

export const tocsinSourceSilent = {
  key: 'tocsin.source_silent',
  category: 'SYSTEM',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.source_silent',
  facts: ['about', 'since'],
  texts: {
    en: {
      name: 'Source silent',
      description: 'No events come from a source that usually sends some.',
      title: 'No events from {about, select, none {a source} other {{about}}}',
      body: 'Nothing has come from this source{since, select, none {} other { since {since}}}, much longer than usual.',
      action: 'Check the webhook in the provider’s dashboard.',
    },
    fr: {
      name: 'Source muette',
      description: 'Aucun événement d’une source qui en envoie d’habitude.',
      title: 'Aucun événement de {about, select, none {l’une des sources} other {{about}}}',
      body: 'Rien n’est arrivé de cette source{since, select, none {} other { depuis le {since}}}, bien plus longtemps que d’habitude.',
      action: 'Vérifiez le webhook dans le tableau de bord du prestataire.',
    },
    de: {
      name: 'Quelle verstummt',
      description: 'Von einer Quelle, die sonst sendet, kommen keine Ereignisse.',
      title: 'Keine Ereignisse von {about, select, none {einer Quelle} other {{about}}}',
      body: 'Von dieser Quelle kam nichts mehr{since, select, none {} other { seit {since}}}, viel länger als sonst.',
      action: 'Prüfen Sie den Webhook im Dashboard des Anbieters.',
    },
    it: {
      name: 'Sorgente silenziosa',
      description: 'Nessun evento da una sorgente che di solito ne invia.',
      title: 'Nessun evento da {about, select, none {una sorgente} other {{about}}}',
      body: 'Da questa sorgente non è arrivato nulla{since, select, none {} other { dal {since}}}, molto più a lungo del solito.',
      action: 'Controlla il webhook nella dashboard del fornitore.',
    },
    id: {
      name: 'Sumber diam',
      description: 'Tidak ada peristiwa dari sumber yang biasanya mengirim.',
      title: 'Tidak ada peristiwa dari {about, select, none {suatu sumber} other {{about}}}',
      body: 'Tidak ada yang datang dari sumber ini{since, select, none {} other { sejak {since}}}, jauh lebih lama dari biasanya.',
      action: 'Periksa webhook di dasbor penyedia.',
    },
    zh: {
      name: '来源静默',
      description: '平时会发送事件的来源没有任何事件。',
      title: '没有来自{about, select, none {某个来源} other { {about} }}的事件',
      body: '{since, select, none {} other {自 {since} 起，}}该来源未发来任何内容，远超平时的间隔。',
      action: '请在服务商后台检查 Webhook。',
    },
  },
} as const satisfies EventTypeEntry;
