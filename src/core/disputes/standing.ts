/** How far a dispute is, as conditions of SQL on its row `d`. */
import { AWAITING_RESPONSE, type DisputeState, WITHOUT_OUTCOME } from '../../domain/disputes/escalation.js';

const isOneOf = (states: readonly DisputeState[]) => `d.state IN (${states.map((state) => `'${state}'`).join(', ')})`;

export const AWAITS_RESPONSE = isOneOf(AWAITING_RESPONSE);
export const HAS_NO_OUTCOME = isOneOf(WITHOUT_OUTCOME);
