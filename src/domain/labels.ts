/** The short words around the catalogue's texts, in every locale: fact rows, categories, severities, roles, phrases. */
import type { FactKey } from './facts.js';
import type { Category, Locale, Role, Severity } from './vocabulary.js';

type Words = Record<Locale, string>;

/** Left column of the rows listed below a text. */
export const FACT_LABELS: Record<FactKey, Words> = {
  amount: { en: 'Amount', fr: 'Montant', de: 'Betrag', it: 'Importo', id: 'Jumlah', zh: '金额' },
  customer: { en: 'Customer', fr: 'Client', de: 'Kunde', it: 'Cliente', id: 'Pelanggan', zh: '客户' },
  reason: { en: 'Reason', fr: 'Motif', de: 'Grund', it: 'Motivo', id: 'Alasan', zh: '原因' },
  payment: { en: 'Payment', fr: 'Paiement', de: 'Zahlung', it: 'Pagamento', id: 'Pembayaran', zh: '付款' },
  subscription: {
    en: 'Subscription',
    fr: 'Abonnement',
    de: 'Abonnement',
    it: 'Abbonamento',
    id: 'Langganan',
    zh: '订阅',
  },
  refund: {
    en: 'Refund',
    fr: 'Remboursement',
    de: 'Erstattung',
    it: 'Rimborso',
    id: 'Pengembalian dana',
    zh: '退款',
  },
  dispute: { en: 'Dispute', fr: 'Litige', de: 'Streitfall', it: 'Controversia', id: 'Sengketa', zh: '争议' },
  payout: { en: 'Payout', fr: 'Virement', de: 'Auszahlung', it: 'Bonifico', id: 'Pencairan', zh: '提现' },
  product: { en: 'Product', fr: 'Produit', de: 'Produkt', it: 'Prodotto', id: 'Produk', zh: '产品' },
  method: {
    en: 'Payment method',
    fr: 'Moyen de paiement',
    de: 'Zahlungsart',
    it: 'Metodo di pagamento',
    id: 'Cara pembayaran',
    zh: '付款方式',
  },
  status: { en: 'Status', fr: 'Statut', de: 'Status', it: 'Stato', id: 'Status', zh: '状态' },
  stage: { en: 'Stage', fr: 'Étape', de: 'Stufe', it: 'Fase', id: 'Tahap', zh: '阶段' },
  respondBy: {
    en: 'Answer due',
    fr: 'Réponse avant le',
    de: 'Antwort fällig',
    it: 'Risposta entro',
    id: 'Batas jawaban',
    zh: '回复截止',
  },
  nextAt: {
    en: 'Next date',
    fr: 'Prochaine date',
    de: 'Nächster Termin',
    it: 'Prossima data',
    id: 'Tanggal berikutnya',
    zh: '下一日期',
  },
  endsAt: {
    en: 'End date',
    fr: 'Date de fin',
    de: 'Enddatum',
    it: 'Data di fine',
    id: 'Tanggal akhir',
    zh: '结束日期',
  },
  credits: { en: 'Credits', fr: 'Crédits', de: 'Credits', it: 'Crediti', id: 'Kredit', zh: '积分' },
  balance: {
    en: 'Credit balance',
    fr: 'Solde de crédits',
    de: 'Credit-Stand',
    it: 'Saldo crediti',
    id: 'Saldo kredit',
    zh: '积分余额',
  },
  licenseKey: {
    en: 'License key',
    fr: 'Clé de licence',
    de: 'Lizenzschlüssel',
    it: 'Chiave di licenza',
    id: 'Kunci lisensi',
    zh: '许可证密钥',
  },
  about: { en: 'About', fr: 'Concerne', de: 'Betrifft', it: 'Riguarda', id: 'Tentang', zh: '涉及' },
  since: { en: 'Since', fr: 'Depuis le', de: 'Seit', it: 'Dal', id: 'Sejak', zh: '起始时间' },
  atRisk: {
    en: 'At risk',
    fr: 'En jeu',
    de: 'Auf dem Spiel',
    it: 'A rischio',
    id: 'Berisiko',
    zh: '面临损失',
  },
  review: {
    en: 'Who gets what',
    fr: 'Qui reçoit quoi',
    de: 'Wer was bekommt',
    it: 'Chi riceve che cosa',
    id: 'Siapa menerima apa',
    zh: '谁接收什么',
  },
  integration: { en: 'Access to', fr: 'Accès à', de: 'Zugang zu', it: 'Accesso a', id: 'Akses ke', zh: '访问对象' },
  timeLeft: {
    en: 'Time left',
    fr: 'Temps restant',
    de: 'Verbleibende Zeit',
    it: 'Tempo rimasto',
    id: 'Sisa waktu',
    zh: '剩余时间',
  },
  level: { en: 'Level', fr: 'Niveau', de: 'Stufe', it: 'Livello', id: 'Tingkat', zh: '级别' },
  unreachable: {
    en: 'Levels without anybody',
    fr: 'Niveaux sans personne',
    de: 'Stufen ohne Empfänger',
    it: 'Livelli senza nessuno',
    id: 'Tingkat tanpa penerima',
    zh: '无人可达的级别',
  },
  by: { en: 'By', fr: 'Par', de: 'Von', it: 'Da', id: 'Oleh', zh: '经手人' },
};

