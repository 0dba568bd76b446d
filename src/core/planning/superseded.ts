/** Whether something else told what an event tells, before it or in its place. */
import { answeredBy } from '../disputes/ladder.statements.js';
import { TOLD_BEFORE } from './plan-destinations.js';

/**
 * SQL for the id of the event that event `m` is no news after: one that told the same, that overtook it, or that answered the
 * dispute which it reminds of. Null where there is none. @param answered a condition on dispute `q`
 */
export const supersededBy = (answered = 'true') => `coalesce((${TOLD_BEFORE}
      ), ${answeredBy('m', answered)}, m.facts->'dispute'->'decided'->>'supersededBy')`;
