/** The short words of customers' e-mails, in every locale. */
import type { IntervalUnit } from './customer-details.js';
import type { Locale } from './vocabulary.js';

type Words = Record<Locale, string>;

const CUSTOMER_ROWS = [
  'item',
  'plan',
  'amount',
  'price',
  'tax',
  'method',
  'date',
  'nextAt',
  'endsAt',
  'activations',
  'payment',
  'subscription',
  'invoice',
] as const;
export type CustomerRow = (typeof CUSTOMER_ROWS)[number];

/** Left column of the rows listed below the text. */
export const CUSTOMER_LABELS: Record<CustomerRow, Words> = {
  item: { en: 'Item', fr: 'Article', de: 'Artikel', it: 'Articolo', id: 'Produk', zh: '商品' },
  plan: { en: 'Plan', fr: 'Formule', de: 'Tarif', it: 'Piano', id: 'Paket', zh: '方案' },
  amount: { en: 'Amount', fr: 'Montant', de: 'Betrag', it: 'Importo', id: 'Jumlah', zh: '金额' },
  price: { en: 'Price', fr: 'Prix', de: 'Preis', it: 'Prezzo', id: 'Harga', zh: '价格' },
  tax: {
    en: 'Tax included',
    fr: 'Dont taxes',
    de: 'Davon Steuern',
    it: 'Di cui imposte',
    id: 'Termasuk pajak',
    zh: '含税',
  },
  method: {
    en: 'Paid with',
    fr: 'Moyen de paiement',
    de: 'Zahlungsart',
    it: 'Metodo di pagamento',
    id: 'Cara pembayaran',
    zh: '付款方式',
  },
  date: { en: 'Date', fr: 'Date', de: 'Datum', it: 'Data', id: 'Tanggal', zh: '日期' },
  nextAt: {
    en: 'Next charge',
    fr: 'Prochain prélèvement',
    de: 'Nächste Abbuchung',
    it: 'Prossimo addebito',
    id: 'Tagihan berikutnya',
    zh: '下次扣款',
  },
  endsAt: {
    en: 'Valid until',
    fr: 'Valable jusqu’au',
    de: 'Gültig bis',
    it: 'Valida fino al',
    id: 'Berlaku sampai',
    zh: '有效期至',
  },
  activations: {
    en: 'Devices',
    fr: 'Appareils',
    de: 'Geräte',
    it: 'Dispositivi',
    id: 'Perangkat',
    zh: '可激活设备数',
  },
  payment: {
    en: 'Payment number',
    fr: 'Numéro de paiement',
    de: 'Zahlungsnummer',
    it: 'Numero del pagamento',
    id: 'Nomor pembayaran',
    zh: '付款编号',
  },
  subscription: {
    en: 'Subscription number',
    fr: 'Numéro d’abonnement',
    de: 'Abonnementnummer',
    it: 'Numero dell’abbonamento',
    id: 'Nomor langganan',
    zh: '订阅编号',
  },
  invoice: {
    en: 'Invoice number',
    fr: 'Numéro de facture',
    de: 'Rechnungsnummer',
    it: 'Numero di fattura',
    id: 'Nomor faktur',
    zh: '发票编号',
  },
};

type CustomerPhrase = 'greeting' | 'closing' | 'licenseKey' | 'openInvoice' | 'plusTax';

/** As ICU MessageFormat: greeting takes customer (`none` where no name is known), closing takes business. */
export const CUSTOMER_PHRASES: Record<CustomerPhrase, Words> = {
  greeting: {
    en: 'Hello{customer, select, none {} other { {customer}}},',
    fr: 'Bonjour{customer, select, none {} other { {customer}}},',
    de: 'Guten Tag{customer, select, none {} other { {customer}}},',
    it: 'Ciao{customer, select, none {} other { {customer}}},',
    id: 'Halo{customer, select, none {} other { {customer}}},',
    zh: '{customer, select, none {您好，} other {{customer}，您好，}}',
  },
  closing: {
    en: 'Is something not right? Please get in touch with {business}.',
    fr: 'Quelque chose ne va pas ? Contactez {business}.',
    de: 'Stimmt etwas nicht? Bitte wenden Sie sich an {business}.',
    it: 'Qualcosa non torna? Contatta {business}.',
    id: 'Ada yang tidak sesuai? Silakan hubungi {business}.',
    zh: '如有疑问，请联系 {business}。',
  },
  licenseKey: {
    en: 'Your license key',
    fr: 'Votre clé de licence',
    de: 'Ihr Lizenzschlüssel',
    it: 'La tua chiave di licenza',
    id: 'Kunci lisensi Anda',
    zh: '您的许可证密钥',
  },
  openInvoice: {
    en: 'View your invoice',
    fr: 'Voir la facture',
    de: 'Rechnung ansehen',
    it: 'Vedi la fattura',
    id: 'Lihat faktur',
    zh: '查看发票',
  },
  plusTax: {
    en: '{price} plus tax',
    fr: '{price} hors taxes',
    de: '{price} zzgl. Steuern',
    it: '{price} più imposte',
    id: '{price} belum termasuk pajak',
    zh: '{price}（不含税）',
  },
};

/** A price with its period, as ICU MessageFormat with price and count. */
export const PRICE_PER: Record<IntervalUnit, Words> = {
  day: {
    en: '{price} {count, select, 1 {per day} other {every {count} days}}',
    fr: '{price} {count, select, 1 {par jour} other {tous les {count} jours}}',
    de: '{price} {count, select, 1 {pro Tag} other {alle {count} Tage}}',
    it: '{price} {count, select, 1 {al giorno} other {ogni {count} giorni}}',
    id: '{price} {count, select, 1 {per hari} other {setiap {count} hari}}',
    zh: '{count, select, 1 {每天} other {每 {count} 天}} {price}',
  },
  week: {
    en: '{price} {count, select, 1 {per week} other {every {count} weeks}}',
    fr: '{price} {count, select, 1 {par semaine} other {toutes les {count} semaines}}',
    de: '{price} {count, select, 1 {pro Woche} other {alle {count} Wochen}}',
    it: '{price} {count, select, 1 {a settimana} other {ogni {count} settimane}}',
    id: '{price} {count, select, 1 {per minggu} other {setiap {count} minggu}}',
    zh: '{count, select, 1 {每周} other {每 {count} 周}} {price}',
  },
  month: {
    en: '{price} {count, select, 1 {per month} other {every {count} months}}',
    fr: '{price} {count, select, 1 {par mois} other {tous les {count} mois}}',
    de: '{price} {count, select, 1 {pro Monat} other {alle {count} Monate}}',
    it: '{price} {count, select, 1 {al mese} other {ogni {count} mesi}}',
    id: '{price} {count, select, 1 {per bulan} other {setiap {count} bulan}}',
    zh: '{count, select, 1 {每月} other {每 {count} 个月}} {price}',
  },
  year: {
    en: '{price} {count, select, 1 {per year} other {every {count} years}}',
    fr: '{price} {count, select, 1 {par an} other {tous les {count} ans}}',
    de: '{price} {count, select, 1 {pro Jahr} other {alle {count} Jahre}}',
    it: '{price} {count, select, 1 {all’anno} other {ogni {count} anni}}',
    id: '{price} {count, select, 1 {per tahun} other {setiap {count} tahun}}',
    zh: '{count, select, 1 {每年} other {每 {count} 年}} {price}',
  },
};
