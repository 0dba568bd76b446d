// Much work goes in slices: what is small gets in between, and what is asked together stays one batch.
import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { shortRequests } from '../../src/platform/short-requests.js';
import { SlicedWork } from '../../src/platform/time-slices.js';

/** Keeps the processor for so long, milliseconds. */
function compute(ms: number): void {
  for (const until = performance.now() + ms; performance.now() < until; );
}

/** Until nobody has asked for so long that nothing rests. */
const recentOnesAreOver = () => sleep(1_100);

const items = Array.from({ length: 60 }, (_, at) => at);

/** As graphql-js walks a list: each item is worked on when it comes, a promised one when it is there. */
function walk(work: SlicedWork, each: (item: number) => void): Promise<unknown> {
  return Promise.all(
    Array.from(work.eachInSlice(items), (item) => (item instanceof Promise ? item.then(each) : each(item))),
  );
}

it('lets the event loop turn while a long list is walked, and keeps its order', async () => {
  const done: number[] = [];
  const walked = walk(new SlicedWork('large'), (item) => {
    compute(1);
    done.push(item);
  });
  const seen: number[] = [];
  while (done.length < items.length) {
    seen.push(done.length);
    await nextTurn();
  }
  await walked;
  expect(done).toEqual(items);
  // 60 ms of work in slices of 2.
  expect(seen.length).toBeGreaterThan(5);
});

it('serves keys one after the other', async () => {
  const done: string[] = [];
  const worker = (key: string) => (_: number) => {
    compute(1);
    done.push(key);
  };
  const large = walk(new SlicedWork('large'), worker('large'));
  const larger = walk(new SlicedWork('large'), worker('large'));
  const small = walk(new SlicedWork('small'), worker('small'));
  await Promise.all([large, larger, small]);
  const [lastSmall, before] = [done.lastIndexOf('small'), done.slice(0, done.lastIndexOf('small'))];
  expect(lastSmall).toBeLessThan(done.length - 1);
  // As many of the large ones as of the small one, and what went before it came.
  expect(before.filter((key) => key === 'large').length).toBeLessThan(items.length + 20);
});

it('says that it is at rest when the whole list was walked', async () => {
  const work = new SlicedWork('large');
  const done: number[] = [];
  const walked = walk(work, (item) => {
    compute(1);
    done.push(item);
  });
  const seen = await new Promise<number>((resolve) => work.whenAtRest(() => resolve(done.length)));
  expect(seen).toBe(items.length);
  await walked;
});

it('is at rest when all that was asked together has its answers, however long the last one takes', async () => {
  const work = new SlicedWork('large');
  const answered: string[] = [];
  const ask = (name: string, ms: number) =>
    work.asking(async () => {
      await sleep(ms);
      answered.push(name);
    });
  const asked = [ask('slow', 50), ask('fast', 1)];
  const failed = expect(work.asking(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  await new Promise<void>((resolve) => work.whenAtRest(resolve));
  expect(answered).toEqual(['fast', 'slow']);
  await Promise.all([...asked, failed]);
});

describe('while a short request is under way', () => {
  const worker = (name: string, done: string[]) => () => {
    compute(1);
    done.push(name);
  };

  it('what asks much lets it go first, and has its part all the same', async () => {
    const done: string[] = [];
    const end = shortRequests.begin();
    const large = walk(new SlicedWork('one', true), worker('large', done));
    const short = walk(new SlicedWork('other'), worker('short', done));
    await short;
    const meanwhile = done.filter((name) => name === 'large').length;
    // Its first slice, and one for each moment of patience, which is longer than a slice; taking turns would give as much as the short one has.
    expect(meanwhile).toBeLessThan(items.length * 0.75);
    await large;
    end();
    expect(done.filter((name) => name === 'large').length).toBe(items.length);
  });

  it('a statement of what asks much waits for its end', async () => {
    const end = shortRequests.begin();
    let wentOn = false;
    const letGo = shortRequests.letGo().then(() => {
      wentOn = true;
    });
    // No timer fires between promises.
    await undefined;
    await undefined;
    expect(wentOn).toBe(false);
    end();
    await letGo;
    expect(shortRequests.areUnderWay).toBe(false);
  });

  it('and a moment after it, what asks much rests before each slice; not after a request that itself asked much', async () => {
    const wentOnAtOnce = async (wasShort: boolean) => {
      await recentOnesAreOver();
      shortRequests.begin()(wasShort);
      let wentOn = false;
      const letGo = shortRequests.letGo().then(() => {
        wentOn = true;
      });
      // No timer fires between promises.
      await undefined;
      const atOnce = wentOn;
      await letGo;
      return atOnce;
    };
    expect(await wentOnAtOnce(true)).toBe(false);
    expect(await wentOnAtOnce(false)).toBe(true);
  });

  it('that takes long or ends twice, nobody waits for it', async () => {
    const [long, other] = [shortRequests.begin(), shortRequests.begin()];
    other();
    other();
    expect(shortRequests.areUnderWay).toBe(true);
    // Each moment of patience ends by itself; the request is no short one any more after a tenth of a second.
    while (shortRequests.areUnderWay) await shortRequests.letGo();
    long();
    expect(shortRequests.areUnderWay).toBe(false);
  });
});

it('goes on for who asked, also where the request of another one ends the wait', async () => {
  const request = new AsyncLocalStorage<string>();
  const asked = (key: string) =>
    request.run(key, async () => {
      const work = new SlicedWork(key);
      const walked = walk(work, () => compute(1));
      const seen = new Promise((resolve) => work.whenAtRest(() => resolve(request.getStore())));
      await walked;
      return seen;
    });
  expect(await Promise.all(['first', 'second', 'third'].map(asked))).toEqual(['first', 'second', 'third']);
});
