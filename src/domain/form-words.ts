/**
 * What forms say of channels, their fields, source kinds and roles, in the locales besides English. The key is the English
 * text itself, which stands where the thing is defined: a new channel works without a line here, and reads English.
 */
import { CHANNEL_WORDS, type Translations, words } from './channel-words.js';
import { nearestLocale, type Role } from './vocabulary.js';

/** What each role hears of unless somebody chooses otherwise, in a sentence (see precedence.ts). */
export const ROLE_DESCRIPTIONS: Record<Role, string> = {
  OWNER: 'Hears of everything that the team is told.',
  FINANCE: 'Hears of payouts and refunds.',
  SUPPORT: 'Hears of disputes and failed refunds.',
  SALES: 'Hears of payments and subscriptions.',
  ENGINEERING: 'Hears of Tocsin’s own notices: what fails or falls silent.',
};

/** The text in the nearest of our locales; the text itself where it has no translation. `locale`: BCP 47. */
export function formText(english: string, locale: string | null | undefined): string {
  const nearest = nearestLocale(locale);
  return nearest === 'en' ? english : (translationsOf(english)?.[nearest] ?? english);
}

/** Null where the text stands in English only. */
export function translationsOf(english: string): Translations | null {
  return WORDS.get(english) ?? null;
}

