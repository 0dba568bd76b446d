/** How far a dispute is, as conditions of SQL on its row `d`. */
import { AWAITING_RESPONSE, type DisputeState, WITHOUT_OUTCOME } from '../../domain/disputes/escalation.js';
import { sqlList } from '../../platform/database/statement.js';

const isOneOf = (states: readonly DisputeState[]) => `d.state IN (${sqlList(states)})`;

export const AWAITS_RESPONSE = isOneOf(AWAITING_RESPONSE);
export const HAS_NO_OUTCOME = isOneOf(WITHOUT_OUTCOME);
