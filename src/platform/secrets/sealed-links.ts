/**
 * Links that need no login: sealed, so that they tell nothing to who reads a log, and cannot be made or changed by
 * others. One that takes an answer names the delivery that carried it: hence the person or hook, the event, the dispute.
 */

import { type IdKind, isId } from '../../domain/ids.js';
import type { SecretBox } from './secret-box.js';

/** What a link is good for, and what it names; what is sealed for one use opens nothing of the other. */
const NAMES = { answer: 'delivery', evidence: 'dispute' } as const satisfies Record<string, IdKind>;
export type LinkUse = keyof typeof NAMES;

export interface OpenedLink {
  businessId: string;
  /** Of the delivery that carries it, or of the dispute that it shows. */
  id: string;
  /** Until when it counts, milliseconds since 1970. */
  until: number;
}

const DAY_MS = 24 * 60 * 60_000;
/** Evidence may be filed after the deadline that we know of, and the team should still be able to say so. */
const ANSWERABLE_AFTER_MS = 7 * DAY_MS;
/** Long enough to be printed or passed on; the API makes a new one each time it is asked. */
const EVIDENCE_MS = DAY_MS;

export class SealedLinks {
  /** @param publicUrl without a slash at its end. */
  constructor(
    private readonly box: SecretBox,
    private readonly publicUrl: string,
  ) {}

  /** To the page where a dispute is taken or answered; null where no answer is possible (any more). `respondBy`: ISO 8601. */
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

  /** To the printable evidence pack, for a day. */
  toEvidence({ id, businessId }: { id: string; businessId: string }, now = Date.now()): string {
    return `${this.publicUrl}/evidence/${this.seal('evidence', { businessId, id, until: now + EVIDENCE_MS })}`;
  }

  /** Null for whatever this installation did not make for this use; whether it still counts, the caller decides. */
  open(use: LinkUse, token: string): OpenedLink | null {
    try {
      const [businessId = '', id = '', until = ''] = this.box.open(token, contextOf(use)).split(' ');
      const known = isId('business', businessId) && isId(NAMES[use], id) && /^\d{1,15}$/.test(until);
      return known ? { businessId, id, until: Number(until) } : null;
    } catch {
      return null;
    }
  }

  /** Letters, digits, `-`, `_` and `.` only: it goes through every mail program and chat as it is. */
  private seal(use: LinkUse, { businessId, id, until }: OpenedLink): string {
    return this.box.seal(`${businessId} ${id} ${until}`, contextOf(use));
  }
}

const contextOf = (use: LinkUse) => `links ${use}`;
