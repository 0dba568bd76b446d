import type { DisputeState } from './escalation.js';

/** Where a ladder stands; moments in milliseconds since 1970. */
export interface LadderStatus {
  /** Which dispute it is, for the operator: `$28.90 · dp_1`. */
  label: string;
  state: DisputeState;
  /** Of the newest reminder; 0 before the first. */
  level: number;
  /** When to look again and what for; null: the ladder is at its end, or there is none. */
  until: number | null;
  next: 'REMINDER' | 'DEADLINE' | null;
  /** Whom the next reminder asks as things stand; null where none is to come. */
  asks: { level: number; roles: readonly string[] } | null;
  deadline: number | null;
  estimated: boolean;
}