/** Where a category has a better word for a fact. */
const OWN_FACT_LABELS: Partial<Record<Category, Partial<Record<FactKey, Words>>>> = {
  PAYMENTS: {
    nextAt: {
      en: 'Next try',
      fr: 'Prochaine tentative',
      de: 'Nächster Versuch',
      it: 'Prossimo tentativo',
      id: 'Percobaan berikutnya',
      zh: '下次重试',
    },
  },
  PAYOUTS: {
    nextAt: {
      en: 'Expected arrival',
      fr: 'Arrivée prévue',
      de: 'Erwartete Ankunft',
      it: 'Arrivo previsto',
      id: 'Perkiraan tiba',
      zh: '预计到账',
    },
    method: {
      en: 'Payout method',
      fr: 'Mode de versement',
      de: 'Auszahlungsart',
      it: 'Metodo di accredito',
      id: 'Cara pencairan',
      zh: '提现方式',
    },
  },
  SYSTEM: {
    endsAt: {
      en: 'Switched off on',
      fr: 'Désactivation le',
      de: 'Abschaltung am',
      it: 'Disattivazione il',
      id: 'Dinonaktifkan pada',
      zh: '停用时间',
    },
  },
  SUBSCRIPTIONS: {
    nextAt: {
      en: 'Next charge',
      fr: 'Prochain prélèvement',
      de: 'Nächste Abbuchung',
      it: 'Prossimo addebito',
      id: 'Tagihan berikutnya',
      zh: '下次扣款',
    },
  },
};

/** The left column of one row below a text of this category. */
export function factLabel(key: FactKey, category: Category, locale: Locale): string {
  return (OWN_FACT_LABELS[category]?.[key] ?? FACT_LABELS[key])[locale];
}

export const CATEGORY_LABELS: Record<Category, Words> = {
  PAYMENTS: { en: 'Payments', fr: 'Paiements', de: 'Zahlungen', it: 'Pagamenti', id: 'Pembayaran', zh: '付款' },
  PAYOUTS: { en: 'Payouts', fr: 'Virements', de: 'Auszahlungen', it: 'Bonifici', id: 'Pencairan dana', zh: '提现' },
  REFUNDS: {
    en: 'Refunds',
    fr: 'Remboursements',
    de: 'Erstattungen',
    it: 'Rimborsi',
    id: 'Pengembalian dana',
    zh: '退款',
  },
  SUBSCRIPTIONS: {
    en: 'Subscriptions',
    fr: 'Abonnements',
    de: 'Abonnements',
    it: 'Abbonamenti',
    id: 'Langganan',
    zh: '订阅',
  },
  DISPUTES: {
    en: 'Disputes',
    fr: 'Litiges',
    de: 'Streitfälle',
    it: 'Controversie',
    id: 'Sengketa',
    zh: '争议',
  },
  LICENSE_KEYS: {
    en: 'License keys and access',
    fr: 'Clés de licence et accès',
    de: 'Lizenzschlüssel und Zugänge',
    it: 'Chiavi di licenza e accessi',
    id: 'Kunci lisensi dan akses',
    zh: '许可证密钥与权益',
  },
  CREDITS: { en: 'Credits', fr: 'Crédits', de: 'Credits', it: 'Crediti', id: 'Kredit', zh: '积分' },
  SYSTEM: {
    en: 'Tocsin itself',
    fr: 'Tocsin lui-même',
    de: 'Tocsin selbst',
    it: 'Tocsin stesso',
    id: 'Tocsin sendiri',
    zh: 'Tocsin 自身',
  },
};

