import { DELIVERY_STATUSES } from '../../src/core/schema/enums.js';
import type { PlanEntry } from '../../src/domain/planning/plan.js';
import { changesOfPlan, REPLAYABLE, RESENDABLE, whyNotResent } from '../../src/domain/planning/resend.js';
import { makeReason } from '../../src/domain/reasons.js';

const entry = (destinationId: string, decision: PlanEntry['decision'], recorded = true): PlanEntry => ({
  destinationId,
  decision,
  status: decision === 'SEND' ? 'PENDING' : 'SKIPPED',
  reason: makeReason(decision === 'SEND' ? 'ON' : 'OFF', { source: 'ROLE' }),
  held: null,
  recorded,
});

describe('what may go out again', () => {
  it('is what failed; each other state says why not', () => {
    const free = DELIVERY_STATUSES.filter((status) => whyNotResent(status) === null);
    expect([...free].sort()).toEqual([...RESENDABLE].sort());
    const sentences = DELIVERY_STATUSES.map(whyNotResent).filter((sentence) => sentence !== null);
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  it('in a replay is what was tried, successes included, and never what a rule left out or is still open', () => {
    const never = DELIVERY_STATUSES.filter((status) => !(REPLAYABLE as readonly string[]).includes(status));
    expect([...never].sort()).toEqual(['DEFERRED', 'PENDING', 'SKIPPED', 'SUPERSEDED']);
  });
});

describe('a plan made anew', () => {
  it.each(DELIVERY_STATUSES)('changes a delivery that is %s only where nobody is told twice', (status) => {
    const open = ['FAILED', 'BOUNCED', 'CANCELLED', 'SKIPPED', 'SUPERSEDED'].includes(status);
    const changes = changesOfPlan([entry('a', 'SEND')], new Map([['a', status]]));
    expect(changes).toHaveLength(open ? 1 : 0);
  });

  it('takes up who was not there, and leaves an old refusal its words', () => {
    const entries = [
      entry('new', 'SEND'),
      entry('new-no', 'SKIP'),
      entry('nobody', 'SKIP', false),
      entry('old', 'SKIP'),
    ];
    const changes = changesOfPlan(entries, new Map([['old', 'SKIPPED']]));
    expect(changes.map(({ destinationId }) => destinationId)).toEqual(['new', 'new-no']);
  });
});
