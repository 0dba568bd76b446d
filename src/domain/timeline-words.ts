/** The sentences of a timeline in every locale. Reasons stand in the words of the ledger, which are English. */
import type { TimelineFacts, TimelineKind } from './timeline.js';
import type { Locale } from './vocabulary.js';

type Words = Record<Locale, string>;

/** How a delivery ended, where no attempt says it already. Keys are delivery states. */
export const DELIVERY_ENDS = {
  SKIPPED: {
    en: 'Not told: {to} ({channel}){reason}',
    fr: 'Non informé : {to} ({channel}){reason}',
    de: 'Nicht benachrichtigt: {to} ({channel}){reason}',
    it: 'Non avvisato: {to} ({channel}){reason}',
    id: 'Tidak diberi tahu: {to} ({channel}){reason}',
    zh: '未通知：{to}（{channel}）{reason}',
  },
  SUPERSEDED: {
    en: 'Made moot before it reached {to} ({channel}){reason}',
    fr: 'Devenu sans objet avant d’atteindre {to} ({channel}){reason}',
    de: 'Überholt, bevor es {to} ({channel}) erreichte{reason}',
    it: 'Superato prima di raggiungere {to} ({channel}){reason}',
    id: 'Tidak berlaku lagi sebelum sampai ke {to} ({channel}){reason}',
    zh: '在送达 {to}（{channel}）之前已失效{reason}',
  },
  CANCELLED: {
    en: 'Cancelled for {to} ({channel}){reason}',
    fr: 'Annulé pour {to} ({channel}){reason}',
    de: 'Abgebrochen für {to} ({channel}){reason}',
    it: 'Annullato per {to} ({channel}){reason}',
    id: 'Dibatalkan untuk {to} ({channel}){reason}',
    zh: '已取消发送给 {to}（{channel}）{reason}',
  },
  FAILED: {
    en: 'Given up for {to} ({channel}){reason}',
    fr: 'Abandonné pour {to} ({channel}){reason}',
    de: 'Aufgegeben für {to} ({channel}){reason}',
    it: 'Rinunciato per {to} ({channel}){reason}',
    id: 'Gagal untuk {to} ({channel}){reason}',
    zh: '发送给 {to}（{channel}）失败{reason}',
  },
  UNKNOWN: {
    en: 'It may or may not have reached {to} ({channel}){reason}',
    fr: 'Il est incertain que {to} ({channel}) l’ait reçu{reason}',
    de: 'Ungewiss, ob es {to} ({channel}) erreicht hat{reason}',
    it: 'Non si sa se abbia raggiunto {to} ({channel}){reason}',
    id: 'Tidak pasti apakah sampai ke {to} ({channel}){reason}',
    zh: '无法确定是否已送达 {to}（{channel}）{reason}',
  },
  DELIVERED: {
    en: 'Arrived at {to} ({channel})',
    fr: 'Arrivé chez {to} ({channel})',
    de: 'Angekommen bei {to} ({channel})',
    it: 'Arrivato a {to} ({channel})',
    id: 'Tiba di {to} ({channel})',
    zh: '已送达 {to}（{channel}）',
  },
  BOUNCED: {
    en: 'Came back from {to} ({channel}){reason}',
    fr: 'Rejeté par {to} ({channel}){reason}',
    de: 'Zurückgekommen von {to} ({channel}){reason}',
    it: 'Respinto da {to} ({channel}){reason}',
    id: 'Dikembalikan oleh {to} ({channel}){reason}',
    zh: '被 {to}（{channel}）退回{reason}',
  },
} as const satisfies Record<string, Words>;

