/** What the pages behind links say, in every locale: ICU texts. A name that takes no argument is a plain sentence. */
import type { Locale } from './vocabulary.js';

type Words = Record<Locale, string>;

/** `heading` takes amount and customer (or `none`), `takenBy`, `filedBy` and `wasFirst` take who and when, `over` takes state. */
export const PAGE_WORDS = {
  heading: {
    en: 'Dispute{amount, select, none {} other { of {amount}}}{customer, select, none {} other { from {customer}}}',
    fr: 'Litige{amount, select, none {} other { de {amount}}}{customer, select, none {} other { avec {customer}}}',
    de: 'Streitfall{amount, select, none {} other { über {amount}}}{customer, select, none {} other { mit {customer}}}',
    it: 'Controversia{amount, select, none {} other { di {amount}}}{customer, select, none {} other { con {customer}}}',
    id: 'Sengketa{amount, select, none {} other { sebesar {amount}}}{customer, select, none {} other { dari {customer}}}',
    zh: '争议{amount, select, none {} other {：{amount}}}{customer, select, none {} other {，来自 {customer}}}',
  },
  explain: {
    en: 'Taking it keeps the next reminder from going one level up. Reminders go on until the answer is filed with the payment provider.',
    fr: 'Si vous le prenez, le prochain rappel ne monte pas d’un niveau. Les rappels continuent jusqu’à ce que la réponse soit déposée chez le prestataire de paiement.',
    de: 'Wenn Sie ihn übernehmen, geht die nächste Erinnerung nicht eine Stufe höher. Erinnert wird, bis die Antwort beim Zahlungsanbieter eingereicht ist.',
    it: 'Se la prendi in carico, il prossimo promemoria non sale di livello. I promemoria continuano finché la risposta non è depositata presso il fornitore di pagamenti.',
    id: 'Jika Anda menanganinya, pengingat berikutnya tidak naik satu tingkat. Pengingat berlanjut sampai jawaban diajukan ke penyedia pembayaran.',
    zh: '接手后，下一次提醒不会升级。提醒会持续到答复已提交给支付服务商为止。',
  },
  take: {
    en: 'I’ll take it',
    fr: 'Je m’en occupe',
    de: 'Ich übernehme',
    it: 'Me ne occupo io',
    id: 'Saya tangani',
    zh: '我来处理',
  },
  filed: {
    en: 'The answer is filed',
    fr: 'La réponse est déposée',
    de: 'Die Antwort ist eingereicht',
    it: 'La risposta è depositata',
    id: 'Jawaban sudah diajukan',
    zh: '答复已提交',
  },
  link: {
    en: 'Take it, or say that it is answered',
    fr: 'S’en occuper, ou dire que c’est répondu',
    de: 'Übernehmen oder als beantwortet melden',
    it: 'Prendila in carico o segnala la risposta',
    id: 'Tangani, atau tandai sudah dijawab',
    zh: '接手处理，或标记为已答复',
  },
  tookIt: {
    en: 'Thank you: it is yours now, and everybody can see that.',
    fr: 'Merci : vous vous en occupez, et tout le monde peut le voir.',
    de: 'Danke: Sie haben übernommen, und alle können es sehen.',
    it: 'Grazie: ora è tua, e tutti possono vederlo.',
    id: 'Terima kasih: kini Anda yang menangani, dan semua orang dapat melihatnya.',
    zh: '谢谢：现由您处理，所有人都能看到。',
  },
  filedIt: {
    en: 'Thank you: it is marked as answered, and the reminders end.',
    fr: 'Merci : il est marqué comme répondu, et les rappels cessent.',
    de: 'Danke: Er ist als beantwortet vermerkt, und die Erinnerungen enden.',
    it: 'Grazie: è segnata come risposta, e i promemoria finiscono.',
    id: 'Terima kasih: sudah ditandai terjawab, dan pengingat berhenti.',
    zh: '谢谢：已标记为已答复，提醒到此结束。',
  },
  takenBy: {
    en: '{who} took it on {when}.',
    fr: '{who} s’en occupe depuis le {when}.',
    de: '{who} hat ihn am {when} übernommen.',
    it: '{who} se ne occupa dal {when}.',
    id: '{who} menanganinya sejak {when}.',
    zh: '{who} 已于 {when} 接手处理。',
  },
  filedBy: {
    en: '{who} said on {when} that the answer is filed.',
    fr: '{who} a indiqué le {when} que la réponse est déposée.',
    de: '{who} hat am {when} gemeldet, dass die Antwort eingereicht ist.',
    it: '{who} ha segnalato il {when} che la risposta è depositata.',
    id: '{who} menyatakan pada {when} bahwa jawaban sudah diajukan.',
    zh: '{who} 于 {when} 表示答复已提交。',
  },
  wasFirst: {
    en: '{who} was first, on {when}. You need do nothing.',
    fr: '{who} a été plus rapide, le {when}. Vous n’avez rien à faire.',
    de: '{who} war schneller, am {when}. Sie müssen nichts tun.',
    it: '{who} è arrivato prima, il {when}. Non devi fare nulla.',
    id: '{who} lebih dahulu, pada {when}. Anda tidak perlu melakukan apa pun.',
    zh: '{who} 已于 {when} 抢先处理，您无需操作。',
  },
  over: {
    en: 'This dispute needs no answer any more: {state}.',
    fr: 'Ce litige n’attend plus de réponse : {state}.',
    de: 'Dieser Streitfall braucht keine Antwort mehr: {state}.',
    it: 'Questa controversia non attende più risposta: {state}.',
    id: 'Sengketa ini tidak memerlukan jawaban lagi: {state}.',
    zh: '此争议无需再答复：{state}。',
  },
  used: {
    en: 'This link was used for that already; each link does a thing once.',
    fr: 'Ce lien a déjà servi à cela ; chaque lien ne sert qu’une fois.',
    de: 'Dieser Link wurde dafür schon benutzt; jeder Link gilt nur einmal.',
    it: 'Questo link è già stato usato per questo; ogni link vale una volta sola.',
    id: 'Tautan ini sudah dipakai untuk itu; setiap tautan berlaku sekali.',
    zh: '此链接已用于该操作；每个链接只能使用一次。',
  },
  expired: {
    en: 'This link has expired. Open the dispute in Tocsin to see where it stands.',
    fr: 'Ce lien a expiré. Ouvrez le litige dans Tocsin pour voir où il en est.',
    de: 'Dieser Link ist abgelaufen. Öffnen Sie den Streitfall in Tocsin, um seinen Stand zu sehen.',
    it: 'Questo link è scaduto. Apri la controversia in Tocsin per vedere a che punto è.',
    id: 'Tautan ini sudah kedaluwarsa. Buka sengketa di Tocsin untuk melihat keadaannya.',
    zh: '此链接已过期。请在 Tocsin 中打开该争议查看状态。',
  },
  unknown: {
    en: 'This link does not hold. Take the link of the newest message about this dispute, whole as it stands there.',
    fr: 'Ce lien n’est pas valable. Prenez celui du dernier message au sujet de ce litige, en entier.',
    de: 'Dieser Link gilt nicht. Nehmen Sie den Link der neuesten Nachricht zu diesem Streitfall, vollständig.',
    it: 'Questo link non è valido. Usa quello dell’ultimo messaggio su questa controversia, per intero.',
    id: 'Tautan ini tidak berlaku. Gunakan tautan lengkap dari pesan terbaru tentang sengketa ini.',
    zh: '此链接无效。请使用有关此争议的最新消息中的完整链接。',
  },
} as const satisfies Record<string, Words>;

