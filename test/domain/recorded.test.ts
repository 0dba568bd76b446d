// What the ledger says of an event and a destination.
import { recordedThen } from '../../src/domain/planning/recorded.js';
import { makeReason, zonedMoment } from '../../src/domain/reasons.js';
import { inEnglish, textReason } from '../support/reasons.js';

const NOON = new Date('2026-11-06T12:00:00Z');

describe('what was recorded then', () => {
  const event = { status: 'PROCESSED', statusReason: null, plannedAt: NOON };
  const nothing = { delivery: null, event, removedAt: null, addedLater: false, timeZone: 'UTC' };
  const poison = makeReason('UNPLANNABLE', { error: 'poison' });
  const early = new Date('2026-11-05T08:00:00Z');

  it.each([
    [{ event: { ...event, plannedAt: null } }, makeReason('EVENT_NOT_PLANNED')],
    [{ event: { ...event, status: 'FAILED', statusReason: poison } }, makeReason('EVENT_SET_ASIDE', { why: poison })],
    [{ removedAt: early }, makeReason('REMOVED_BEFORE_PLAN', { on: zonedMoment(early, 'UTC') })],
    [{ addedLater: true }, makeReason('ADDED_AFTER_PLAN')],
    [{}, makeReason('NOBODY_ASKED')],
  ])('says why there is nothing: %j', (changes, why) => {
    expect(recordedThen({ ...nothing, ...changes })).toEqual({
      outcome: 'NOTHING',
      detail: makeReason('NOT_RECORDED', { why }),
    });
  });

  it('says what the plan said and what became of it', () => {
    const delivery = {
      status: 'FAILED',
      because: makeReason('ON', { source: 'CATALOGUE' }),
      reason: textReason('refused'),
      createdAt: early,
      settledAt: NOON,
    };
    const { outcome, detail } = recordedThen({ ...nothing, delivery });
    expect(outcome).toBe('FAILED');
    expect(inEnglish(detail)).toBe(
      'planned on Nov 5, 2026, 8:00 AM UTC: on, by the catalogue; failed since Nov 6, 2026, 12:00 PM UTC (refused)',
    );
    const skipped = { ...delivery, status: 'SKIPPED', because: delivery.reason };
    expect(inEnglish(recordedThen({ ...nothing, delivery: skipped }).detail)).toBe(
      'planned on Nov 5, 2026, 8:00 AM UTC: refused; left out since Nov 6, 2026, 12:00 PM UTC',
    );
  });
});
