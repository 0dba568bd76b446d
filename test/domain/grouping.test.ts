// Which waiting events share a run: what holds of every division, and that sharing happens at all.
import fc from 'fast-check';
import { CATALOGUE, findEventType } from '../../src/domain/catalogue/index.js';
import { BACKLOG, groupForRuns, MAX_GROUP, sharesAs, type WaitingEvent } from '../../src/domain/planning/grouping.js';
import { newId } from '../../src/platform/new-id.js';

const TYPES = [
  ...['payment.succeeded', 'payment.succeeded', 'subscription.renewed', 'credit.added', 'refund.succeeded'],
  ...['payment.failed', 'refund.failed', 'subscription.failed', 'entitlement_grant.failed', 'subscription.past_due'],
  ...['payout.created', 'payout.success', 'payout.failed', 'dispute.opened', 'dispute.won', 'dispute.updated'],
  ...['loan.granted', 'unknown', 'constructor', ''],
];
const waiting = fc
  .array(
    fc.record({
      businessId: fc.constantFrom('bus_a', 'bus_b', 'bus_c'),
      eventType: fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom('payment.succeeded', 'credit.added') },
        { weight: 1, arbitrary: fc.constantFrom(...TYPES) },
      ),
      attempts: fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 7),
    }),
    { maxLength: 400, size: 'max' },
  )
  .map((events) => events.map((event, at): WaitingEvent => ({ ...event, id: `evt_${at}` })));

/** By its own words, not by `sharesAs`: what must never hurt a neighbour or wait for one. */
function travelsAlone({ eventType, attempts }: WaitingEvent): boolean {
  const severity = findEventType(eventType)?.severity;
  return attempts > 0 || !severity || severity === 'CRITICAL' || /^payout\.|^dispute\./.test(eventType);
}

const place = (id: string | undefined) => Number(id?.slice(4));

/** Runs a check on every division of random events and returns how many groups of several there were. */
function onEveryDivision(check: (groups: WaitingEvent[][], events: WaitingEvent[]) => void): number {
  let shared = 0;
  const division = fc.property(waiting, (events) => {
    const groups = groupForRuns(events).map((ids) => ids.map((id) => events[place(id)] as WaitingEvent));
    shared += groups.filter((group) => group.length > 1).length;
    check(groups, events);
  });
  fc.assert(division, { numRuns: 300 });
  return shared;
}

describe('every division into runs', () => {
  it('has every event exactly once, and no empty run', () => {
    onEveryDivision((groups, events) => {
      expect(groups.flatMap((group) => group.map((event) => event.id)).sort()).toEqual(
        events.map(({ id }) => id).sort(),
      );
      expect(groups.every((group) => group.length > 0)).toBe(true);
    });
  });

  it('keeps the order inside a run, and between the shared runs of one business', () => {
    const shared = onEveryDivision((groups) => {
      for (const business of ['bus_a', 'bus_b', 'bus_c']) {
        const places = groups
          .filter((group) => group.length > 1 && group[0]?.businessId === business)
          .flatMap((group) => group.map((event) => place(event.id)));
        expect(places).toEqual([...places].sort((a, b) => a - b));
      }
    });
    expect(shared).toBeGreaterThan(100);
  });

  it('never crosses businesses, and shares with no critical event, payout, dispute, unknown or retried event, and failures with failures alone', () => {
    const shared = onEveryDivision((groups) => {
      for (const group of groups.filter(({ length }) => length > 1)) {
        expect(new Set(group.map((event) => event.businessId)).size).toBe(1);
        expect(group.filter(travelsAlone)).toEqual([]);
        expect(new Set(group.map(({ eventType }) => findEventType(eventType)?.severity)).size).toBe(1);
      }
    });
    expect(shared).toBeGreaterThan(100);
  });

  it('has at most 50 events in a run', () => {
    onEveryDivision((groups) => expect(Math.max(0, ...groups.map((group) => group.length))).toBeLessThanOrEqual(50));
    expect(MAX_GROUP).toBe(50);
  });

  it('leaves every event alone where fewer than the backlog of one business wait', () => {
    onEveryDivision((groups, events) => {
      for (const group of groups.filter(({ length }) => length > 1)) {
        const mates = events.filter((event) => event.businessId === group[0]?.businessId && !travelsAlone(event));
        expect(mates.length).toBeGreaterThanOrEqual(BACKLOG.INFO);
      }
    });
  });
});