export type PageWord = keyof typeof PAGE_WORDS;

/** How a case stands, in a few words; keys are those of the API. */
export const STATE_WORDS = {
  NEEDS_RESPONSE: {
    en: 'needs an answer',
    fr: 'attend une réponse',
    de: 'wartet auf eine Antwort',
    it: 'attende risposta',
    id: 'menunggu jawaban',
    zh: '等待答复',
  },
  ACKNOWLEDGED: {
    en: 'taken, not answered yet',
    fr: 'pris en charge, sans réponse encore',
    de: 'übernommen, noch nicht beantwortet',
    it: 'presa in carico, non ancora risposta',
    id: 'ditangani, belum dijawab',
    zh: '已接手，尚未答复',
  },
  RESPONDED: { en: 'answered', fr: 'répondu', de: 'beantwortet', it: 'risposta data', id: 'dijawab', zh: '已答复' },
  WON: { en: 'won', fr: 'gagné', de: 'gewonnen', it: 'vinta', id: 'dimenangkan', zh: '胜诉' },
  LOST: { en: 'lost', fr: 'perdu', de: 'verloren', it: 'persa', id: 'kalah', zh: '败诉' },
  EXPIRED: {
    en: 'the deadline has passed without an answer',
    fr: 'l’échéance est passée sans réponse',
    de: 'die Frist ist ohne Antwort abgelaufen',
    it: 'il termine è passato senza risposta',
    id: 'tenggat lewat tanpa jawaban',
    zh: '期限已过而无答复',
  },
  ACCEPTED: { en: 'accepted', fr: 'accepté', de: 'akzeptiert', it: 'accettata', id: 'diterima', zh: '已接受' },
  CANCELLED: { en: 'withdrawn', fr: 'retiré', de: 'zurückgezogen', it: 'ritirata', id: 'dibatalkan', zh: '已撤回' },
} as const satisfies Record<string, Words>;
