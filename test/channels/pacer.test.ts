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

/** Asks for turns and keeps, in order, who came when. */
class Turns {
  readonly clock = new StillClock();
  readonly came: string[] = [];
  readonly sentAway: string[] = [];
  private readonly pacer: Pacer;

  constructor(everyMs: number, burst = 1) {
    this.pacer = new Pacer(everyMs, burst, this.clock);
  }

  ask(
    name: string,
    { key = 'hook', severity = 'INFO' as Severity, by = new AbortController().signal } = {},
  ): Promise<unknown> {
    const at = () => `${name} ${this.clock.nowMs() / 1_000} s`;
    return this.pacer.turn(key, severity, by).then(
      () => this.came.push(at()),
      (error: RetryLater) => this.sentAway.push(`${at()} ${error.reason.code} ${error.afterMs}`),
    );
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

  it('sends away who would hold a slot of the worker for long, without keeping that turn; critical ones are let in', async () => {
    const turns = new Turns(1_000);
    for (let n = 0; n <= 40; n++) void turns.ask(`post ${n}`);
    await settled();
    expect(turns.sentAway).toHaveLength(20);
    expect(turns.sentAway[0]).toBe('post 21 0 s TURN_TOO_FAR 21000');
    void turns.ask('dispute', { severity: 'CRITICAL' });
    await turns.clock.moveOn(60_000);
    expect(turns.came.slice(0, 3)).toEqual(['post 0 0 s', 'dispute 1 s', 'post 1 2 s']);
    expect(turns.came).toHaveLength(22);
  });

  it('sends away whom others would make wait for more than 30 s in all', async () => {
    const turns = new Turns(10_000);
    void turns.ask('first');
    void turns.ask('patient');
    await turns.clock.moveOn(9_000);
    void turns.ask('dispute', { severity: 'CRITICAL' });
    void turns.ask('second dispute', { severity: 'CRITICAL' });
    await settled();
    expect(turns.sentAway).toEqual([]);
    void turns.ask('third dispute', { severity: 'CRITICAL' });
    await settled();
    expect(turns.sentAway).toEqual(['patient 9 s TURN_TOO_FAR 31000']);
    await turns.clock.moveOn(60_000);
    expect(turns.came).toEqual(['first 0 s', 'dispute 10 s', 'second dispute 20 s', 'third dispute 30 s']);
  });

  it('lets who stops leave the line, and gives the turn to the next', async () => {
    const turns = new Turns(1_000);
    const stop = new AbortController();
    void turns.ask('a');
    void turns.ask('b', { by: stop.signal });
    void turns.ask('c');
    stop.abort();
    await settled();
    void turns.ask('d', { by: stop.signal });
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
        await turns.clock.moveOn(60_000);
        await Promise.all(ended);
        expect(turns.came.length + turns.sentAway.length).toBe(list.length);
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
