// What many sockets are shown is read and executed once, for those who may see the same and read the same language.
import type { ExecutionResult } from 'graphql';
import { ShownOnce } from '../../src/api/live/shown-once.js';
import type { Viewer } from '../../src/core/access/viewer.js';
import { planEvents } from '../../src/core/planning/plan-events.js';
import { type Facts, NO_FACTS } from '../../src/domain/facts.js';
import { LocalBus } from '../../src/platform/live/bus.js';
import { SharedReads } from '../../src/platform/live/shared-reads.js';
import { newId } from '../../src/platform/new-id.js';
import { teamFixture } from '../support/business-fixture.js';
import { addEvent, quietly } from '../support/deliveries.js';
import { inHours } from '../support/disputes.js';
import type { Data } from '../support/graphql.js';
import { type Stream, Subscriber } from '../support/live.js';

const CHANGE = { businessId: newId('business'), recipientId: null, id: newId('event') };

describe('Reads', () => {
  it('of one key are made once until something is told, of others apart', async () => {
    const bus = new LocalBus();
    const shared = new SharedReads(bus);
    let made = 0;
    const read = (key: string) => shared.read([key], async () => ++made);
    expect(await Promise.all([read('a'), read('a'), read('b'), read('a')])).toEqual([1, 1, 2, 1]);
    const before = read('a');
    bus.publish([CHANGE]);
    expect(await Promise.all([before, read('a'), read('a')])).toEqual([1, 3, 3]);
  });

  it('that is still under way when something is told is given to nobody who comes later', async () => {
    const bus = new LocalBus();
    const shared = new SharedReads(bus);
    let end: (value: string) => void = () => undefined;
    const before = shared.read(['a'], () => new Promise<string>((resolve) => (end = resolve)));
    bus.publish([CHANGE]);
    expect(await shared.read(['a'], async () => 'after')).toBe('after');
    end('before');
    expect(await before).toBe('before');
    expect(await shared.read(['a'], async () => 'once more')).toBe('after');
  });

  it('that fail are made again', async () => {
    const shared = new SharedReads(new LocalBus());
    const failing = () => shared.read(['a'], () => Promise.reject(new Error('away')));
    await expect(Promise.all([failing(), failing()])).rejects.toThrow('away');
    expect(await shared.read(['a'], async () => 'there')).toBe('there');
  });
});

it('an item is shown once for all who ask and may see the same', async () => {
  const shown = new ShownOnce();
  const viewer = (access: Viewer['access'], recipientId: string | null, credential: string): Viewer => ({
    ...{ businessId: 'bus_1', access, actor: credential, recipientId, credential },
  });
  let made = 0;
  const show = (item: object, question: string, of: Viewer): Promise<ExecutionResult> =>
    shown.show(item, question, of, () => ({ data: { made: ++made } }));
  const [one, other] = [{}, {}];
  const ada = viewer('MEMBER', 'rcp_ada', 'key_1');
  const results = await Promise.all([
    show(one, 'q', ada),
    show(one, 'q', viewer('MEMBER', 'rcp_ada', 'key_2')),
    show(one, 'q', viewer('MEMBER', 'rcp_bob', 'key_3')),
    show(one, 'q', viewer('ADMIN', null, 'key_4')),
    show(one, 'another', ada),
    show(other, 'q', ada),
    show(one, 'q', { ...ada, businessId: 'bus_2' }),
  ]);
  expect(results.map(({ data }) => data?.made)).toEqual([1, 1, 2, 3, 4, 5, 6]);
});

describe('Many sockets', () => {
  const asked = teamFixture({}, () => ({ worker: true }));
  let subscribers: Subscriber[];
  beforeEach(() => {
    subscribers = [];
  });
  afterEach(() => Promise.all(subscribers.map((one) => one.close())));

  const listening = (key: string | null, selection: string, language?: string): Promise<Stream> => {
    const one = new Subscriber(asked.program, key, 0, language);
    subscribers.push(one);
    return one.listen(selection);
  };
  const tell = async (type: string, facts: Partial<Facts> = {}) => {
    const id = await addEvent(asked.dataSource, asked.businessId, { type, facts: { ...NO_FACTS, ...facts } });
    const publish = asked.program.bus.publish.bind(asked.program.bus);
    await planEvents({ ...quietly(asked.dataSource), publish }, { eventIds: [id] }, `run-of-${id}`, new Date());
  };
  /** How often notifications were read by their ids so far. */
  const readsSoFar = async () => {
    const [{ calls }] = await asked.dataSource.query(
      `SELECT coalesce(sum(s.calls), 0)::integer AS calls FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
       WHERE d.datname = current_database() AND s.query LIKE '%FROM "notifications" "n"%"n"."id" = ANY%'`,
    );
    return calls as number;
  };

  it('of one person cause one read, with two keys, too', async () => {
    const { recipientId } = asked.ada;
    const keys = [0, 1].map(async () => (await asked.client.withKey('MEMBER', recipientId)).key);
    const streams = await Promise.all(
      (await Promise.all(keys)).flatMap((key) =>
        Array.from({ length: 10 }, () => listening(key, 'notificationReceived { id title event { summary } }')),
      ),
    );
    const before = await readsSoFar();
    await tell('payment.failed');
    const items: Data[] = [];
    for (const stream of streams) items.push(await stream.next('the item'));
    expect(items).toEqual(streams.map(() => items[0]));
    expect(await readsSoFar()).toBe(before + 1);
  });

  it('each show what their reader may see, in the reader’s language', async () => {
    const ada = (await asked.client.withKey('MEMBER', asked.ada.recipientId)).key;
    const selection = 'notificationReceived { id actionUrl event { summary } }';
    const [own, german, team] = [
      await listening(ada, selection),
      await listening(ada, selection, 'de'),
      await listening(asked.client.key, selection),
    ];
    await tell('dispute.opened', { respondBy: inHours(72).toISOString() });
    const [a, b, c] = [await own.next('Ada’s'), await german.next('the German one'), await team.next('the team’s')];
    expect([a.id, b.id]).toEqual([c.id, c.id]);
    expect([a.actionUrl, b.actionUrl, c.actionUrl]).toEqual([expect.any(String), expect.any(String), null]);
    expect(a.event.summary).toBe(c.event.summary);
    expect(b.event.summary).not.toBe(a.event.summary);
  });

  it('with a key that was revoked get nothing more, although others with the same access do', async () => {
    const [kept, revoked] = [
      (await asked.client.withKey('MEMBER', asked.ada.recipientId)).key,
      (await asked.client.withKey('MEMBER', asked.ada.recipientId)).key,
    ];
    const [stays, goes] = [
      await listening(kept, 'notificationReceived { id }'),
      await listening(revoked, 'notificationReceived { id }'),
    ];
    const { apiKeys } = await asked.client.get('{ apiKeys { id prefix } }');
    const { id } = apiKeys.find(({ prefix }: { prefix: string }) => revoked?.startsWith(prefix));
    await asked.client.get('mutation ($id: ID!) { revokeApiKey(input: { id: $id }) { id } }', { id });
    await tell('payment.failed');
    await stays.next('the item');
    expect(goes.items).toEqual([]);
  });
});
