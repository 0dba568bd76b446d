/** Places are shared: nobody takes all, who waits is served in turn, and nobody waits without end. */
import fc from 'fast-check';
import { makeReason } from '../../src/domain/reasons.js';
import { FairShare, NoPlaceFree } from '../../src/platform/fair-share.js';

const SHARES = { places: 4, perKey: 2, waitingPerKey: 3, waitMs: 60_000, busy: makeReason('DATABASE_BUSY') };

/** Notes the order in which places are given. */
function asker(share: FairShare) {
  const given: string[] = [];
  const giveBacks = new Map<string, () => void>();
  return {
    given,
    ask: (key: string, name: string) =>
      share.take(key).then((giveBack) => {
        given.push(name);
        giveBacks.set(name, giveBack);
      }),
    giveBack: async (name: string) => {
      giveBacks.get(name)?.();
      await new Promise(setImmediate);
    },
  };
}

it('one key takes its share and no more, while places are free for others', async () => {
  const { ask, given, giveBack } = asker(new FairShare(SHARES));
  void ask('a', 'a1');
  void ask('a', 'a2');
  void ask('a', 'a3');
  await ask('b', 'b1');
  expect(given).toEqual(['a1', 'a2', 'b1']);
  await giveBack('a1');
  expect(given).toEqual(['a1', 'a2', 'b1', 'a3']);
});

it('keys are served in turn, however many of one wait', async () => {
  const { ask, given, giveBack } = asker(new FairShare({ ...SHARES, places: 1 }));
  void ask('a', 'a1');
  for (const [key, name] of [
    ['a', 'a2'],
    ['a', 'a3'],
    ['a', 'a4'],
    ['b', 'b1'],
    ['c', 'c1'],
  ] as const)
    void ask(key, name);
  await new Promise(setImmediate);
  for (const name of ['a1', 'b1', 'c1', 'a2', 'a3']) await giveBack(name);
  // Whoever had a place comes after those who had none.
  expect(given).toEqual(['a1', 'b1', 'c1', 'a2', 'a3', 'a4']);
});

it('who would wait behind too many is told at once, and who waits too long is told then', async () => {
  const share = new FairShare({ ...SHARES, places: 1, perKey: 1, waitingPerKey: 1, waitMs: 50 });
  const giveBack = await share.take('a');
  const waiting = share.take('a');
  await expect(share.take('a')).rejects.toThrow(NoPlaceFree);
  await expect(waiting).rejects.toThrow(NoPlaceFree);
  giveBack();
  await share.take('b');
});

it('who has gone waits no longer, and gets no place', async () => {
  const share = new FairShare({ ...SHARES, places: 1 });
  const giveBack = await share.take('a');
  const gone = new AbortController();
  const waiting = share.take('a', gone.signal);
  gone.abort(new Error('left'));
  await expect(waiting).rejects.toThrow('left');
  await expect(share.take('a', gone.signal)).rejects.toThrow('left');
  giveBack();
  await share.take('c');
});

it('a place that is given back twice is one place', async () => {
  const share = new FairShare({ ...SHARES, places: 1, waitMs: 20 });
  const giveBack = await share.take('a');
  giveBack();
  giveBack();
  await share.take('a');
  await expect(share.take('b')).rejects.toThrow(NoPlaceFree);
});

it('in any order, no key holds more than its share, no more places are given than there are, and all come back', async () => {
  const steps = fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c'), give: fc.boolean() }), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const share = new FairShare({ ...SHARES, waitingPerKey: 100 });
      const held: { key: string; giveBack: () => void }[] = [];
      const asked: Promise<unknown>[] = [];
      const check = () => {
        expect(held.length).toBeLessThanOrEqual(SHARES.places);
        for (const key of ['a', 'b', 'c'])
          expect(held.filter((one) => one.key === key).length).toBeLessThanOrEqual(SHARES.perKey);
      };
      for (const { key, give } of all) {
        if (give) held.shift()?.giveBack();
        else asked.push(share.take(key).then((giveBack) => void held.push({ key, giveBack })));
        await new Promise(setImmediate);
        check();
      }
      while (held.length > 0) {
        held.shift()?.giveBack();
        await new Promise(setImmediate);
        check();
      }
      await Promise.all(asked);
    }),
    { numRuns: 50 },
  );
});
