// One process with API and worker, as `npm start` runs it: who may listen, to what, and how much.
import { WebSocket } from 'ws';
import { newToken } from '../../src/api/auth/token.js';
import { planEvents } from '../../src/core/planning/plan-events.js';
import type { LiveUpdate } from '../../src/domain/live-update.js';
import { teamFixture } from '../support/business-fixture.js';
import { addBusiness, addPerson, addSource, createDatabase } from '../support/database.js';
import { addEvent, quietly } from '../support/deliveries.js';
import { webhookOf } from '../support/events.js';
import { GraphqlClient } from '../support/graphql.js';
import { Stream, Subscriber } from '../support/live.js';
import { eventually, postSigned, startProgram } from '../support/program.js';

let subscribers: Subscriber[];

const asked = teamFixture({}, () => ({ worker: true }));

beforeEach(() => {
  subscribers = [];
});

afterEach(() => Promise.all(subscribers.map((one) => one.close())));

function subscriber(key: string | null): Subscriber {
  const one = new Subscriber(asked.program, key);
  subscribers.push(one);
  return one;
}

/** Plans an event in this process. */
async function tellOf(business: string, event: Parameters<typeof addEvent>[2] = {}): Promise<string> {
  const id = await addEvent(asked.dataSource, business, event);
  const tell = (changes: readonly LiveUpdate[]) => asked.program.bus.publish(changes);
  await planEvents({ ...quietly(asked.dataSource), publish: tell }, { eventIds: [id] }, `run-of-${id}`, new Date());
  return id;
}

const keyOf = async (recipientId: string) => (await asked.client.withKey('MEMBER', recipientId)).key;

describe('In one process', () => {
  it('an event that was posted is seen by its subscriber, without a NOTIFY', async () => {
    const source = { ...(await addSource(asked.dataSource, asked.businessId, 'DODO')), kind: 'DODO' as const };
    const items = await subscriber(asked.client.key).listen('notificationReceived { id title event { id } }');
    const { body, externalId } = await webhookOf('payment.failed', asked.businessId, source.id);
    const posted = await postSigned(asked.program, source, body.toString(), { externalId });
    const item = await items.next('the item');
    expect(item.event.id).toBe(posted.body.id);
    expect(item.title).not.toBe('');
    const notifies = await asked.dataSource.query(
      `SELECT count(*)::integer AS count FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
       WHERE d.datname = current_database() AND s.query ~* '^\\s*select pg_notify'`,
    );
    expect(notifies).toEqual([{ count: 0 }]);
  });

  it('shows each item with look-ups of its own', async () => {
    const source = await addSource(asked.dataSource, asked.businessId, 'DODO');
    const events = await subscriber(asked.client.key).listen('eventUpdated { id source { name } }');
    const names: string[] = [];
    for (const name of ['before', 'after']) {
      await asked.dataSource.query('UPDATE sources SET name = $2 WHERE id = $1', [source.id, name]);
      const id = await addEvent(asked.dataSource, asked.businessId);
      await asked.dataSource.query('UPDATE events SET source_id = $2 WHERE id = $1', [id, source.id]);
      asked.program.bus.publish([{ businessId: asked.businessId, recipientId: null, id }]);
      names.push((await events.until(name, (event) => event.id === id)).source.name);
    }
    expect(names).toEqual(['before', 'after']);
  });

  it('a member sees the own inbox, an ADMIN key that is bound to nobody the team’s', async () => {
    const bob = await addPerson(asked.dataSource, asked.businessId, { name: 'Bob', email: 'bob@team.example' });
    await asked.dataSource.query('UPDATE destinations SET enabled = false WHERE id = $1', [bob.inAppId]);
    const [adas, bobs] = [subscriber(await keyOf(asked.ada.recipientId)), subscriber(await keyOf(bob.recipientId))];
    const own = await adas.listen('notificationReceived { event { id } }');
    const others = await bobs.listen('notificationReceived { event { id } }');
    const team = await subscriber(asked.client.key).listen('notificationReceived { event { id } }');
    const first = await tellOf(asked.businessId);
    await asked.dataSource.query('UPDATE destinations SET enabled = true WHERE id = $1', [bob.inAppId]);
    const second = await tellOf(asked.businessId);
    const ids = async (stream: Stream, count: number) => {
      const seen: string[] = [];
      while (seen.length < count) seen.push((await stream.next(`item ${seen.length}`)).event.id);
      return seen;
    };
    expect(await ids(own, 2)).toEqual([first, second]);
    expect(await ids(others, 1)).toEqual([second]);
    expect((await ids(team, 3)).sort()).toEqual([first, second, second].sort());
    expect(others.items).toHaveLength(1);
  });

  it('a subscriber of one business never gets anything of another', async () => {
    const stranger = await addBusiness(asked.dataSource);
    await addPerson(asked.dataSource, stranger);
    const watcher = subscriber(asked.client.key);
    const [items, events, counts] = [
      await watcher.listen('notificationReceived { event { id } }'),
      await watcher.listen('eventUpdated { id }'),
      await watcher.listen('unreadCountChanged'),
    ];
    const foreign = await tellOf(stranger);
    // Even a hint that names the wrong business shows nothing: the look-up says whose a row is.
    asked.program.bus.publish([{ businessId: asked.businessId, recipientId: null, id: foreign }]);
    const own = await tellOf(asked.businessId);
    expect(await items.next('the own item')).toEqual({ event: { id: own } });
    expect(await events.next('the own event')).toEqual({ id: own });
    await eventually('the count', async () => counts.items.includes(1));
    expect(JSON.stringify([items.items, events.items])).not.toContain(foreign);
    expect(counts.items).toEqual([0, 1]);
  });
});

