import type { EventTypeEntry } from './entry.js';

export const tocsinAddressSuppressed = {
  key: 'tocsin.address_suppressed',
  category: 'SYSTEM',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.address_suppressed',
  facts: ['about', 'reason'],
  texts: {
    en: {
      name: 'Address suppressed',
      description: 'Mail to an address bounced, was reported as spam or was unsubscribed.',
      title: 'No more e-mail to {about, select, none {an address} other {{about}}}',
      body: 'Mail to this address bounced or was refused, so nothing more is sent there.{reason, select, none {} other { What came back: {reason}}}',
      action: 'Enter another address for this person, or ask them to mend the mailbox.',
    },
    fr: {
      name: 'Adresse bloquée',
      description: 'Le courrier vers une adresse a été rejeté, signalé comme indésirable ou désabonné.',
      title: 'Plus d’e-mails à {about, select, none {une adresse} other {{about}}}',
      body: 'Le courrier vers cette adresse a été rejeté ou refusé ; plus rien n’y est envoyé.{reason, select, none {} other { Réponse reçue : {reason}}}',
      action: 'Saisissez une autre adresse pour cette personne, ou demandez-lui de rétablir sa boîte.',
    },
    de: {
      name: 'Adresse gesperrt',
      description: 'Mail an eine Adresse kam zurück, wurde als Spam gemeldet oder abbestellt.',
      title: 'Keine E-Mails mehr an {about, select, none {eine Adresse} other {{about}}}',
      body: 'Mail an diese Adresse kam zurück oder wurde abgelehnt; dorthin wird nichts mehr gesendet.{reason, select, none {} other { Die Rückmeldung: {reason}}}',
      action:
        'Tragen Sie für diese Person eine andere Adresse ein oder bitten Sie sie, das Postfach in Ordnung zu bringen.',
    },
    it: {
      name: 'Indirizzo bloccato',
      description: 'La posta a un indirizzo è stata respinta, segnalata come spam o disiscritta.',
      title: 'Niente più e-mail a {about, select, none {un indirizzo} other {{about}}}',
      body: 'La posta a questo indirizzo è stata respinta o rifiutata, quindi non viene più inviato nulla.{reason, select, none {} other { Risposta ricevuta: {reason}}}',
      action: 'Inserisci un altro indirizzo per questa persona o chiedile di sistemare la casella.',
    },
    id: {
      name: 'Alamat diblokir',
      description: 'Surel ke suatu alamat terpental, dilaporkan sebagai spam, atau berhenti berlangganan.',
      title: 'Tidak ada lagi email ke {about, select, none {suatu alamat} other {{about}}}',
      body: 'Email ke alamat ini terpental atau ditolak, sehingga tidak ada lagi yang dikirim ke sana.{reason, select, none {} other { Jawaban yang diterima: {reason}}}',
      action: 'Masukkan alamat lain untuk orang ini, atau minta ia memperbaiki kotak suratnya.',
    },
    zh: {
      name: '地址已停止发送',
      description: '发往某个地址的邮件被退回、被举报为垃圾邮件或被退订。',
      title: '不再向{about, select, none {某个地址} other { {about} }}发送邮件',
      body: '发往该地址的邮件被退回或拒收，因此不再发送。{reason, select, none {} other {收到的答复：{reason}}}',
      action: '请为此人填写其他地址，或请其修复邮箱。',
    },
  },
} as const satisfies EventTypeEntry;
