/** The providers' code words as people read them: ways to pay, states, stages of a dispute, kinds of access. */
import type { Locale } from './vocabulary.js';

type Words = Record<Locale, string>;

const everywhere = (name: string): Words => ({ en: name, fr: name, de: name, it: name, id: name, zh: name });

/** Those that a list of ours shows. Providers add new ones: what is missing here is shown with spaces for its underscores. */
const CODE_WORDS = new Map<string, Words>([
  // Ways to pay and to be paid.
  ['card', { en: 'card', fr: 'carte', de: 'Karte', it: 'carta', id: 'kartu', zh: '银行卡' }],
  [
    'bank_transfer',
    {
      en: 'bank transfer',
      fr: 'virement bancaire',
      de: 'Banküberweisung',
      it: 'bonifico bancario',
      id: 'transfer bank',
      zh: '银行转账',
    },
  ],
  [
    'bank_account',
    {
      en: 'bank account',
      fr: 'compte bancaire',
      de: 'Bankkonto',
      it: 'conto bancario',
      id: 'rekening bank',
      zh: '银行账户',
    },
  ],
  // Channels, as a review lists them.
  ['email', { en: 'e-mail', fr: 'e-mail', de: 'E-Mail', it: 'e-mail', id: 'email', zh: '电子邮件' }],
  ['in_app', { en: 'in-app', fr: 'appli', de: 'Posteingang', it: 'in-app', id: 'dalam aplikasi', zh: '站内' }],
  ['slack', everywhere('Slack')],
  // States of payouts, subscriptions, recoveries.
  ['pending', { en: 'pending', fr: 'en attente', de: 'ausstehend', it: 'in attesa', id: 'menunggu', zh: '待处理' }],
  [
    'not_initiated',
    {
      en: 'not sent yet',
      fr: 'pas encore envoyé',
      de: 'noch nicht gesendet',
      it: 'non ancora inviato',
      id: 'belum dikirim',
      zh: '尚未发出',
    },
  ],
  [
    'in_progress',
    { en: 'in progress', fr: 'en cours', de: 'läuft', it: 'in corso', id: 'sedang berjalan', zh: '处理中' },
  ],
  [
    'in_transit',
    { en: 'on its way', fr: 'en chemin', de: 'unterwegs', it: 'in viaggio', id: 'dalam perjalanan', zh: '在途' },
  ],
  ['on_hold', { en: 'on hold', fr: 'en attente', de: 'angehalten', it: 'in sospeso', id: 'ditahan', zh: '已暂停' }],
  ['success', { en: 'completed', fr: 'effectué', de: 'abgeschlossen', it: 'completato', id: 'selesai', zh: '已完成' }],
  ['paid', { en: 'paid', fr: 'payé', de: 'bezahlt', it: 'pagato', id: 'dibayar', zh: '已支付' }],
  ['failed', { en: 'failed', fr: 'échoué', de: 'fehlgeschlagen', it: 'fallito', id: 'gagal', zh: '失败' }],
  ['active', { en: 'active', fr: 'actif', de: 'aktiv', it: 'attivo', id: 'aktif', zh: '有效' }],
  [
    'trialing',
    { en: 'in trial', fr: 'à l’essai', de: 'in Probezeit', it: 'in prova', id: 'masa uji coba', zh: '试用中' },
  ],
  [
    'incomplete',
    { en: 'incomplete', fr: 'incomplet', de: 'unvollständig', it: 'incompleto', id: 'belum lengkap', zh: '未完成' },
  ],
  [
    'incomplete_expired',
    {
      en: 'expired before the first payment',
      fr: 'expiré avant le premier paiement',
      de: 'vor der ersten Zahlung abgelaufen',
      it: 'scaduto prima del primo pagamento',
      id: 'kedaluwarsa sebelum pembayaran pertama',
      zh: '首次付款前已过期',
    },
  ],
  [
    'past_due',
    {
      en: 'past due',
      fr: 'en retard de paiement',
      de: 'überfällig',
      it: 'scaduto e non pagato',
      id: 'menunggak',
      zh: '逾期',
    },
  ],
  ['unpaid', { en: 'unpaid', fr: 'impayé', de: 'unbezahlt', it: 'non pagato', id: 'belum dibayar', zh: '未支付' }],
  ['paused', { en: 'paused', fr: 'en pause', de: 'pausiert', it: 'in pausa', id: 'dijeda', zh: '已暂停' }],
  ['cancelled', { en: 'cancelled', fr: 'annulé', de: 'gekündigt', it: 'annullato', id: 'dibatalkan', zh: '已取消' }],
  ['canceled', { en: 'cancelled', fr: 'annulé', de: 'gekündigt', it: 'annullato', id: 'dibatalkan', zh: '已取消' }],
  ['expired', { en: 'expired', fr: 'expiré', de: 'abgelaufen', it: 'scaduto', id: 'kedaluwarsa', zh: '已过期' }],
  [
    'abandoned',
    { en: 'abandoned', fr: 'abandonné', de: 'abgebrochen', it: 'abbandonato', id: 'ditinggalkan', zh: '已放弃' },
  ],
  [
    'recovering',
    {
      en: 'recovering',
      fr: 'relance en cours',
      de: 'wird nachgefasst',
      it: 'recupero in corso',
      id: 'sedang ditagih',
      zh: '追回中',
    },
  ],
  [
    'recovered',
    { en: 'recovered', fr: 'récupéré', de: 'nachgeholt', it: 'recuperato', id: 'berhasil ditagih', zh: '已追回' },
  ],
  [
    'exhausted',
    {
      en: 'given up',
      fr: 'relances épuisées',
      de: 'aufgegeben',
      it: 'tentativi esauriti',
      id: 'upaya habis',
      zh: '已停止追回',
    },
  ],
  // States and stages of disputes.
  [
    'needs_response',
    {
      en: 'answer needed',
      fr: 'réponse attendue',
      de: 'Antwort nötig',
      it: 'risposta richiesta',
      id: 'perlu jawaban',
      zh: '待答复',
    },
  ],
  [
    'warning_needs_response',
    {
      en: 'answer needed',
      fr: 'réponse attendue',
      de: 'Antwort nötig',
      it: 'risposta richiesta',
      id: 'perlu jawaban',
      zh: '待答复',
    },
  ],
  [
    'under_review',
    {
      en: 'under review',
      fr: 'en cours d’examen',
      de: 'in Prüfung',
      it: 'in esame',
      id: 'sedang ditinjau',
      zh: '审核中',
    },
  ],
  [
    'warning_under_review',
    {
      en: 'under review',
      fr: 'en cours d’examen',
      de: 'in Prüfung',
      it: 'in esame',
      id: 'sedang ditinjau',
      zh: '审核中',
    },
  ],
  [
    'warning_closed',
    {
      en: 'inquiry closed',
      fr: 'demande close',
      de: 'Anfrage geschlossen',
      it: 'richiesta chiusa',
      id: 'permintaan ditutup',
      zh: '问询已关闭',
    },
  ],
  ['prevented', { en: 'prevented', fr: 'évité', de: 'verhindert', it: 'evitato', id: 'dicegah', zh: '已避免' }],
  [
    'inquiry',
    {
      en: 'inquiry',
      fr: 'demande d’information',
      de: 'Voranfrage',
      it: 'richiesta di informazioni',
      id: 'permintaan informasi',
      zh: '问询',
    },
  ],
  [
    'pre_dispute',
    { en: 'pre-dispute', fr: 'pré-litige', de: 'Vorstufe', it: 'pre-controversia', id: 'pra-sengketa', zh: '争议前' },
  ],
  ['dispute', { en: 'dispute', fr: 'litige', de: 'Streitfall', it: 'controversia', id: 'sengketa', zh: '争议' }],
  [
    'pre_arbitration',
    {
      en: 'pre-arbitration',
      fr: 'pré-arbitrage',
      de: 'Vorschiedsverfahren',
      it: 'pre-arbitrato',
      id: 'pra-arbitrase',
      zh: '预仲裁',
    },
  ],
  // What an entitlement grants access to.
  ['discord', everywhere('Discord')],
  ['telegram', everywhere('Telegram')],
  ['github', everywhere('GitHub')],
  ['figma', everywhere('Figma')],
  ['framer', everywhere('Framer')],
  ['notion', everywhere('Notion')],
  [
    'digital_files',
    {
      en: 'digital files',
      fr: 'fichiers numériques',
      de: 'digitale Dateien',
      it: 'file digitali',
      id: 'berkas digital',
      zh: '数字文件',
    },
  ],
  [
    'license_key',
    {
      en: 'license key',
      fr: 'clé de licence',
      de: 'Lizenzschlüssel',
      it: 'chiave di licenza',
      id: 'kunci lisensi',
      zh: '许可证密钥',
    },
  ],
  ['feature_flag', { en: 'feature', fr: 'fonctionnalité', de: 'Funktion', it: 'funzione', id: 'fitur', zh: '功能' }],
]);

/** A code in the reader's language; text that is no code (`Mastercard •••• 0341`) stays as it is. */
export function codeWords(code: string, locale: Locale): string {
  const known = CODE_WORDS.get(code);
  if (known) return known[locale];
  return /^[A-Za-z0-9]+(_[A-Za-z0-9]+)+$/.test(code) ? code.replaceAll('_', ' ') : code;
}