describe('A socket', () => {
  it.each([
    ['that brings no key', null, 4401],
    ['that brings no key of ours', newToken(), 4403],
    ['that brings no key at all', 'nonsense', 4403],
  ])('%s is refused', async (_, key, code) => {
    const watcher = subscriber(key);
    const stream = new Stream(watcher.client, 'subscription { unreadCountChanged }');
    await eventually('the end', async () => stream.ended);
    expect(watcher.closes.map((close) => close.code)).toEqual([code]);
    expect(stream.items).toEqual([]);
  });

  it('of a producer gets no stream', async () => {
    const { key } = await asked.client.withKey('PRODUCER');
    const stream = new Stream(subscriber(key).client, 'subscription { eventUpdated { id } }');
    await eventually('the end', async () => stream.ended);
    expect(stream.errors.map((error) => error.extensions.code)).toEqual(['FORBIDDEN']);
  });

  it('whose key is revoked is closed, and shows nothing from then on', async () => {
    const key = await keyOf(asked.ada.recipientId);
    const watcher = subscriber(key);
    const items = await watcher.listen('notificationReceived { id }');
    await asked.dataSource.query('UPDATE api_keys SET revoked_at = now() WHERE recipient_id = $1', [
      asked.ada.recipientId,
    ]);
    await eventually('the close', async () => watcher.closes.length > 0);
    expect(watcher.closes[0]?.code).toBe(4403);
    await tellOf(asked.businessId);
    expect(items.items).toEqual([]);
  });

  it('carries 20 subscriptions; the next is refused, the others go on, and an ended one makes room', async () => {
    const watcher = subscriber(asked.client.key);
    const streams = Array.from({ length: 20 }, () => new Stream(watcher.client, 'subscription { unreadCountChanged }'));
    for (const stream of streams) expect(await stream.next('its first count')).toBe(0);
    const late = new Stream(watcher.client, 'subscription { unreadCountChanged }');
    await eventually('the refusal', async () => late.ended);
    expect(late.errors.map((error) => error.extensions.code)).toEqual(['RATE_LIMITED']);
    await tellOf(asked.businessId);
    for (const stream of streams) expect(await stream.next('the next count')).toBe(1);
    streams[0]?.stop();
    await eventually('room', async () => {
      const again = new Stream(watcher.client, 'subscription { unreadCountChanged }');
      await eventually('an answer', async () => again.ended || again.items.length > 0);
      return again.items.length > 0;
    });
    expect(watcher.closes).toEqual([]);
  });

  it('is closed at a message of more than 64 KB', async () => {
    const socket = new WebSocket(`${asked.program.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await new Promise((resolve) => socket.once('open', resolve));
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined);
    const [printed, print] = [[] as unknown[], console.error];
    console.error = (...said: unknown[]) => void printed.push(said);
    socket.send(JSON.stringify({ type: 'ping', payload: { text: 'x'.repeat(64 * 1024) } }));
    expect(await closed).toBe(1009);
    // Whoever likes could fill the log with stacks.
    console.error = print;
    expect(printed).toEqual([]);
  });

  it('opens nowhere but at /graphql', async () => {
    const socket = new WebSocket(`${asked.program.url.replace('http', 'ws')}/webhooks`, 'graphql-transport-ws');
    const answer = await new Promise<number | undefined>((resolve) => {
      socket.once('unexpected-response', (_, response) => {
        resolve(response.statusCode);
        response.resume();
      });
      socket.on('error', () => undefined);
    });
    expect(answer).toBe(404);
  });

  it('answers queries as HTTP does, and says no more of a fault', async () => {
    const { client: ws } = subscriber(asked.client.key);
    const query = new Stream(ws, '{ notifications(after: "x") { edges { cursor } } }');
    await eventually('the answer', async () => query.ended);
    expect(query.errors).toEqual([
      expect.objectContaining({
        message: expect.stringContaining('endCursor'),
        extensions: { code: 'BAD_USER_INPUT', field: 'after' },
      }),
    ]);
    const count = new Stream(ws, '{ unreadCount }');
    expect(await count.next('the answer')).toBe(0);
  });

  it('is closed when the program ends, one that does not say goodbye included', async () => {
    const other = await createDatabase();
    const ending = await startProgram(other);
    const socket = new WebSocket(`${ending.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await new Promise((resolve) => socket.once('open', resolve));
    socket.pause();
    const business = await addBusiness(other.dataSource);
    const watcher = new Subscriber(ending, (await GraphqlClient.of(ending, business)).key);
    subscribers.push(watcher);
    await watcher.listen('unreadCountChanged');
    await ending.stop();
    await eventually('the close', async () => watcher.closes.length > 0);
    expect(watcher.closes[0]?.code).toBe(1001);
    socket.terminate();
    await other.drop();
  });
});
