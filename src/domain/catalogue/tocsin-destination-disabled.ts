import type { EventTypeEntry } from './entry.js';

export const tocsinDestinationDisabled = {
  key: 'tocsin.destination_disabled',
  category: 'SYSTEM',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.destination_disabled',
  facts: ['about', 'reason', 'since'],
  texts: {
    en: {
      name: 'Destination switched off',
      description: 'A destination failed for too long or asked for nothing more.',
      title: '{about, select, none {A destination} other {{about}}} was switched off',
      body: 'Nothing is sent there any more.{reason, select, none {} other { Last answer: {reason}}}',
      action: 'Mend it, then switch it on again.',
    },
    fr: {
      name: 'Destination désactivée',
      description: 'Une destination a échoué trop longtemps ou ne veut plus rien recevoir.',
      title: 'Désactivé : {about, select, none {une destination} other {{about}}}',
      body: 'Plus rien n’y est envoyé.{reason, select, none {} other { Dernière réponse : {reason}}}',
      action: 'Réparez-la, puis réactivez-la.',
    },
    de: {
      name: 'Ziel abgeschaltet',
      description: 'Ein Ziel war zu lange gestört oder wollte nichts mehr bekommen.',
      title: '{about, select, none {Ein Ziel} other {{about}}} wurde abgeschaltet',
      body: 'Dorthin wird nichts mehr gesendet.{reason, select, none {} other { Letzte Antwort: {reason}}}',
      action: 'Beheben Sie die Störung und schalten Sie es wieder ein.',
    },
    it: {
      name: 'Destinazione disattivata',
      description: 'Una destinazione è rimasta in errore troppo a lungo o non vuole più ricevere nulla.',
      title: 'Disattivata: {about, select, none {una destinazione} other {{about}}}',
      body: 'Non le viene più inviato nulla.{reason, select, none {} other { Ultima risposta: {reason}}}',
      action: 'Riparala, poi riattivala.',
    },
    id: {
      name: 'Tujuan dinonaktifkan',
      description: 'Suatu tujuan terlalu lama gagal atau tidak mau menerima lagi.',
      title: '{about, select, none {Suatu tujuan} other {{about}}} dinonaktifkan',
      body: 'Tidak ada lagi yang dikirim ke sana.{reason, select, none {} other { Jawaban terakhir: {reason}}}',
      action: 'Perbaiki, lalu aktifkan kembali.',
    },
    zh: {
      name: '目标已停用',
      description: '某个目标失败时间过长，或不再接收消息。',
      title: '{about, select, none {某个目标} other {{about}}}已停用',
      body: '不再向其发送任何消息。{reason, select, none {} other {最近的答复：{reason}}}',
      action: '请修复后重新启用。',
    },
  },
} as const satisfies EventTypeEntry;
