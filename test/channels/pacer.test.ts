/** The pacer: calls of one account apart, what matters most first, and nobody waits for too long. By a clock of its own. */
import fc from 'fast-check';
import { Pacer, type PacerClock } from '../../src/channels/pacer.js';
import { RetryLater } from '../../src/domain/failures.js';
import { SEVERITIES, type Severity } from '../../src/domain/vocabulary.js';

/** Stands still until it is moved on. */
class StillClock implements PacerClock {
  private ms = 0;
  private alarms: { at: number; ring: () => void }[] = [];

  nowMs(): number {
    return this.ms;
  }

  wait(ms: number): Promise<void> {
    return new Promise((ring) => this.alarms.push({ at: this.ms + ms, ring }));
  }

  /** Rings whatever is due on the way, in its order. */
  async moveOn(ms: number): Promise<void> {
    await settled();
    const until = this.ms + ms;
    for (;;) {
      const [next] = this.alarms.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at);
      if (!next) break;
      this.alarms = this.alarms.filter((alarm) => alarm !== next);
      this.ms = Math.max(this.ms, next.at);
      next.ring();
      await settled();
    }
    this.ms = until;
    await settled();
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

type Until = Parameters<Pacer['turn']>[1];
const ENDLESS: Until = { signal: new AbortController().signal };

/** Asks for turns and keeps, in order, who came when. Who is sent away comes back when it was told to, as an activity does. */
class Turns {
  readonly clock = new StillClock();
  readonly came: string[] = [];
  readonly sentAway: string[] = [];
  /** How many wait with a place of their channel. */
  waiting = 0;
  mostWaiting = 0;
  private readonly pacer: Pacer;

  constructor(everyMs: number, burst = 1) {
    this.pacer = new Pacer(everyMs, burst, this.clock);
  }

