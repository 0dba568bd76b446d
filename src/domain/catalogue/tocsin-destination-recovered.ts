import type { EventTypeEntry } from './entry.js';

export const tocsinDestinationRecovered = {
  key: 'tocsin.destination_recovered',
  category: 'SYSTEM',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.destination_recovered',
  facts: ['about', 'since'],
  texts: {
    en: {
      name: 'Destination works again',
      description: 'Messages arrive at a destination again that had failed.',
      title: '{about, select, none {A destination} other {{about}}} works again',
      body: 'Messages arrive there again{since, select, none {} other { after failing since {since}}}.',
    },
    fr: {
      name: 'Destination rétablie',
      description: 'Les messages arrivent de nouveau à une destination en échec.',
      title: 'Rétabli : {about, select, none {une destination} other {{about}}}',
      body: 'Les messages y arrivent de nouveau{since, select, none {} other { après des échecs depuis le {since}}}.',
    },
    de: {
      name: 'Ziel geht wieder',
      description: 'Nachrichten kommen an einem gestörten Ziel wieder an.',
      title: '{about, select, none {Ein Ziel} other {{about}}} geht wieder',
      body: 'Nachrichten kommen dort wieder an{since, select, none {} other {; gestört war es seit {since}}}.',
    },
    it: {
      name: 'Destinazione ripristinata',
      description: 'I messaggi arrivano di nuovo a una destinazione che era in errore.',
      title: 'Funziona di nuovo: {about, select, none {una destinazione} other {{about}}}',
      body: 'I messaggi arrivano di nuovo{since, select, none {} other { dopo gli errori iniziati il {since}}}.',
    },
    id: {
      name: 'Tujuan pulih',
      description: 'Pesan kembali sampai ke tujuan yang tadinya gagal.',
      title: '{about, select, none {Suatu tujuan} other {{about}}} pulih kembali',
      body: 'Pesan kembali sampai ke sana{since, select, none {} other { setelah gagal sejak {since}}}.',
    },
    zh: {
      name: '目标已恢复',
      description: '消息重新送达之前失败的目标。',
      title: '{about, select, none {某个目标} other {{about}}}已恢复',
      body: '消息已重新送达{since, select, none {} other {，此前自 {since} 起失败}}。',
    },
  },
} as const satisfies EventTypeEntry;
