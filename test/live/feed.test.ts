import { decodeLiveUpdate, encodeLiveUpdate, topicOfBusiness, topicOfRecipient } from '../../src/domain/live-update.js';
import { LocalBus } from '../../src/platform/live/bus.js';
import { Feed } from '../../src/platform/live/feed.js';
import { newId } from '../../src/platform/new-id.js';
import { Metrics } from '../../src/platform/telemetry/metrics.js';

const businessId = newId('business');
const topic = topicOfBusiness(businessId);
const change = (id: string) => ({ businessId, recipientId: null, id });

function feedOf(bus: LocalBus, look: (keys: string[]) => Promise<string[]>): Feed<string> {
  return new Feed({ bus, metrics: new Metrics(), topic, wanted: ({ id }) => id, look });
}

describe('A feed', () => {
  it('looks once at what was hinted at often while it was looking', async () => {
    const bus = new LocalBus();
    const looks: string[][] = [];
    const feed = feedOf(bus, async (keys) => {
      looks.push(keys);
      if (looks.length === 1) for (let i = 0; i < 100; i++) bus.publish([change('b'), change('c')]);
      return keys;
    });
    bus.publish([change('a')]);
    const seen = [];
    for (let i = 0; i < 3; i++) seen.push((await feed.next()).value);
    expect(seen).toEqual(['a', 'b', 'c']);
    expect(looks).toEqual([['a'], ['b', 'c']]);
  });

  it('ends while it waits, and is told nothing from then on', async () => {
    const bus = new LocalBus();
    let looked = 0;
    const feed = feedOf(bus, async (keys) => {
      looked += 1;
      return keys;
    });
    const waiting = feed.next();
    await feed.return();
    expect(await waiting).toEqual({ done: true, value: undefined });
    bus.publish([change('a')]);
    expect(await feed.next()).toEqual({ done: true, value: undefined });
    expect(looked).toBe(0);
  });

  it('keeps the newest thousand hints where nobody reads', async () => {
    const bus = new LocalBus();
    const feed = feedOf(bus, async (keys) => keys);
    for (let i = 0; i < 1_500; i++) bus.publish([change(`k${i}`)]);
    const seen = [];
    for (let i = 0; i < 1_000; i++) seen.push((await feed.next()).value);
    expect(seen).toEqual(Array.from({ length: 1_000 }, (_, i) => `k${i + 500}`));
  });
});

describe('A bus', () => {
  it('tells a change of an inbox to its person and to the whole business, and nobody else', () => {
    const bus = new LocalBus();
    const heard: string[] = [];
    const [ada, bob] = [newId('recipient'), newId('recipient')];
    for (const one of [topicOfRecipient(ada), topicOfRecipient(bob), topic, topicOfBusiness(newId('business'))])
      bus.subscribe(one, () => heard.push(one));
    bus.publish([{ businessId, recipientId: ada, id: 'x' }]);
    expect(heard).toEqual([topicOfRecipient(ada), topic]);
  });

  it('stops telling who left, and goes on with the others of the topic', () => {
    const bus = new LocalBus();
    const heard: string[] = [];
    const leave = bus.subscribe(topic, () => heard.push('one'));
    bus.subscribe(topic, () => heard.push('two'));
    leave();
    leave();
    bus.publish([change('x')]);
    expect(heard).toEqual(['two']);
  });

  it('writes and reads changes as lines, and reads nothing else', () => {
    const full = { businessId, recipientId: newId('recipient'), id: newId('notification') };
    for (const one of [full, { ...full, id: null }, { ...full, recipientId: null }])
      expect(decodeLiveUpdate(encodeLiveUpdate(one))).toEqual(one);
    for (const line of ['', 'a', 'a b', 'a b c d', ' b c']) expect(decodeLiveUpdate(line)).toBeNull();
  });
});
