// Whose events are started next: what holds whoever waits, with however many runs under way.
import fc from 'fast-check';
import type { RelayRow } from '../../src/core/ingest/relay-nudge.js';
import { BUSINESS_RUNS, nextInTurn, RUNS_AT_ONCE, type WaitingBusiness } from '../../src/domain/planning/turns.js';
import { RunsUnderWay } from '../../src/temporal/runs-under-way.js';
import { WaitingEvents } from '../../src/temporal/waiting-events.js';

const businesses = fc.uniqueArray(
  fc.record({
    businessId: fc.integer({ min: 0, max: 60 }).map((n) => `bus_${n}`),
    urgent: fc.boolean(),
    underWay: fc.integer({ min: 0, max: BUSINESS_RUNS + 1 }),
  }),
  { selector: ({ businessId }) => businessId, maxLength: 40 },
);

const find = (all: readonly WaitingBusiness[], id: string | null) => all.find(({ businessId }) => businessId === id);

const rooms = fc.record({
  underWay: fc.integer({ min: 0, max: RUNS_AT_ONCE + 1 }),
  atOnce: fc.integer({ min: 1, max: RUNS_AT_ONCE }),
});
const ROOM = { underWay: 0, atOnce: RUNS_AT_ONCE };

it('one that may have a run gets it wherever there is one, and nobody has more than may be', () => {
  fc.assert(
    fc.property(businesses, rooms, (all, room) => {
      const next = find(all, nextInTurn(all, room));
      const most = room.underWay < room.atOnce ? BUSINESS_RUNS : 1;
      const may = room.underWay < RUNS_AT_ONCE && all.some((one) => one.underWay < most);
      expect(next !== undefined).toBe(may);
      expect(next?.underWay ?? 0).toBeLessThan(most);
    }),
  );
});

it('nobody who waits for as urgent an event has fewer runs under way, and nobody passed by has a more urgent one', () => {
  fc.assert(
    fc.property(businesses, (all) => {
      const next = find(all, nextInTurn(all, ROOM));
      if (!next) return;
      const others = all.filter(({ underWay }) => underWay < BUSINESS_RUNS);
      expect(others.some(({ urgent }) => urgent) ? next.urgent : true).toBe(true);
      const alike = others.filter(({ urgent }) => urgent === next.urgent);
      expect(next.underWay).toBe(Math.min(...alike.map(({ underWay }) => underWay)));
    }),
  );
});

const TYPES = ['dispute.opened', 'payment.failed', 'payment.succeeded'];
const events = fc.array(fc.record({ business: fc.nat(4), type: fc.constantFrom(...TYPES) }), {
  maxLength: 300,
  size: 'max',
});
const rowsOf = (some: readonly { business: number; type: string }[]) =>
  some.map(({ business, type }, at) => ({
    id: `evt_${at}`,
    businessId: `bus_${business}`,
    eventType: type,
    entityId: null,
    attempts: 0,
    traceparent: null,
  }));

