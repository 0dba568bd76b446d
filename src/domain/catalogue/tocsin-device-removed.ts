import type { EventTypeEntry } from './entry.js';

export const tocsinDeviceRemoved = {
  key: 'tocsin.device_removed',
  category: 'SYSTEM',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.device_removed',
  facts: ['about', 'reason'],
  texts: {
    en: {
      name: 'Device removed',
      description: 'A device takes no push messages any more.',
      title: 'Device removed{about, select, none {} other {: {about}}}',
      body: 'It takes no push messages any more, so it was removed.{reason, select, none {} other { The reason: {reason}}}',
      action: 'If it is still in use, sign in on it and allow notifications again.',
    },
    fr: {
      name: 'Appareil retiré',
      description: 'Un appareil n’accepte plus de notifications push.',
      title: 'Appareil retiré{about, select, none {} other { : {about}}}',
      body: 'Il n’accepte plus de notifications push et a donc été retiré.{reason, select, none {} other { Motif : {reason}}}',
      action: 'S’il est encore utilisé, connectez-vous-y et autorisez de nouveau les notifications.',
    },
    de: {
      name: 'Gerät entfernt',
      description: 'Ein Gerät nimmt keine Push-Nachrichten mehr an.',
      title: 'Gerät entfernt{about, select, none {} other {: {about}}}',
      body: 'Es nimmt keine Push-Nachrichten mehr an und wurde deshalb entfernt.{reason, select, none {} other { Der Grund: {reason}}}',
      action: 'Wird es noch benutzt, melden Sie sich dort an und erlauben Sie Benachrichtigungen wieder.',
    },
    it: {
      name: 'Dispositivo rimosso',
      description: 'Un dispositivo non accetta più notifiche push.',
      title: 'Dispositivo rimosso{about, select, none {} other {: {about}}}',
      body: 'Non accetta più notifiche push, quindi è stato rimosso.{reason, select, none {} other { Motivo: {reason}}}',
      action: 'Se è ancora in uso, accedi da lì e consenti di nuovo le notifiche.',
    },
    id: {
      name: 'Perangkat dihapus',
      description: 'Suatu perangkat tidak lagi menerima notifikasi push.',
      title: 'Perangkat dihapus{about, select, none {} other {: {about}}}',
      body: 'Perangkat ini tidak lagi menerima notifikasi push, sehingga dihapus.{reason, select, none {} other { Alasannya: {reason}}}',
      action: 'Jika masih dipakai, masuklah di perangkat itu dan izinkan notifikasi lagi.',
    },
    zh: {
      name: '设备已移除',
      description: '某台设备不再接收推送消息。',
      title: '设备已移除{about, select, none {} other {：{about}}}',
      body: '该设备不再接收推送消息，因此已移除。{reason, select, none {} other {原因：{reason}}}',
      action: '若仍在使用，请在该设备上登录并重新允许通知。',
    },
  },
} as const satisfies EventTypeEntry;
