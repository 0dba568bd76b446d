/**
 * Links that need no login. They are encrypted, so that a log shows nothing of them and nobody else can make or change one; their
 * keys rotate like those of all secrets. A link to respond names the delivery that carried it, and with it the recipient or
 * endpoint, the event and the dispute.
 */
import { type IdKind, isId } from '../../domain/ids.js';
import type { Category } from '../../domain/vocabulary.js';
import type { SecretBox } from './secret-box.js';

/** The uses of links, each with the path of its page and the kind of id that it holds; a link for one cannot be opened for another. */
const USES = {
  answer: { path: '/a/', holds: 'delivery' },
  confirm: { path: '/confirm/', holds: 'destination' },
  evidence: { path: '/evidence/', holds: 'dispute' },
  preferences: { path: '/n/', holds: 'destination' },
  refuse: { path: '/not-mine/', holds: 'destination' },
  // Behind `#`, which browsers send to nobody: the page there posts it.
  signIn: { path: '/signin#', holds: 'apiKey' },
  unsubscribe: { path: '/u/', holds: 'destination' },
} as const satisfies Record<string, { path: string; holds: IdKind }>;
export type LinkUse = keyof typeof USES;

/** Below it stand the tokens of this use. */
export const pathOf = (use: LinkUse): string => USES[use].path;

export interface OpenedLink {
  businessId: string;
  /** Id of the delivery that carries the link, of the dispute that it shows, or of the address that it is about. */
  id: string;
  /** Expires then, milliseconds since 1970. */
  until: number;
  /** What else it says: of a link to unsubscribe the categories, of all others nothing. */
  words: readonly string[];
}

type LinkedRow = Pick<OpenedLink, 'businessId' | 'id'>;

const DAY_MS = 24 * 60 * 60_000;
/** A response may be filed after the deadline that we know, and the team should still be able to say so. */
const RESPONDABLE_AFTER_MS = 7 * DAY_MS;
/** Long enough to print it or pass it on; each query of the API makes a new one. */
const EVIDENCE_MS = DAY_MS;
/** The mail says so. */
const CONFIRMABLE_MS = 7 * DAY_MS;
/** Long enough to change from a terminal to a browser, or from a screen to a phone. */
export const SIGN_IN_MINUTES = 15;
/** Each mail has a new one. */
const PREFERENCES_MS = 90 * DAY_MS;
/** People read mails late; laws of several countries demand at least 30 to 60 days. */
const UNSUBSCRIBABLE_MS = 400 * DAY_MS;

export class SealedLinks {
  /** @param publicUrl without a slash at its end. */
  constructor(
    private readonly box: SecretBox,
    private readonly publicUrl: string,
  ) {}

  /** To the page to acknowledge or respond; null if no response is possible (any more). `respondBy`: ISO 8601. */
  toRespond(
    carrier: { businessId: string; deliveryId: string },
    respondBy: string | null,
    now = Date.now(),
  ): string | null {
    if (respondBy === null) return null;
    const until = Date.parse(respondBy) + RESPONDABLE_AFTER_MS;
    if (until <= now) return null;
    return this.seal('answer', { businessId: carrier.businessId, id: carrier.deliveryId }, until);
  }

  /** To the printable evidence pack; valid for a day. */
  toEvidence(dispute: LinkedRow, now = Date.now()): string {
    return this.seal('evidence', dispute, now + EVIDENCE_MS);
  }

  /** To the page that confirms an address of a member; valid for a week. */
  toConfirmation(address: LinkedRow, now = Date.now()): string {
    return this.seal('confirm', address, now + CONFIRMABLE_MS);
  }

  /** To what one e-mail address of the team is told of. */
  toPreferences(address: LinkedRow, now = Date.now()): string {
    return this.seal('preferences', address, now + PREFERENCES_MS);
  }

  /** To the page that ends all mail to an address whose reader says that it is not theirs. */
  toRefusal(address: LinkedRow, now = Date.now()): string {
    return this.seal('refuse', address, now + UNSUBSCRIBABLE_MS);
  }

  /** To the web app, signed in as the owner of this key. */
  toSignIn(key: LinkedRow, now = Date.now()): string {
    return this.seal('signIn', key, now + SIGN_IN_MINUTES * 60_000);
  }

  /** With which one click ends mails of these categories to one address (RFC 8058). */
  toUnsubscribe(address: LinkedRow, categories: readonly Category[], now = Date.now()): string {
    return this.seal('unsubscribe', address, now + UNSUBSCRIBABLE_MS, categories);
  }

  /** Null unless this installation made the link for this use. The caller checks whether it has expired. */
  open(use: LinkUse, token: string): OpenedLink | null {
    try {
      const [businessId = '', id = '', until = '', ...words] = this.box.open(token, contextOfLink(use)).split(' ');
      const known = isId('business', businessId) && isId(USES[use].holds, id) && /^\d{1,15}$/.test(until);
      return known ? { businessId, id, until: Number(until), words } : null;
    } catch {
      return null;
    }
  }

  /** Letters, digits, `-`, `_` and `.` only, which mail programs and chats do not change. */
  private seal(use: LinkUse, { businessId, id }: LinkedRow, until: number, words: readonly string[] = []): string {
    const token = this.box.seal([businessId, id, until, ...words].join(' '), contextOfLink(use));
    return `${this.publicUrl}${pathOf(use)}${token}`;
  }
}

const contextOfLink = (use: LinkUse) => `links ${use}`;
