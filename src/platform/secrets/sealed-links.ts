/**
 * Links that need no login. They are encrypted, so that a log shows nothing of them and nobody else can make or change one.
 * A link to respond names the delivery that carried it, and with it the recipient or endpoint, the event and the dispute.
 */
import { type IdKind, isId } from '../../domain/ids.js';
import type { SecretBox } from './secret-box.js';

/** The uses of links and the kind of id that each holds; a link for one use cannot be opened for the other. */
const NAMES = { answer: 'delivery', evidence: 'dispute', confirm: 'destination' } as const satisfies Record<
  string,
  IdKind
>;
export type LinkUse = keyof typeof NAMES;

export interface OpenedLink {
  businessId: string;
  /** Id of the delivery that carries the link, of the dispute that it shows, or of the address that it confirms. */
  id: string;
  /** Expires then, milliseconds since 1970. */
  until: number;
}

const DAY_MS = 24 * 60 * 60_000;
/** A response may be filed after the deadline that we know, and the team should still be able to say so. */
const ANSWERABLE_AFTER_MS = 7 * DAY_MS;
/** Long enough to print it or pass it on; each query of the API makes a new one. */
const EVIDENCE_MS = DAY_MS;
/** The mail says so. */
const CONFIRMABLE_MS = 7 * DAY_MS;

export class SealedLinks {
  /** @param publicUrl without a slash at its end. */
  constructor(
    private readonly box: SecretBox,
    private readonly publicUrl: string,
  ) {}

  /** To the page to acknowledge or respond; null if no response is possible (any more). `respondBy`: ISO 8601. */
  toAnswer(
    carrier: { businessId: string; deliveryId: string },
    respondBy: string | null,
    now = Date.now(),
  ): string | null {
    if (respondBy === null) return null;
    const until = Date.parse(respondBy) + ANSWERABLE_AFTER_MS;
    if (until <= now) return null;
    return `${this.publicUrl}/a/${this.seal('answer', { businessId: carrier.businessId, id: carrier.deliveryId, until })}`;
  }

  /** To the printable evidence pack; valid for a day. */
  toEvidence({ id, businessId }: { id: string; businessId: string }, now = Date.now()): string {
    return `${this.publicUrl}/evidence/${this.seal('evidence', { businessId, id, until: now + EVIDENCE_MS })}`;
  }

  /** To the page that confirms an address of a member; valid for a week. */
  toConfirmation({ id, businessId }: { id: string; businessId: string }, now = Date.now()): string {
    return `${this.publicUrl}/confirm/${this.seal('confirm', { businessId, id, until: now + CONFIRMABLE_MS })}`;
  }

  /** Null unless this installation made the link for this use. The caller checks whether it has expired. */
  open(use: LinkUse, token: string): OpenedLink | null {
    try {
      const [businessId = '', id = '', until = ''] = this.box.open(token, contextOf(use)).split(' ');
      const known = isId('business', businessId) && isId(NAMES[use], id) && /^\d{1,15}$/.test(until);
      return known ? { businessId, id, until: Number(until) } : null;
    } catch {
      return null;
    }
  }

  /** Letters, digits, `-`, `_` and `.` only, which mail programs and chats do not change. */
  private seal(use: LinkUse, { businessId, id, until }: OpenedLink): string {
    return this.box.seal(`${businessId} ${id} ${until}`, contextOf(use));
  }
}

const contextOf = (use: LinkUse) => `links ${use}`;
