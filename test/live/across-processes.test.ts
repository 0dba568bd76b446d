// Several processes on one database, as in production: an API without a worker, a worker without an API.
import { planEvents } from '../../src/core/planning/plan-events.js';
import type { LiveUpdate } from '../../src/domain/live-update.js';
import { LiveUpdates } from '../../src/platform/live/notify-bus.js';
import { Metrics } from '../../src/platform/telemetry/metrics.js';
import { startWorker } from '../../src/temporal/worker.js';
import { addBusiness, addPerson, addSource, createDatabase, type TestDatabase } from '../support/database.js';
import { addEvent, quietly } from '../support/deliveries.js';
import { webhookOf } from '../support/events.js';
import { GraphqlClient } from '../support/graphql.js';
import { Subscriber } from '../support/live.js';
import { eventually, LOG, type Program, postSigned, startProgram } from '../support/program.js';

let database: TestDatabase;
let apis: Program[];
let businessId: string;
let subscribers: Subscriber[];

beforeEach(async () => {
  [apis, subscribers] = [[], []];
  database = await createDatabase();
  businessId = await addBusiness(database.dataSource);
  apis.push(await startProgram(database), await startProgram(database));
});

afterEach(async () => {
  await Promise.all(subscribers.map((one) => one.close()));
  for (const api of apis) await api.stop();
  await database?.drop();
});

async function subscriber(api: Program, key: string | null, retries = 0): Promise<Subscriber> {
  const one = new Subscriber(api, key, retries);
  subscribers.push(one);
  return one;
}

/** Plans as a worker process does: its changes go by NOTIFY. */
async function planInWorker(eventIds: string[]): Promise<void> {
  const notifier = new LiveUpdates(database.dataSource, LOG, new Metrics());
  const deps = {
    ...quietly(database.dataSource),
    publish: (changes: readonly LiveUpdate[]) => notifier.publish(changes),
  };
  await planEvents(deps, { eventIds }, `run-of-${eventIds[0]}`, new Date());
  await notifier.close();
}

const listeners = async (): Promise<number[]> => {
  const rows = await database.dataSource.query(
    `SELECT pid FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'tocsin-bus' AND state = 'idle' AND query LIKE 'LISTEN%'`,
  );
  return rows.map((row: { pid: number }) => row.pid);
};

describe('Several processes', () => {
  it('show at one API what came in at the other and a worker planned and delivered', async () => {
    const [first, second] = apis as [Program, Program];
    await addPerson(database.dataSource, businessId);
    const source = { ...(await addSource(database.dataSource, businessId, 'DODO')), kind: 'DODO' as const };
    const client = await GraphqlClient.of(first, businessId);
    const watcher = await subscriber(first, client.key);
    const items = await watcher.listen('notificationReceived { id title event { id type } }');
    const events = await watcher.listen('eventUpdated { id status }');
    const notifier = new LiveUpdates(database.dataSource, LOG, new Metrics());
    const worker = await startWorker({
      config: second.config,
      dataSource: database.dataSource,
      log: LOG,
      metrics: new Metrics(),
      publish: (changes) => notifier.publish(changes),
    });
    try {
      const { body, externalId } = await webhookOf('payment.failed', businessId, source.id);
      const posted = await postSigned(second, source, body.toString(), { externalId });
      const item = await items.next('the item');
      expect(item.event).toEqual({ id: posted.body.id, type: 'payment.failed' });
      // The e-mail has nowhere to go here; its end reaches the log all the same.
      await events.until('the event', (event) => event.id === posted.body.id);
    } finally {
      await worker.stop();
      await notifier.close();
    }
  });

  it('show at one API what was marked at the other', async () => {
    const [first, second] = apis as [Program, Program];
    await addPerson(database.dataSource, businessId);
    const client = await GraphqlClient.of(second, businessId);
    const watcher = await subscriber(first, client.key);
    const counts = await watcher.listen('unreadCountChanged');
    expect(await counts.next('the count at the start')).toBe(0);
    await planInWorker([await addEvent(database.dataSource, businessId)]);
    expect(await counts.next('one more')).toBe(1);
    await client.get('mutation { markAllRead { unreadCount } }');
    expect(await counts.next('none again')).toBe(0);
  });

  it('lose nothing when the listening connections break: clients are sent back to ask, and hear on', async () => {
    const [first] = apis as [Program, Program];
    await addPerson(database.dataSource, businessId);
    const client = await GraphqlClient.of(first, businessId);
    await eventually('both ears', async () => (await listeners()).length === 2);
    const watcher = await subscriber(first, client.key, 50);
    const items = await watcher.listen('notificationReceived { event { id } }');
    const before = await listeners();
    await database.dataSource.query('SELECT pg_terminate_backend(pid) FROM unnest($1::integer[]) AS t(pid)', [before]);
    await eventually('no ear', async () => (await listeners()).length === 0);
    const missed = await addEvent(database.dataSource, businessId);
    await planInWorker([missed]);
    await eventually('the client to come back', async () => watcher.connects >= 2);
    expect(watcher.closes[0]?.code).toBe(1012);
    const { notifications } = await client.get('{ notifications { edges { node { event { id } } } } }');
    expect(notifications.edges).toEqual([{ node: { event: { id: missed } } }]);
    // The client subscribed again by itself; only when that is done is an event sure to be heard.
    await watcher.listen('unreadCountChanged');
    const heard = await addEvent(database.dataSource, businessId);
    await planInWorker([heard]);
    await items.until('the next event', (item) => item.event.id === heard);
  });

  it('hold one listening connection each, and close it', async () => {
    await eventually('both ears', async () => (await listeners()).length === 2);
    await apis.pop()?.stop();
    await eventually('one ear', async () => (await listeners()).length === 1);
  });

  it('do not mind what strangers NOTIFY', async () => {
    const [first] = apis as [Program, Program];
    await addPerson(database.dataSource, businessId);
    const client = await GraphqlClient.of(first, businessId);
    const watcher = await subscriber(first, client.key);
    const items = await watcher.listen('notificationReceived { event { id } }');
    for (const line of ['', 'x', `${businessId} a b c`, `${businessId}  evt_1`, `${businessId} rcp_1 ntf_1`])
      await database.dataSource.query('SELECT pg_notify($1, $2)', ['tocsin_live', line]);
    const id = await addEvent(database.dataSource, businessId);
    await planInWorker([id]);
    expect(await items.next('the event')).toEqual({ event: { id } });
  });
});
