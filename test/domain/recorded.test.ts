// What the ledger says of an event and a destination.
import { recordedThen } from '../../src/domain/planning/recorded.js';

const NOON = new Date('2026-11-06T12:00:00Z');

describe('what was recorded then', () => {
  const event = { status: 'PROCESSED', statusReason: null, plannedAt: NOON };
  const nothing = { delivery: null, event, removedAt: null, addedLater: false, timeZone: 'UTC' };
  const early = new Date('2026-11-05T08:00:00Z');

  it.each([
    [{ event: { ...event, plannedAt: null } }, 'the event is not planned yet'],
    [{ event: { ...event, status: 'FAILED', statusReason: 'poison' } }, 'the event was set aside: poison'],
    [{ removedAt: early }, 'this destination was removed on 5 Nov 2026, 08:00 UTC, before the event was planned'],
    [{ addedLater: true }, 'this destination was added after the event was planned'],
    [{}, 'nobody had asked for this event type here when it was planned'],
  ])('says why there is nothing: %j', (changes, why) => {
    expect(recordedThen({ ...nothing, ...changes })).toEqual({
      outcome: 'NOTHING',
      detail: `nothing is recorded: ${why}`,
    });
  });

  it('says what the plan said and what became of it', () => {
    const delivery = {
      status: 'FAILED',
      because: 'on, by the catalogue',
      reason: 'refused',
      createdAt: early,
      settledAt: NOON,
    };
    expect(recordedThen({ ...nothing, delivery })).toEqual({
      outcome: 'FAILED',
      detail: 'planned on 5 Nov 2026, 08:00 UTC: on, by the catalogue; FAILED since 6 Nov 2026, 12:00 UTC (refused)',
    });
  });
});