it('every event is taken once, in runs of one business each, of which no business has more than may be', () => {
  fc.assert(
    fc.property(events, (some) => {
      const rows = rowsOf(some);
      const [waiting, underWay] = [new WaitingEvents(), new RunsUnderWay()];
      waiting.add(rows, 1);
      const taken: string[] = [];
      const open: string[] = [];
      for (;;) {
        const run = waiting.take(underWay, RUNS_AT_ONCE);
        if (run?.[0]) {
          const ids = run.map(({ id }) => id);
          underWay.begin(run[0].businessId, ids, 0);
          taken.push(...ids);
          open.push(run[0].id);
          expect(new Set(run.map(({ businessId }) => businessId)).size).toBe(1);
          expect(underWay.count(run[0].businessId)).toBeLessThanOrEqual(BUSINESS_RUNS);
        } else if (open.length > 0) underWay.end(open.shift() ?? '');
        else break;
      }
      expect(taken.toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
      expect([waiting.count(), underWay.count()]).toEqual([0, 0]);
    }),
    { numRuns: 200 },
  );
});

it('a backlog of failures shares runs to its last event, though only a part of it is here at a time', () => {
  const waiting = new WaitingEvents();
  const failures = rowsOf(Array.from({ length: 400 }, () => ({ business: 0, type: 'payment.failed' })));
  const takeAll = () => {
    const sizes: number[] = [];
    for (
      let run = waiting.take(new RunsUnderWay(), RUNS_AT_ONCE);
      run;
      run = waiting.take(new RunsUnderWay(), RUNS_AT_ONCE)
    )
      sizes.push(run.length);
    return sizes;
  };
  const look = (rows: RelayRow[]) => {
    waiting.add(rows, 1);
    waiting.endBacklogs();
  };
  look(failures.slice(0, 250));
  expect(takeAll()).toEqual([50, 50, 50, 50, 50]);
  look(failures.slice(250));
  expect(takeAll()).toEqual([50, 50, 50]);
  // Nothing was found: the next ones are alone again.
  look([]);
  look(failures.slice(0, 150));
  expect(new Set(takeAll())).toEqual(new Set([1]));
});

it('one event of another business is started at once beside a backlog, and before what is less urgent', () => {
  const [waiting, underWay] = [new WaitingEvents(), new RunsUnderWay()];
  const backlog = rowsOf(Array.from({ length: 1_000 }, () => ({ business: 0, type: 'dispute.opened' })));
  waiting.add(backlog, 1);
  for (let run = waiting.take(underWay, RUNS_AT_ONCE); run; run = waiting.take(underWay, RUNS_AT_ONCE))
    underWay.begin(
      'bus_0',
      run.map(({ id }) => id),
      0,
    );
  expect(underWay.count()).toBe(BUSINESS_RUNS);
  const [mild, urgent] = rowsOf([
    { business: 1, type: 'payment.succeeded' },
    { business: 2, type: 'dispute.opened' },
  ]).map((row) => ({ ...row, id: `evt_of_${row.businessId}` }));
  waiting.add(
    [mild, urgent].flatMap((row) => row ?? []),
    1,
  );
  expect(waiting.take(underWay, RUNS_AT_ONCE)).toEqual([urgent]);
  expect(waiting.take(underWay, RUNS_AT_ONCE)).toEqual([mild]);
  expect(waiting.take(underWay, RUNS_AT_ONCE)).toBeNull();
});

it('where Temporal carries no more, a crowd waits, and the first run of another business does not', () => {
  const [waiting, underWay] = [new WaitingEvents(), new RunsUnderWay()];
  waiting.add(rowsOf(Array.from({ length: 10 }, () => ({ business: 0, type: 'dispute.opened' }))), 1);
  const startAll = (atOnce: number) => {
    for (let run = waiting.take(underWay, atOnce); run?.[0]; run = waiting.take(underWay, atOnce))
      underWay.begin(run[0].businessId, [run[0].id], 0);
  };
  startAll(2);
  expect(underWay.count('bus_0')).toBe(2);
  const [other] = rowsOf([{ business: 1, type: 'payment.succeeded' }]).map((row) => ({ ...row, id: 'evt_other' }));
  waiting.add(other ? [other] : [], 1);
  startAll(2);
  expect([underWay.count('bus_0'), underWay.count('bus_1')]).toEqual([2, 1]);
  startAll(4);
  expect([underWay.count('bus_0'), underWay.count('bus_1')]).toEqual([3, 1]);
});

it('what waits until its lease is about to end is late until it is leased anew', () => {
  const [waiting, underWay] = [new WaitingEvents(), new RunsUnderWay()];
  const rows = rowsOf([
    { business: 0, type: 'dispute.opened' },
    { business: 1, type: 'dispute.opened' },
  ]);
  waiting.add(rows.slice(0, 1), 1_000);
  waiting.add(rows.slice(1), 2_000);
  expect(waiting.late(1_500)).toEqual(rows.slice(0, 1));
  waiting.renew(rows.slice(0, 1), 3_000);
  expect(waiting.late(2_500)).toEqual(rows.slice(1));
  expect(waiting.take(underWay, RUNS_AT_ONCE)).toEqual(rows.slice(0, 1));
  waiting.renew(rows.slice(0, 1), 4_000);
  expect(waiting.count()).toBe(1);
});

it('a run is under way until its events are over, or for ten seconds', () => {
  const underWay = new RunsUnderWay();
  underWay.begin('bus_0', ['evt_1', 'evt_2'], 0);
  underWay.begin('bus_0', ['evt_3'], 0);
  underWay.keepOpen(new Set(['evt_1', 'evt_2', 'evt_3']), new Set(['evt_2']));
  expect(underWay.eventIds()).toEqual(['evt_1', 'evt_2']);
  underWay.begin('bus_0', ['evt_4'], 9_000);
  underWay.endLate(10_000);
  expect(underWay.count('bus_0')).toBe(2);
  underWay.endLate(10_001);
  expect([underWay.eventIds(), underWay.count('bus_0')]).toEqual([['evt_4'], 1]);
});
