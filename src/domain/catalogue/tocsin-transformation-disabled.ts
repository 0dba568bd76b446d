import type { EventTypeEntry } from './entry.js';

export const tocsinTransformationDisabled = {
  key: 'tocsin.transformation_disabled',
  category: 'SYSTEM',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.transformation_disabled',
  facts: ['about', 'reason'],
  texts: {
    en: {
      name: 'Transformation switched off',
      description: 'The code of an endpoint failed several times in a row and no longer runs.',
      title: 'Transformation switched off{about, select, none {} other {: {about}}}',
      body: 'Your code failed several times in a row and no longer runs; the endpoint itself stays on.{reason, select, none {} other { Last error: {reason}}}',
      action: 'Correct the code, or go back to an earlier version.',
    },
    fr: {
      name: 'Transformation désactivée',
      description: 'Le code d’un point d’accès a échoué plusieurs fois de suite et ne s’exécute plus.',
      title: 'Transformation désactivée{about, select, none {} other { : {about}}}',
      body: 'Votre code a échoué plusieurs fois de suite et ne s’exécute plus ; le point d’accès reste actif.{reason, select, none {} other { Dernière erreur : {reason}}}',
      action: 'Corrigez le code, ou revenez à une version antérieure.',
    },
    de: {
      name: 'Transformation abgeschaltet',
      description: 'Der Code eines Endpunkts schlug mehrmals hintereinander fehl und läuft nicht mehr.',
      title: 'Transformation abgeschaltet{about, select, none {} other {: {about}}}',
      body: 'Ihr Code schlug mehrmals hintereinander fehl und läuft nicht mehr; der Endpunkt selbst bleibt eingeschaltet.{reason, select, none {} other { Letzter Fehler: {reason}}}',
      action: 'Berichtigen Sie den Code oder kehren Sie zu einer früheren Version zurück.',
    },
    it: {
      name: 'Trasformazione disattivata',
      description: 'Il codice di un endpoint è fallito più volte di seguito e non viene più eseguito.',
      title: 'Trasformazione disattivata{about, select, none {} other {: {about}}}',
      body: 'Il tuo codice è fallito più volte di seguito e non viene più eseguito; l’endpoint resta attivo.{reason, select, none {} other { Ultimo errore: {reason}}}',
      action: 'Correggi il codice o torna a una versione precedente.',
    },
    id: {
      name: 'Transformasi dinonaktifkan',
      description: 'Kode suatu endpoint gagal beberapa kali berturut-turut dan tidak lagi dijalankan.',
      title: 'Transformasi dinonaktifkan{about, select, none {} other {: {about}}}',
      body: 'Kode Anda gagal beberapa kali berturut-turut dan tidak lagi dijalankan; endpoint tetap aktif.{reason, select, none {} other { Kesalahan terakhir: {reason}}}',
      action: 'Perbaiki kodenya, atau kembali ke versi sebelumnya.',
    },
    zh: {
      name: '转换已停用',
      description: '某个端点的代码连续多次失败，已不再运行。',
      title: '转换已停用{about, select, none {} other {：{about}}}',
      body: '您的代码连续多次失败，已不再运行；端点本身仍启用。{reason, select, none {} other {最近的错误：{reason}}}',
      action: '请修正代码，或恢复到较早的版本。',
    },
  },
} as const satisfies EventTypeEntry;
