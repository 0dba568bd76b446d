import type { EventTypeEntry } from './entry.js';

export const tocsinCoverageRestored = {
  key: 'tocsin.coverage_restored',
  category: 'SYSTEM',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.coverage_restored',
  facts: ['about'],
  texts: {
    en: {
      name: 'Gap closed',
      description: 'A critical event type reaches enough people again.',
      title:
        '{about, select, none {Critical alerts reach enough people again} other {Enough people hear of it again: {about}}}',
      body: 'At least one person hears of {about, select, none {it} other {{about}}} on two channels again.',
    },
    fr: {
      name: 'Alerte de nouveau couverte',
      description: 'Un type d’événement critique atteint de nouveau assez de monde.',
      title:
        '{about, select, none {Les alertes critiques sont de nouveau couvertes} other {De nouveau couvert : {about}}}',
      body: 'Au moins une personne est de nouveau avertie sur deux canaux{about, select, none {} other { : {about}}}.',
    },
    de: {
      name: 'Lücke geschlossen',
      description: 'Ein kritischer Ereignistyp erreicht wieder genügend Empfänger.',
      title:
        '{about, select, none {Kritische Alarme erreichen wieder genügend Empfänger} other {Wieder genügend Empfänger: {about}}}',
      body: 'Mindestens eine Person erfährt wieder auf zwei Kanälen davon{about, select, none {} other {: {about}}}.',
    },
    it: {
      name: 'Avviso di nuovo coperto',
      description: 'Un tipo di evento critico raggiunge di nuovo abbastanza persone.',
      title:
        '{about, select, none {Gli avvisi critici raggiungono di nuovo abbastanza persone} other {Di nuovo coperto: {about}}}',
      body: 'Almeno una persona è di nuovo avvisata su due canali{about, select, none {} other {: {about}}}.',
    },
    id: {
      name: 'Celah tertutup',
      description: 'Jenis peristiwa kritis kembali sampai ke cukup banyak orang.',
      title:
        '{about, select, none {Peringatan kritis kembali sampai ke cukup banyak orang} other {Penerima kembali cukup: {about}}}',
      body: 'Setidaknya satu orang kembali diberi tahu lewat dua saluran{about, select, none {} other {: {about}}}.',
    },
    zh: {
      name: '通知覆盖已恢复',
      description: '某个严重事件类型的接收人恢复充足。',
      title: '{about, select, none {严重警报的接收人已恢复充足} other {接收人已恢复充足：{about}}}',
      body: '至少有一人重新通过两个渠道接收{about, select, none {} other {：{about}}}。',
    },
  },
} as const satisfies EventTypeEntry;
