import type { EventTypeEntry } from './entry.js';

export const tocsinPreferencesReview = {
  key: 'tocsin.preferences_review',
  category: 'SYSTEM',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.preferences_review',
  facts: ['review'],
  texts: {
    en: {
      name: 'Quarterly review',
      description: 'Four times a year: who gets what, so that it can be corrected.',
      title: 'Time to review who gets which notifications',
      body: 'Below is what each person and endpoint gets now, as the number of event types in each category.',
      action: 'Check whether somebody has left or changed roles, and correct what is no longer right.',
    },
    fr: {
      name: 'Revue trimestrielle',
      description: 'Quatre fois par an : qui reçoit quoi, afin de pouvoir le corriger.',
      title: 'Il est temps de revoir qui reçoit quelles notifications',
      body: 'Voici ce que reçoit chaque personne et chaque point d’accès : le nombre de types d’événements par catégorie.',
      action: 'Vérifiez si quelqu’un est parti ou a changé de fonction, et corrigez ce qui n’est plus juste.',
    },
    de: {
      name: 'Vierteljährliche Durchsicht',
      description: 'Viermal im Jahr: wer was bekommt, damit es berichtigt werden kann.',
      title: 'Bitte prüfen Sie, wer welche Benachrichtigungen bekommt',
      body: 'Unten steht, was jede Person und jeder Endpunkt jetzt bekommt: die Zahl der Ereignistypen je Kategorie.',
      action:
        'Prüfen Sie, ob jemand gegangen ist oder andere Aufgaben hat, und berichtigen Sie, was nicht mehr stimmt.',
    },
    it: {
      name: 'Revisione trimestrale',
      description: 'Quattro volte l’anno: chi riceve che cosa, per poterlo correggere.',
      title: 'È ora di rivedere chi riceve quali notifiche',
      body: 'Qui sotto trovi che cosa ricevono ora ogni persona e ogni endpoint: il numero di tipi di evento per categoria.',
      action: 'Controlla se qualcuno è andato via o ha cambiato ruolo e correggi ciò che non è più giusto.',
    },
    id: {
      name: 'Tinjauan triwulanan',
      description: 'Empat kali setahun: siapa menerima apa, agar dapat diperbaiki.',
      title: 'Saatnya meninjau siapa menerima notifikasi apa',
      body: 'Di bawah ini adalah apa yang kini diterima setiap orang dan endpoint: jumlah jenis peristiwa per kategori.',
      action: 'Periksa apakah ada yang keluar atau berganti tugas, lalu perbaiki yang tidak lagi sesuai.',
    },
    zh: {
      name: '季度检查',
      description: '每年四次：谁接收什么，以便更正。',
      title: '请检查谁接收哪些通知',
      body: '以下是每个人和每个端点目前接收的内容：各类别的事件类型数。',
      action: '请确认是否有人离职或更换职责，并更正不再合适的设置。',
    },
  },
} as const satisfies EventTypeEntry;
