/**
 * Which layer decides whether a destination hears of an event type. The order is total:
 * removed, disabled, suppressed → explicit preference → what rings no phone by default → role default → business default →
 * catalogue default. What is on then meets quiet hours and digest, see plan.ts.
 */
import type { EventTypeEntry } from '../catalogue/entry.js';
import type { Category, DisputeRule, PreferenceSource, Role } from '../vocabulary.js';

/** What is known of one destination when an event type is asked about. */
export interface PreferenceLayers {
  /** Somebody's choice for this very event type; null where nobody chose. */
  choice: boolean | null;
  /** An endpoint's subscription: to every event type, or to the chosen ones only; null for people's destinations. */
  takesAll: boolean | null;
  /** Of a chat: whether types that the catalogue does not know reach it, too; null: they do where it takes all. */
  takesUnknown: boolean | null;
  /** The roles of the person behind the destination; empty where there is no person or no role. */
  roles: readonly Role[];
  /** What the business chose for this event type; null where it leaves it to the catalogue. */
  businessDefault: boolean | null;
  /** A ladder asks those with this role by name: what roles hear of by default does not matter then. */
  onCall?: boolean;
  /** It was told that a dispute is open, and is told how it ended. */
  heardOpening?: boolean;
  /** It is somebody's phone or browser, which rings. */
  phone?: boolean;
}

// Finance hears of payouts, support of disputes, sales of payments; the owner of everything.
const ROLE_CATEGORIES: Record<Role, readonly Category[]> = {
  OWNER: ['PAYMENTS', 'PAYOUTS', 'REFUNDS', 'SUBSCRIPTIONS', 'DISPUTES', 'LICENSE_KEYS', 'CREDITS', 'SYSTEM'],
  FINANCE: ['PAYOUTS', 'REFUNDS'],
  SUPPORT: ['DISPUTES'],
  SALES: ['PAYMENTS', 'SUBSCRIPTIONS'],
  ENGINEERING: ['SYSTEM'],
};

/** Whether a role hears of an event type unless somebody chose otherwise. */
export function roleHearsOf(role: Role, entry: EventTypeEntry): boolean {
  if (!entry.team) return false;
  // A failed refund needs somebody who talks to the customer.
  if (role === 'SUPPORT' && entry.key === 'refund.failed') return true;
  // Of Tocsin's own notices, the one about money: who looks after destinations has nothing to do with it.
  if (entry.key === 'tocsin.money_at_risk') return role === 'OWNER' || role === 'FINANCE';
  return ROLE_CATEGORIES[role].includes(entry.category);
}

/** Good news in numbers: a phone that rings for each sale is soon switched off, and silent when a dispute comes. */
export const isQuietOnPhone = (entry: EventTypeEntry, { phone }: Pick<PreferenceLayers, 'phone'>): boolean =>
  (phone && entry.quietOnPhone) ?? false;

export interface PreferenceDecision {
  enabled: boolean;
  /** The layer. */
  source: PreferenceSource;
  /** What stood in for the layer. */
  rule?: DisputeRule;
}

/** The value of a preference and the layer that decided it. `entry` is null for a type the catalogue does not know. */
export function decidePreference(entry: EventTypeEntry | null, layers: PreferenceLayers): PreferenceDecision {
  if (layers.choice !== null) return { enabled: layers.choice, source: 'EXPLICIT' };
  // Nobody asked for them, so that the skipped message is not worth a row.
  if (leavesOutUnknown(entry, layers)) return { enabled: false, source: 'CATALOGUE' };
  const { takesAll, takesUnknown } = layers;
  if (entry && layers.heardOpening)
    return { enabled: true, source: takesAll === null ? 'ROLE' : 'EXPLICIT', rule: 'OPENING' };
  if (takesAll !== null) return { enabled: entry ? takesAll : (takesUnknown ?? takesAll), source: 'EXPLICIT' };
  if (!entry) return { enabled: false, source: 'CATALOGUE' };
  if (layers.onCall) return { enabled: true, source: 'ROLE', rule: 'ON_CALL' };
  if (isQuietOnPhone(entry, layers)) return { enabled: false, source: 'CATALOGUE' };
  if (layers.roles.length > 0) {
    return { enabled: layers.roles.some((role) => roleHearsOf(role, entry)), source: 'ROLE' };
  }
  if (layers.businessDefault !== null) return { enabled: layers.businessDefault, source: 'BUSINESS' };
  return { enabled: entry.team, source: 'CATALOGUE' };
}

/** A chat that takes all that the catalogue knows, and did not choose the rest. */
export const leavesOutUnknown = (entry: EventTypeEntry | null, { takesAll, takesUnknown }: PreferenceLayers): boolean =>
  !entry && takesAll === true && takesUnknown === false;
