import type { EventTypeEntry } from './entry.js';

export const tocsinCoverageGap = {
  key: 'tocsin.coverage_gap',
  category: 'SYSTEM',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.coverage_gap',
  facts: ['about'],
  texts: {
    en: {
      name: 'Gap in who is told',
      description: 'A critical event type reaches nobody, or only one person on one channel.',
      title:
        '{about, select, none {A critical event type reaches too few people} other {Too few people hear of: {about}}}',
      body: 'A critical alert should reach at least one person on two channels.{about, select, none {} other { This is not so for: {about}.}}',
      action: 'Switch on a second channel for somebody, or add another person.',
    },
    fr: {
      name: 'Alerte mal couverte',
      description: 'Un type d’événement critique n’atteint personne, ou une seule personne sur un seul canal.',
      title:
        '{about, select, none {Un type d’événement critique atteint trop peu de monde} other {Trop peu de personnes averties : {about}}}',
      body: 'Une alerte critique doit atteindre au moins une personne sur deux canaux.{about, select, none {} other { Ce n’est pas le cas pour : {about}.}}',
      action: 'Activez un second canal pour quelqu’un, ou ajoutez une autre personne.',
    },
    de: {
      name: 'Lücke bei den Empfängern',
      description: 'Ein kritischer Ereignistyp erreicht niemanden oder nur eine Person auf einem einzigen Kanal.',
      title:
        '{about, select, none {Ein kritischer Ereignistyp erreicht zu wenige} other {Zu wenige erfahren davon: {about}}}',
      body: 'Ein kritischer Alarm soll mindestens eine Person auf zwei Kanälen erreichen.{about, select, none {} other { Das gilt nicht für: {about}.}}',
      action: 'Schalten Sie für jemanden einen zweiten Kanal ein oder fügen Sie eine weitere Person hinzu.',
    },
    it: {
      name: 'Avviso poco coperto',
      description: 'Un tipo di evento critico non raggiunge nessuno, o una sola persona su un solo canale.',
      title:
        '{about, select, none {Un tipo di evento critico raggiunge troppo poche persone} other {Troppo poche persone avvisate: {about}}}',
      body: 'Un avviso critico deve raggiungere almeno una persona su due canali.{about, select, none {} other { Non è così per: {about}.}}',
      action: 'Attiva un secondo canale per qualcuno o aggiungi un’altra persona.',
    },
    id: {
      name: 'Celah penerima',
      description: 'Jenis peristiwa kritis tidak sampai ke siapa pun, atau hanya ke satu orang lewat satu saluran.',
      title:
        '{about, select, none {Jenis peristiwa kritis menjangkau terlalu sedikit orang} other {Terlalu sedikit yang diberi tahu: {about}}}',
      body: 'Peringatan kritis harus sampai ke setidaknya satu orang lewat dua saluran.{about, select, none {} other { Ini belum terpenuhi untuk: {about}.}}',
      action: 'Aktifkan saluran kedua untuk seseorang, atau tambahkan orang lain.',
    },
    zh: {
      name: '通知覆盖不足',
      description: '某个严重事件类型无人接收，或仅一人通过一个渠道接收。',
      title: '{about, select, none {有严重事件类型的接收人过少} other {接收人过少：{about}}}',
      body: '严重警报应至少通过两个渠道送达一人。{about, select, none {} other {以下类型未达到要求：{about}。}}',
      action: '请为某人开启第二个渠道，或再添加一人。',
    },
  },
} as const satisfies EventTypeEntry;