const WORDS: Record<TimelineKind, Words> = {
  ...DELIVERY_ENDS,
  RECEIVED: {
    en: 'Received and stored',
    fr: 'Reçu et enregistré',
    de: 'Empfangen und gespeichert',
    it: 'Ricevuto e salvato',
    id: 'Diterima dan disimpan',
    zh: '已接收并保存',
  },
  PLANNED: {
    en: 'Decided who is told',
    fr: 'Décidé qui est informé',
    de: 'Entschieden, wer benachrichtigt wird',
    it: 'Deciso chi viene avvisato',
    id: 'Diputuskan siapa yang diberi tahu',
    zh: '已确定通知对象',
  },
  SET_ASIDE: {
    en: 'Set aside{reason}',
    fr: 'Mis de côté{reason}',
    de: 'Beiseitegelegt{reason}',
    it: 'Messo da parte{reason}',
    id: 'Disisihkan{reason}',
    zh: '已搁置{reason}',
  },
  HELD: {
    en: 'Held for {to} ({channel}) until {until}',
    fr: 'Retenu pour {to} ({channel}) jusqu’au {until}',
    de: 'Zurückgehalten für {to} ({channel}) bis {until}',
    it: 'Trattenuto per {to} ({channel}) fino al {until}',
    id: 'Ditahan untuk {to} ({channel}) hingga {until}',
    zh: '为 {to}（{channel}）保留至 {until}',
  },
  TOLD: {
    en: 'Shown to {to} ({channel})',
    fr: 'Affiché pour {to} ({channel})',
    de: 'Angezeigt für {to} ({channel})',
    it: 'Mostrato a {to} ({channel})',
    id: 'Ditampilkan kepada {to} ({channel})',
    zh: '已显示给 {to}（{channel}）',
  },
  TRIED_SENT: {
    en: 'Sent to {to} ({channel}), try {number}',
    fr: 'Envoyé à {to} ({channel}), essai {number}',
    de: 'Gesendet an {to} ({channel}), Versuch {number}',
    it: 'Inviato a {to} ({channel}), tentativo {number}',
    id: 'Dikirim ke {to} ({channel}), percobaan {number}',
    zh: '已发送给 {to}（{channel}），第 {number} 次尝试',
  },
  TRIED_IN_VAIN: {
    en: 'Try {number} to reach {to} ({channel}) failed{reason}',
    fr: 'L’essai {number} vers {to} ({channel}) a échoué{reason}',
    de: 'Versuch {number} an {to} ({channel}) gescheitert{reason}',
    it: 'Tentativo {number} verso {to} ({channel}) non riuscito{reason}',
    id: 'Percobaan {number} ke {to} ({channel}) gagal{reason}',
    zh: '第 {number} 次发送给 {to}（{channel}）失败{reason}',
  },
  INTERRUPTED: {
    en: 'Try {number} to reach {to} ({channel}) was interrupted; it may have arrived',
    fr: 'L’essai {number} vers {to} ({channel}) a été interrompu ; il a pu arriver',
    de: 'Versuch {number} an {to} ({channel}) wurde unterbrochen; er kann angekommen sein',
    it: 'Tentativo {number} verso {to} ({channel}) interrotto; potrebbe essere arrivato',
    id: 'Percobaan {number} ke {to} ({channel}) terputus; mungkin sudah sampai',
    zh: '第 {number} 次发送给 {to}（{channel}）被中断，可能已送达',
  },
  REPORTED: {
    en: 'The provider reports of {to} ({channel}){reason}',
    fr: 'Le prestataire signale pour {to} ({channel}){reason}',
    de: 'Der Anbieter meldet zu {to} ({channel}){reason}',
    it: 'Il fornitore segnala per {to} ({channel}){reason}',
    id: 'Penyedia melaporkan tentang {to} ({channel}){reason}',
    zh: '服务商关于 {to}（{channel}）的报告{reason}',
  },
  RETRIED: {
    en: '{actor} asked to send it to {to} ({channel}) again; before{reason}',
    fr: '{actor} a demandé un nouvel envoi à {to} ({channel}) ; avant{reason}',
    de: '{actor} ließ es erneut an {to} ({channel}) senden; vorher{reason}',
    it: '{actor} ha chiesto di inviarlo di nuovo a {to} ({channel}); prima{reason}',
    id: '{actor} meminta pengiriman ulang ke {to} ({channel}); sebelumnya{reason}',
    zh: '{actor} 要求再次发送给 {to}（{channel}）；此前{reason}',
  },
  REPLAYED: {
    en: '{actor} replayed it to the same targets',
    fr: '{actor} l’a rejoué vers les mêmes destinations',
    de: '{actor} spielte es an dieselben Ziele erneut ab',
    it: '{actor} lo ha ripetuto verso le stesse destinazioni',
    id: '{actor} memutar ulang ke tujuan yang sama',
    zh: '{actor} 向相同目标重放了该事件',
  },
  REEVALUATED: {
    en: '{actor} had it decided anew by the rules of that moment',
    fr: '{actor} l’a fait réévaluer selon les règles du moment',
    de: '{actor} ließ es nach den damaligen Regeln neu entscheiden',
    it: '{actor} lo ha fatto rivalutare con le regole di quel momento',
    id: '{actor} meminta keputusan ulang menurut aturan saat itu',
    zh: '{actor} 按当时的规则重新评估了该事件',
  },
  MORE: {
    en: 'There are more deliveries: ask the event for them',
    fr: 'Il y a d’autres envois : demandez-les à l’événement',
    de: 'Es gibt weitere Zustellungen: fragen Sie das Ereignis danach',
    it: 'Ci sono altri invii: chiedili all’evento',
    id: 'Ada pengiriman lain: lihat pada peristiwa ini',
    zh: '还有更多投递：请在该事件中查询',
  },
};

/** What stands for RECEIVED where no webhook told it. */
const SWEPT: Words = {
  en: 'Found by sweep: no webhook told it, the provider’s API did when it was asked',
  fr: 'Trouvé par vérification : aucun webhook ne l’a annoncé, l’API du prestataire l’a indiqué sur demande',
  de: 'Beim Abgleich gefunden: kein Webhook meldete es, die API des Anbieters nannte es auf Nachfrage',
  it: 'Trovato con un controllo: nessun webhook lo ha comunicato, lo ha indicato l’API del fornitore su richiesta',
  id: 'Ditemukan lewat pemeriksaan: tidak ada webhook yang mengabarkannya, API penyedia menyebutkannya saat ditanya',
  zh: '通过核对发现：没有 Webhook 通知，是在查询服务商 API 时得知的',
};

/** One sentence. `channelName` is the channel's label in this locale; times are UTC, and say so. */
export function timelineText(kind: TimelineKind, facts: TimelineFacts, locale: Locale, channelName: string): string {
  const colon = locale === 'zh' ? '：' : locale === 'fr' ? ' : ' : ': ';
  const values: Record<string, string> = {
    to: facts.to ?? '',
    channel: channelName,
    reason: facts.reason ? `${colon}${facts.reason}` : '',
    number: String(facts.number ?? ''),
    until: facts.until ? moment(facts.until, locale) : '',
    actor: facts.actor ?? '',
  };
  const words = kind === 'RECEIVED' && facts.swept ? SWEPT : WORDS[kind];
  return words[locale].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}

function moment(at: Date, locale: Locale): string {
  const text = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(at);
  return `${text} UTC`;
}
