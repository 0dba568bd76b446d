import type { EventTypeEntry } from './entry.js';

export const tocsinDestinationFailing = {
  key: 'tocsin.destination_failing',
  category: 'SYSTEM',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.destination_failing',
  facts: ['about', 'reason', 'since', 'endsAt'],
  texts: {
    en: {
      name: 'Destination failing',
      description: 'Messages to a destination keep failing; it will be switched off unless it works again.',
      title: '{about, select, none {A destination} other {{about}}} keeps failing',
      body: 'Messages have not arrived there{since, select, none {} other { since {since}}}.{reason, select, none {} other { Last answer: {reason}}}{endsAt, select, none {} other { Unless it works again, it will be switched off: {endsAt}.}}',
      action: 'Check its address and whether our access to it is still valid.',
    },
    fr: {
      name: 'Destination en échec',
      description: 'Les messages vers une destination échouent ; elle sera désactivée si elle ne refonctionne pas.',
      title: 'Échecs répétés : {about, select, none {une destination} other {{about}}}',
      body: 'Les messages n’y arrivent plus{since, select, none {} other { depuis le {since}}}.{reason, select, none {} other { Dernière réponse : {reason}}}{endsAt, select, none {} other { Sans rétablissement, elle sera désactivée le {endsAt}.}}',
      action: 'Vérifiez son adresse et si notre accès est toujours valable.',
    },
    de: {
      name: 'Ziel gestört',
      description: 'Nachrichten an ein Ziel schlagen fehl; es wird abgeschaltet, wenn es nicht wieder geht.',
      title: '{about, select, none {Ein Ziel} other {{about}}} ist gestört',
      body: 'Nachrichten kommen dort nicht mehr an{since, select, none {} other {, und das seit {since}}}.{reason, select, none {} other { Letzte Antwort: {reason}}}{endsAt, select, none {} other { Geht es nicht wieder, wird es abgeschaltet: {endsAt}.}}',
      action: 'Prüfen Sie die Adresse und ob unser Zugang noch gilt.',
    },
    it: {
      name: 'Destinazione in errore',
      description: 'I messaggi a una destinazione non arrivano; verrà disattivata se non torna a funzionare.',
      title: 'Errori ripetuti: {about, select, none {una destinazione} other {{about}}}',
      body: 'I messaggi non arrivano più{since, select, none {} other { dal {since}}}.{reason, select, none {} other { Ultima risposta: {reason}}}{endsAt, select, none {} other { Se non torna a funzionare, verrà disattivata: {endsAt}.}}',
      action: 'Controlla l’indirizzo e se il nostro accesso è ancora valido.',
    },
    id: {
      name: 'Tujuan bermasalah',
      description: 'Pesan ke suatu tujuan terus gagal; tujuan itu akan dinonaktifkan jika tidak pulih.',
      title: '{about, select, none {Suatu tujuan} other {{about}}} terus gagal',
      body: 'Pesan tidak sampai ke sana{since, select, none {} other { sejak {since}}}.{reason, select, none {} other { Jawaban terakhir: {reason}}}{endsAt, select, none {} other { Jika tidak pulih, tujuan ini akan dinonaktifkan: {endsAt}.}}',
      action: 'Periksa alamatnya dan apakah akses kami masih berlaku.',
    },
    zh: {
      name: '目标持续失败',
      description: '发往某个目标的消息持续失败；若不恢复将被停用。',
      title: '{about, select, none {某个目标} other {{about}}}持续失败',
      body: '{since, select, none {} other {自 {since} 起，}}消息无法送达该目标。{reason, select, none {} other {最近的答复：{reason}}}{endsAt, select, none {} other {若不恢复，将于 {endsAt} 停用。}}',
      action: '请检查其地址以及我们的访问权限是否仍有效。',
    },
  },
} as const satisfies EventTypeEntry;