export const SEVERITY_LABELS: Record<Severity, Words> = {
  INFO: { en: 'Info', fr: 'Information', de: 'Info', it: 'Informazione', id: 'Info', zh: '信息' },
  WARNING: { en: 'Warning', fr: 'Avertissement', de: 'Warnung', it: 'Avviso', id: 'Peringatan', zh: '警告' },
  CRITICAL: { en: 'Critical', fr: 'Critique', de: 'Kritisch', it: 'Critico', id: 'Kritis', zh: '严重' },
};

export const ROLE_LABELS: Record<Role, Words> = {
  OWNER: { en: 'Owner', fr: 'Propriétaire', de: 'Inhaber', it: 'Titolare', id: 'Pemilik', zh: '所有者' },
  FINANCE: { en: 'Finance', fr: 'Finance', de: 'Finanzen', it: 'Finanza', id: 'Keuangan', zh: '财务' },
  SUPPORT: { en: 'Support', fr: 'Support', de: 'Support', it: 'Assistenza', id: 'Dukungan', zh: '客服' },
  SALES: { en: 'Sales', fr: 'Ventes', de: 'Vertrieb', it: 'Vendite', id: 'Penjualan', zh: '销售' },
  ENGINEERING: { en: 'Engineering', fr: 'Technique', de: 'Technik', it: 'Tecnico', id: 'Teknis', zh: '技术' },
};

type Phrase =
  | 'whyYouGetThis'
  | 'testMode'
  | 'estimated'
  | 'past'
  | 'openRecord'
  | 'unknownEventTitle'
  | 'untypedEventTitle'
  | 'unknownEventBody'
  | 'nothing';

/**
 * Sentences that belong to no event type, as ICU MessageFormat. `whyYouGetThis` takes destination, eventType (its name)
 * and business; `unknownEventTitle` takes type (the provider's own name); the others take nothing.
 */
export const PHRASES: Record<Phrase, Words> = {
  whyYouGetThis: {
    en: 'You get this because {destination} is subscribed to “{eventType}” at {business}.',
    fr: 'Vous recevez ce message car {destination} est abonné à « {eventType} » chez {business}.',
    de: 'Sie erhalten dies, weil {destination} bei {business} „{eventType}“ abonniert hat.',
    it: 'Ricevi questo messaggio perché {destination} è iscritto a “{eventType}” presso {business}.',
    id: 'Anda menerima ini karena {destination} berlangganan “{eventType}” di {business}.',
    zh: '您收到此消息，是因为 {destination} 订阅了 {business} 的“{eventType}”。',
  },
  testMode: { en: 'Test', fr: 'Test', de: 'Test', it: 'Test', id: 'Uji coba', zh: '测试' },
  estimated: { en: 'estimated', fr: 'estimé', de: 'geschätzt', it: 'stimato', id: 'perkiraan', zh: '预计' },
  past: {
    en: 'already past',
    fr: 'déjà passé',
    de: 'schon vorbei',
    it: 'già passato',
    id: 'sudah lewat',
    zh: '已过',
  },
  openRecord: { en: 'Open', fr: 'Ouvrir', de: 'Öffnen', it: 'Apri', id: 'Buka', zh: '打开' },
  unknownEventTitle: {
    en: '{type} received',
    fr: '{type} reçu',
    de: '{type} empfangen',
    it: '{type} ricevuto',
    id: '{type} diterima',
    zh: '已收到 {type}',
  },
  untypedEventTitle: {
    en: 'Event without a type received',
    fr: 'Événement sans type reçu',
    de: 'Ereignis ohne Typ empfangen',
    it: 'Evento senza tipo ricevuto',
    id: 'Peristiwa tanpa jenis diterima',
    zh: '已收到没有类型的事件',
  },
  unknownEventBody: {
    en: 'Tocsin does not know this event type; the whole event is kept.',
    fr: 'Tocsin ne connaît pas ce type d’événement ; l’événement est conservé en entier.',
    de: 'Tocsin kennt diesen Ereignistyp nicht; das ganze Ereignis wird aufbewahrt.',
    it: 'Tocsin non conosce questo tipo di evento; l’evento viene conservato per intero.',
    id: 'Tocsin tidak mengenal jenis peristiwa ini; seluruh peristiwa tetap disimpan.',
    zh: 'Tocsin 不认识此事件类型，完整事件已保留。',
  },
  nothing: { en: 'nothing', fr: 'rien', de: 'nichts', it: 'nulla', id: 'tidak ada', zh: '无' },
};