  async ask(
    who: string,
    { key = 'hook', severity = 'INFO' as Severity, by = ENDLESS, lateMs = 0 } = {},
  ): Promise<void> {
    const at = () => `${who} ${this.clock.nowMs() / 1_000} s`;
    this.mostWaiting = Math.max(this.mostWaiting, ++this.waiting);
    const turned = await this.pacer.turn({ key, who, severity }, by).then(
      () => null,
      (error: RetryLater) => error,
    );
    this.waiting--;
    if (!turned) return void this.came.push(at());
    this.sentAway.push(`${at()} ${turned.reason.code} ${turned.afterMs}`);
    if (turned.afterMs === null) return;
    await this.clock.wait(turned.afterMs + lateMs);
    await this.ask(who, { key, severity, by, lateMs });
  }
}

describe('the pacer', () => {
  it('keeps the calls of one account apart, in the order of asking, and holds up nobody else', async () => {
    const turns = new Turns(1_000);
    for (const name of ['a', 'b', 'c']) void turns.ask(name);
    void turns.ask('another', { key: 'other hook' });
    await turns.clock.moveOn(5_000);
    expect(turns.came).toEqual(['a 0 s', 'another 0 s', 'b 1 s', 'c 2 s']);
  });

  it('lets a burst through after a pause, and keeps the mean', async () => {
    const turns = new Turns(1_000, 3);
    for (const name of ['a', 'b', 'c', 'd', 'e']) void turns.ask(name);
    await turns.clock.moveOn(10_000);
    for (const name of ['f', 'g', 'h', 'i']) void turns.ask(name);
    await turns.clock.moveOn(10_000);
    expect(turns.came).toEqual([
      ...['a 0 s', 'b 0 s', 'c 0 s', 'd 1 s', 'e 2 s'],
      ...['f 10 s', 'g 10 s', 'h 10 s', 'i 11 s'],
    ]);
  });

  it('lets a dispute behind twenty posts through with the next call', async () => {
    const turns = new Turns(1_000, 5);
    for (let n = 1; n <= 20; n++) void turns.ask(`post ${n}`);
    await turns.clock.moveOn(2_500);
    void turns.ask('warning', { severity: 'WARNING' });
    void turns.ask('dispute', { severity: 'CRITICAL' });
    void turns.ask('second dispute', { severity: 'CRITICAL' });
    await turns.clock.moveOn(4_000);
    expect(turns.came.slice(5)).toEqual([
      ...['post 6 1 s', 'post 7 2 s', 'dispute 3 s', 'second dispute 4 s', 'warning 5 s', 'post 8 6 s'],
    ]);
  });

  it('lets nobody wait here for longer than 2 s: the others come back to their own turn, and no turn is lost', async () => {
    const turns = new Turns(1_000);
    for (let n = 0; n <= 40; n++) void turns.ask(`post ${n}`);
    await settled();
    expect(turns.waiting).toBe(2);
    expect(turns.sentAway).toHaveLength(38);
    expect(turns.sentAway[0]).toBe('post 3 0 s TURN_TOO_FAR 2500');
    await turns.clock.moveOn(60_000);
    expect(turns.came).toEqual(Array.from({ length: 41 }, (_, n) => `post ${n} ${n} s`));
    // Each once: who comes back is let in.
    expect(turns.sentAway).toHaveLength(38);
  });

  it('lets a critical one in before all who wait, here or elsewhere', async () => {
    const turns = new Turns(1_000);
    for (let n = 0; n <= 10; n++) void turns.ask(`post ${n}`);
    await turns.clock.moveOn(500);
    void turns.ask('dispute', { severity: 'CRITICAL' });
    await turns.clock.moveOn(30_000);
    expect(turns.came.slice(0, 4)).toEqual(['post 0 0 s', 'dispute 1 s', 'post 1 2 s', 'post 2 3 s']);
    expect(turns.came).toHaveLength(12);
    expect(turns.came.at(-1)).toBe('post 10 11 s');
  });

  it('passes who is not back in time, and lets it in when it is', async () => {
    const turns = new Turns(1_000);
    void turns.ask('a');
    void turns.ask('b');
    void turns.ask('c');
    void turns.ask('late', { lateMs: 4_000 });
    void turns.ask('next');
    await turns.clock.moveOn(20_000);
    expect(turns.came).toEqual(['a 0 s', 'b 1 s', 'c 2 s', 'next 3.5 s', 'late 6.5 s']);
  });

  it('forgets who never comes back', async () => {
    const turns = new Turns(1_000);
    for (let n = 0; n <= 4; n++) void turns.ask(`post ${n}`);
    void turns.ask('gone', { lateMs: 3_600_000 });
    await turns.clock.moveOn(60_000);
    void turns.ask('new');
    await settled();
    expect(turns.came.at(-1)).toBe('new 60 s');
  });

  it.each([
    ['whose call is broken off', (signal: AbortSignal): Until => ({ signal })],
    ['whose process is asked to stop', (stopping: AbortSignal): Until => ({ ...ENDLESS, stopping })],
  ])('lets one %s leave the line, and gives the turn to the next', async (_who, until) => {
    const turns = new Turns(1_000);
    const stop = new AbortController();
    void turns.ask('a');
    void turns.ask('b', { by: until(stop.signal) });
    void turns.ask('c');
    stop.abort();
    await settled();
    void turns.ask('d', { by: until(stop.signal) });
    await turns.clock.moveOn(5_000);
    expect(turns.came).toEqual(['a 0 s', 'c 1 s']);
    expect(turns.sentAway).toEqual(['b 0 s STOPPED_IN_LINE null', 'd 0 s STOPPED_IN_LINE null']);
  });

  it('whoever asks when: a call each second at most, nobody before one who matters more and asked first', async () => {
    const asks = fc.array(fc.record({ afterMs: fc.nat(1_500), severity: fc.constantFrom(...SEVERITIES) }), {
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(asks, async (list) => {
        const turns = new Turns(1_000);
        const ended: Promise<unknown>[] = [];
        for (const [n, { afterMs, severity }] of list.entries()) {
          await turns.clock.moveOn(afterMs);
          ended.push(turns.ask(`${n}`, { severity }));
          await settled();
        }
        await turns.clock.moveOn(120_000);
        await Promise.all(ended);
        expect(turns.came).toHaveLength(list.length);
        // At most three of one account: one whose turn it is, and two within 2 s.
        expect(turns.mostWaiting).toBeLessThanOrEqual(3);
        const came = turns.came.map((entry) => entry.split(' ').map(Number) as [number, number]);
        for (const [place, [n, atS]] of came.entries()) {
          const before = came[place - 1];
          if (before) expect(atS - before[1]).toBeGreaterThanOrEqual(0.999);
          const rank = (at: number) => SEVERITIES.indexOf(list[at]?.severity as Severity);
          for (const [other] of came.slice(place + 1)) if (other < n) expect(rank(other)).toBeLessThan(rank(n));
        }
      }),
      { numRuns: 50 },
    );
  });
});