const WORDS = new Map<string, Translations>([
  ...CHANNEL_WORDS,
  // Roles.
  [
    ROLE_DESCRIPTIONS.OWNER,
    words(
      'Reçoit tout ce qui est annoncé à l’équipe.',
      'Erfährt alles, was dem Team mitgeteilt wird.',
      'Riceve tutto ciò che viene comunicato al team.',
      'Menerima semua yang disampaikan kepada tim.',
      '接收发给团队的所有通知。',
    ),
  ],
  [
    ROLE_DESCRIPTIONS.FINANCE,
    words(
      'Est informé des virements et des remboursements.',
      'Erfährt von Auszahlungen und Erstattungen.',
      'Riceve notizie di bonifici e rimborsi.',
      'Menerima kabar pencairan dan pengembalian dana.',
      '接收提现和退款通知。',
    ),
  ],
  [
    ROLE_DESCRIPTIONS.SUPPORT,
    words(
      'Est informé des litiges et des remboursements échoués.',
      'Erfährt von Streitfällen und fehlgeschlagenen Erstattungen.',
      'Riceve notizie di controversie e rimborsi non riusciti.',
      'Menerima kabar sengketa dan pengembalian dana yang gagal.',
      '接收争议和退款失败通知。',
    ),
  ],
  [
    ROLE_DESCRIPTIONS.SALES,
    words(
      'Est informé des paiements et des abonnements.',
      'Erfährt von Zahlungen und Abonnements.',
      'Riceve notizie di pagamenti e abbonamenti.',
      'Menerima kabar pembayaran dan langganan.',
      '接收付款和订阅通知。',
    ),
  ],
  [
    ROLE_DESCRIPTIONS.ENGINEERING,
    words(
      'Est informé des avis de Tocsin : ce qui échoue ou se tait.',
      'Erfährt von Tocsins eigenen Hinweisen: was scheitert oder verstummt.',
      'Riceve gli avvisi di Tocsin: ciò che fallisce o tace.',
      'Menerima pemberitahuan Tocsin sendiri: apa yang gagal atau diam.',
      '接收 Tocsin 自身的提示：哪里出错或没有动静。',
    ),
  ],
  // Kinds of sources.
  [
    'In the Dodo Payments dashboard add a webhook with the address of this source, choose all events, and enter its signing secret here.',
    words(
      'Dans le tableau de bord Dodo Payments, ajoutez un webhook avec l’adresse de cette source, choisissez tous les événements et saisissez ici son secret de signature.',
      'Legen Sie im Dashboard von Dodo Payments einen Webhook mit der Adresse dieser Quelle an, wählen Sie alle Ereignisse und tragen Sie hier sein Signaturgeheimnis ein.',
      'Nella dashboard di Dodo Payments aggiungi un webhook con l’indirizzo di questa origine, scegli tutti gli eventi e inserisci qui il suo segreto di firma.',
      'Di dasbor Dodo Payments, tambahkan webhook dengan alamat sumber ini, pilih semua peristiwa, lalu masukkan rahasia penandatanganannya di sini.',
      '在 Dodo Payments 控制台中，用此来源的地址添加 Webhook，选择所有事件，并在此输入其签名密钥。',
    ),
  ],
  [
    "In Stripe's dashboard add an event destination of the type webhook with the address of this source, choose the events of payment intents, invoices, charges, disputes, refunds, subscriptions and payouts, and enter its signing secret here.",
    words(
      'Dans le tableau de bord Stripe, ajoutez une destination d’événements de type webhook avec l’adresse de cette source, choisissez les événements de payment intents, factures, charges, litiges, remboursements, abonnements et virements, et saisissez ici son secret de signature.',
      'Legen Sie im Stripe-Dashboard ein Ereignisziel vom Typ Webhook mit der Adresse dieser Quelle an, wählen Sie die Ereignisse zu Payment Intents, Rechnungen, Charges, Streitfällen, Erstattungen, Abonnements und Auszahlungen und tragen Sie hier sein Signaturgeheimnis ein.',
      'Nella dashboard di Stripe aggiungi una destinazione eventi di tipo webhook con l’indirizzo di questa origine, scegli gli eventi di payment intent, fatture, addebiti, controversie, rimborsi, abbonamenti e bonifici e inserisci qui il suo segreto di firma.',
      'Di dasbor Stripe, tambahkan tujuan peristiwa bertipe webhook dengan alamat sumber ini, pilih peristiwa payment intent, faktur, charge, sengketa, pengembalian dana, langganan, dan pencairan, lalu masukkan rahasia penandatanganannya di sini.',
      '在 Stripe 控制台中，用此来源的地址添加 webhook 类型的事件目标，选择 payment intent、发票、扣款、争议、退款、订阅和提现的事件，并在此输入其签名密钥。',
    ),
  ],
  [
    'Send {"type": "payment.failed", "timestamp": "…", "data": {…}} signed with Standard Webhooks. Known keys of data: id, amount (an integer in the smallest unit) with currency, customer {id, name, email, locale}, reason, status, payment_id, subscription_id, refund_id, dispute_id, payout_id, product_id, method, stage, respond_by, next_at, ends_at, credits, balance, license_key, integration, and for customers product_name, tax (the part of amount), invoice_number, invoice_url.',
    words(
      'Envoyez {"type": "payment.failed", "timestamp": "…", "data": {…}} signé selon Standard Webhooks. Clés connues de data (amount : entier dans la plus petite unité ; les quatre dernières ne servent qu’aux e-mails des clients) : id, amount, currency, customer {id, name, email, locale}, reason, status, payment_id, subscription_id, refund_id, dispute_id, payout_id, product_id, method, stage, respond_by, next_at, ends_at, credits, balance, license_key, integration; product_name, tax, invoice_number, invoice_url.',
      'Senden Sie {"type": "payment.failed", "timestamp": "…", "data": {…}}, signiert nach Standard Webhooks. Bekannte Schlüssel von data (amount: ganze Zahl in der kleinsten Einheit; die letzten vier dienen nur den E-Mails an Kunden): id, amount, currency, customer {id, name, email, locale}, reason, status, payment_id, subscription_id, refund_id, dispute_id, payout_id, product_id, method, stage, respond_by, next_at, ends_at, credits, balance, license_key, integration; product_name, tax, invoice_number, invoice_url.',
      'Invia {"type": "payment.failed", "timestamp": "…", "data": {…}} firmato secondo Standard Webhooks. Chiavi note di data (amount: intero nell’unità minima; le ultime quattro servono solo per le e-mail ai clienti): id, amount, currency, customer {id, name, email, locale}, reason, status, payment_id, subscription_id, refund_id, dispute_id, payout_id, product_id, method, stage, respond_by, next_at, ends_at, credits, balance, license_key, integration; product_name, tax, invoice_number, invoice_url.',
      'Kirim {"type": "payment.failed", "timestamp": "…", "data": {…}} yang ditandatangani dengan Standard Webhooks. Kunci data yang dikenal (amount: bilangan bulat dalam satuan terkecil; empat yang terakhir hanya untuk e-mail pelanggan): id, amount, currency, customer {id, name, email, locale}, reason, status, payment_id, subscription_id, refund_id, dispute_id, payout_id, product_id, method, stage, respond_by, next_at, ends_at, credits, balance, license_key, integration; product_name, tax, invoice_number, invoice_url.',
      '发送 {"type": "payment.failed", "timestamp": "…", "data": {…}}，并按 Standard Webhooks 签名。data 的已知键（amount 为最小货币单位的整数；最后四个仅用于客户邮件）：id, amount, currency, customer {id, name, email, locale}, reason, status, payment_id, subscription_id, refund_id, dispute_id, payout_id, product_id, method, stage, respond_by, next_at, ends_at, credits, balance, license_key, integration; product_name, tax, invoice_number, invoice_url。',
    ),
  ],
]);
