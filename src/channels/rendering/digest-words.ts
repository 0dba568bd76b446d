/** The words of a digest in every locale: what was counted, one and several; and the sentences around the list. */
import type { Category, Locale } from '../../domain/vocabulary.js';

/** `{n}` is the number. Languages without a plural say both alike. */
type Counted = readonly [one: string, other: string];

export type Countable = Category | 'OTHER';

export const COUNTED: Record<Locale, Record<Countable, Counted>> = {
  en: {
    PAYMENTS: ['{n} payment', '{n} payments'],
    PAYOUTS: ['{n} payout', '{n} payouts'],
    REFUNDS: ['{n} refund', '{n} refunds'],
    SUBSCRIPTIONS: ['{n} subscription event', '{n} subscription events'],
    DISPUTES: ['{n} dispute event', '{n} dispute events'],
    LICENSE_KEYS: ['{n} license key', '{n} license keys'],
    CREDITS: ['{n} credit event', '{n} credit events'],
    SYSTEM: ['{n} notice of Tocsin', '{n} notices of Tocsin'],
    OTHER: ['{n} other event', '{n} other events'],
  },
  fr: {
    PAYMENTS: ['{n} paiement', '{n} paiements'],
    PAYOUTS: ['{n} virement', '{n} virements'],
    REFUNDS: ['{n} remboursement', '{n} remboursements'],
    SUBSCRIPTIONS: ['{n} événement d’abonnement', '{n} événements d’abonnement'],
    DISPUTES: ['{n} événement de litige', '{n} événements de litige'],
    LICENSE_KEYS: ['{n} clé de licence', '{n} clés de licence'],
    CREDITS: ['{n} événement de crédits', '{n} événements de crédits'],
    SYSTEM: ['{n} avis de Tocsin', '{n} avis de Tocsin'],
    OTHER: ['{n} autre événement', '{n} autres événements'],
  },
  de: {
    PAYMENTS: ['{n} Zahlung', '{n} Zahlungen'],
    PAYOUTS: ['{n} Auszahlung', '{n} Auszahlungen'],
    REFUNDS: ['{n} Erstattung', '{n} Erstattungen'],
    SUBSCRIPTIONS: ['{n} Abo-Ereignis', '{n} Abo-Ereignisse'],
    DISPUTES: ['{n} Streitfall-Ereignis', '{n} Streitfall-Ereignisse'],
    LICENSE_KEYS: ['{n} Lizenzschlüssel', '{n} Lizenzschlüssel'],
    CREDITS: ['{n} Credit-Ereignis', '{n} Credit-Ereignisse'],
    SYSTEM: ['{n} Hinweis von Tocsin', '{n} Hinweise von Tocsin'],
    OTHER: ['{n} weiteres Ereignis', '{n} weitere Ereignisse'],
  },
  it: {
    PAYMENTS: ['{n} pagamento', '{n} pagamenti'],
    PAYOUTS: ['{n} bonifico', '{n} bonifici'],
    REFUNDS: ['{n} rimborso', '{n} rimborsi'],
    SUBSCRIPTIONS: ['{n} evento di abbonamento', '{n} eventi di abbonamento'],
    DISPUTES: ['{n} evento di controversia', '{n} eventi di controversia'],
    LICENSE_KEYS: ['{n} chiave di licenza', '{n} chiavi di licenza'],
    CREDITS: ['{n} evento di crediti', '{n} eventi di crediti'],
    SYSTEM: ['{n} avviso di Tocsin', '{n} avvisi di Tocsin'],
    OTHER: ['{n} altro evento', '{n} altri eventi'],
  },
  id: {
    PAYMENTS: ['{n} pembayaran', '{n} pembayaran'],
    PAYOUTS: ['{n} pencairan', '{n} pencairan'],
    REFUNDS: ['{n} pengembalian dana', '{n} pengembalian dana'],
    SUBSCRIPTIONS: ['{n} peristiwa langganan', '{n} peristiwa langganan'],
    DISPUTES: ['{n} peristiwa sengketa', '{n} peristiwa sengketa'],
    LICENSE_KEYS: ['{n} kunci lisensi', '{n} kunci lisensi'],
    CREDITS: ['{n} peristiwa kredit', '{n} peristiwa kredit'],
    SYSTEM: ['{n} pemberitahuan Tocsin', '{n} pemberitahuan Tocsin'],
    OTHER: ['{n} peristiwa lain', '{n} peristiwa lain'],
  },
  zh: {
    PAYMENTS: ['{n} 笔付款', '{n} 笔付款'],
    PAYOUTS: ['{n} 笔提现', '{n} 笔提现'],
    REFUNDS: ['{n} 笔退款', '{n} 笔退款'],
    SUBSCRIPTIONS: ['{n} 个订阅事件', '{n} 个订阅事件'],
    DISPUTES: ['{n} 个争议事件', '{n} 个争议事件'],
    LICENSE_KEYS: ['{n} 个许可证密钥', '{n} 个许可证密钥'],
    CREDITS: ['{n} 个积分事件', '{n} 个积分事件'],
    SYSTEM: ['{n} 条 Tocsin 通知', '{n} 条 Tocsin 通知'],
    OTHER: ['{n} 个其他事件', '{n} 个其他事件'],
  },
};

/** Arguments: destination, business. */
export const WHY_DIGEST: Record<Locale, string> = {
  en: 'You get this because {destination} receives a digest of {business}.',
  fr: 'Vous recevez ce message car {destination} reçoit un récapitulatif de {business}.',
  de: 'Sie erhalten dies, weil {destination} eine Zusammenfassung von {business} erhält.',
  it: 'Ricevi questo messaggio perché {destination} riceve un riepilogo di {business}.',
  id: 'Anda menerima ini karena {destination} menerima ringkasan dari {business}.',
  zh: '您收到此消息，是因为 {destination} 接收 {business} 的汇总。',
};

/** Argument: n, those that are not listed. */
export const AND_MORE: Record<Locale, string> = {
  en: 'Not listed here: {n} more.',
  fr: 'Non affichés ici : {n} de plus.',
  de: 'Hier nicht aufgeführt: {n} weitere.',
  it: 'Non elencati qui: altri {n}.',
  id: 'Tidak tercantum di sini: {n} lagi.',
  zh: '另有 {n} 个未在此列出。',
};
