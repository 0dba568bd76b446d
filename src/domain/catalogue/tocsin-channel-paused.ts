import type { EventTypeEntry } from './entry.js';

export const tocsinChannelPaused = {
  key: 'tocsin.channel_paused',
  category: 'SYSTEM',
  severity: 'CRITICAL',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.channel_paused',
  facts: ['about', 'reason'],
  texts: {
    en: {
      name: 'Channel paused',
      description: 'The provider of a channel refuses our credentials: nothing goes out by it.',
      title:
        '{about, select, none {A channel} other {{about}}} is paused: renew the credentials that its provider refuses',
      body: 'Nothing goes out this way until the credentials are right again.{reason, select, none {} other { Last answer: {reason}}}',
      action: 'Check the credentials in the settings of this installation and renew them.',
    },
    fr: {
      name: 'Canal suspendu',
      description: 'Le prestataire d’un canal refuse nos identifiants : plus rien ne part par ce canal.',
      title:
        '{about, select, none {Un canal} other {{about}}} suspendu : renouvelez les identifiants refusés par le prestataire',
      body: 'Plus rien ne part par ce canal tant que les identifiants ne sont pas corrigés.{reason, select, none {} other { Dernière réponse : {reason}}}',
      action: 'Vérifiez les identifiants dans la configuration de cette installation et renouvelez-les.',
    },
    de: {
      name: 'Kanal angehalten',
      description: 'Der Anbieter eines Kanals lehnt unsere Zugangsdaten ab: Dort geht nichts mehr hinaus.',
      title:
        '{about, select, none {Ein Kanal} other {{about}}} ist angehalten: abgelehnte Zugangsdaten beim Anbieter erneuern',
      body: 'Auf diesem Weg geht nichts hinaus, bis die Zugangsdaten wieder stimmen.{reason, select, none {} other { Letzte Antwort: {reason}}}',
      action: 'Prüfen und erneuern Sie die Zugangsdaten in den Einstellungen dieser Installation.',
    },
    it: {
      name: 'Canale sospeso',
      description: 'Il fornitore di un canale rifiuta le nostre credenziali: non parte più nulla.',
      title:
        '{about, select, none {Un canale} other {{about}}} sospeso: rinnova le credenziali rifiutate dal fornitore',
      body: 'Non parte nulla per questa via finché le credenziali non sono di nuovo valide.{reason, select, none {} other { Ultima risposta: {reason}}}',
      action: 'Controlla le credenziali nelle impostazioni di questa installazione e rinnovale.',
    },
    id: {
      name: 'Saluran dijeda',
      description: 'Penyedia suatu saluran menolak kredensial kami: tidak ada yang terkirim lewat saluran itu.',
      title: '{about, select, none {Suatu saluran} other {{about}}} dijeda: perbarui kredensial yang ditolak penyedia',
      body: 'Tidak ada yang terkirim lewat jalur ini sampai kredensialnya benar kembali.{reason, select, none {} other { Jawaban terakhir: {reason}}}',
      action: 'Periksa kredensial di pengaturan instalasi ini dan perbarui.',
    },
    zh: {
      name: '渠道已暂停',
      description: '某个渠道的服务商拒绝我们的凭据：无法通过它发送。',
      title: '{about, select, none {某个渠道} other {{about}}}已暂停：请更新被服务商拒绝的凭据',
      body: '在凭据恢复有效之前，无法通过此渠道发送。{reason, select, none {} other {最近的答复：{reason}}}',
      action: '请在本系统的设置中检查并更新凭据。',
    },
  },
} as const satisfies EventTypeEntry;