describe('a backlog', () => {
  const paid = (count: number, businessId = 'bus_a'): WaitingEvent[] =>
    Array.from({ length: count }, () => ({
      id: newId('event'),
      businessId,
      eventType: 'payment.succeeded',
      attempts: 0,
    }));

  it.each([
    [BACKLOG.INFO - 1, Array(BACKLOG.INFO - 1).fill(1)],
    [BACKLOG.INFO, [BACKLOG.INFO]],
    [51, [50, 1]],
    [1_000, Array(20).fill(50)],
  ])('of %s paid events of one business makes runs of these sizes', (count, sizes) => {
    expect(groupForRuns(paid(count)).map((group) => group.length)).toEqual(sizes);
  });

  it.each([
    [BACKLOG.WARNING - 1, Array(BACKLOG.WARNING - 1).fill(1)],
    [BACKLOG.WARNING, Array(BACKLOG.WARNING / 50).fill(50)],
  ])('of %s failures makes runs of these sizes, which no paid event shares', (count, sizes) => {
    const failed = paid(count).map((event) => ({ ...event, eventType: 'payment.failed' }));
    const groups = groupForRuns([...paid(3), ...failed, ...paid(20)]);
    const ids = new Set(failed.map(({ id }) => id));
    expect(groups.filter(([first]) => ids.has(first ?? '')).map((group) => group.length)).toEqual(sizes);
    expect(groups.filter((group) => group.some((id) => ids.has(id))).flat()).toHaveLength(count);
  });

  it('is counted per business', () => {
    const few = Array.from({ length: 20 }, (_, at) => paid(BACKLOG.INFO - 1, `bus_${at}`)).flat();
    expect(groupForRuns(few)).toHaveLength(few.length);
  });

  it('starts what travels alone first', () => {
    const urgent = { id: 'evt_dispute', businessId: 'bus_a', eventType: 'dispute.opened', attempts: 0 };
    expect(groupForRuns([...paid(60), urgent])[0]).toEqual(['evt_dispute']);
  });

  it('starts what is urgent before what failed before it came', () => {
    const events = ['payment.failed', 'subscription.failed', 'dispute.opened', 'payout.failed'];
    const waiting = events.map((eventType) => ({ id: eventType, businessId: 'bus_a', eventType, attempts: 0 }));
    expect(groupForRuns(waiting)[0]).toEqual(['dispute.opened']);
    expect(groupForRuns(waiting).flat().slice(2)).toEqual(['payment.failed', 'subscription.failed']);
  });

  it('of a full run fits one search attribute of 2,048 bytes with all its ids', () => {
    const [group] = groupForRuns(paid(MAX_GROUP));
    expect(group).toHaveLength(50);
    expect(Buffer.byteLength(JSON.stringify(group))).toBeLessThanOrEqual(2_048);
  });
});

describe('sharing', () => {
  it('is for events of the catalogue that are not critical, outside payouts and disputes, tried never before', () => {
    const event = (eventType: string, attempts = 0) => ({ id: 'evt_1', businessId: 'bus_a', eventType, attempts });
    const sharing = Object.keys(CATALOGUE).filter((key) => sharesAs(event(key)));
    expect(sharing).toContain('payment.succeeded');
    expect(sharesAs(event('payment.failed'))).toBe('WARNING');
    expect(sharing.filter((key) => /^payout|^dispute/.test(key))).toEqual([]);
    expect(sharing.filter((key) => findEventType(key)?.severity === 'CRITICAL')).toEqual([]);
    expect(sharing.filter((key) => sharesAs(event(key, 1)))).toEqual([]);
    expect(['loan.granted', 'unknown', 'constructor', ''].filter((key) => sharesAs(event(key)))).toEqual([]);
  });
});
