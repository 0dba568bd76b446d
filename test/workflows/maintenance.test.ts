// What Temporal's Schedules do for all businesses: run by a trigger, on a real server and the real worker.
import { checkCoverageOfAll, reviewPreferencesOfAll } from '../../src/core/maintenance/walk.js';
import { CATALOGUE } from '../../src/domain/catalogue/index.js';
import { firstIdAt } from '../../src/domain/ids.js';
import { weekOfNotice } from '../../src/domain/time/weekly.js';
import { createLog } from '../../src/platform/log.js';
import { makeSchedules } from '../../src/temporal/schedules.js';
import { addBusiness, addPerson, addSlack, addSource, createDatabase, type TestDatabase } from '../support/database.js';
import { addDispute } from '../support/disputes.js';
import { eventually, type Program, startProgram } from '../support/program.js';
import { deleteSchedules, scheduleOf, triggerSchedule } from '../support/schedules.js';

const log = createLog('silent');

let database: TestDatabase;
let program: Program;

beforeAll(async () => {
  database = await createDatabase();
  program = await startProgram(database, { worker: true });
});

afterAll(async () => {
  if (program) await deleteSchedules(program);
  await program?.stop();
  await database?.drop();
});

function client() {
  if (!program.worker) throw new Error('this program has no worker');
  return program.worker.client;
}

const queue = () => program.config.temporal.taskQueue;
const schedule = (name: string) => scheduleOf(program, name);
const triggered = (name: string) => triggerSchedule(program, name);

function noticesOf(businessId: string): Promise<{ type: string; externalId: string; status: string; facts: never }[]> {
  return database.dataSource.query(
    'SELECT type, external_id AS "externalId", status, facts FROM events WHERE business_id = $1 ORDER BY id',
    [businessId],
  );
}

const inboxOf = (recipientId: string): Promise<{ title: string; body: string }[]> =>
  database.dataSource.query('SELECT title, body FROM notifications WHERE recipient_id = $1', [recipientId]);

describe('every night', () => {
  it('each team is told of gaps that opened behind its back, once', async () => {
    const [careless, careful] = [await addBusiness(database.dataSource), await addBusiness(database.dataSource)];
    const { recipientId } = await addPerson(database.dataSource, careless);
    await addPerson(database.dataSource, careful);
    // As a bounce does it: nobody saved anything.
    await database.dataSource.query(
      `UPDATE destinations SET suppressed = true WHERE business_id = $1 AND channel = 'EMAIL'`,
      [careless],
    );
    await triggered('coverage');
    await triggered('coverage');
    expect((await noticesOf(careless)).map(({ type }) => type)).toEqual(['tocsin.coverage_gap']);
    expect(await noticesOf(careful)).toEqual([]);
    const [item] = await eventually('the item in the inbox', async () => {
      const items = await inboxOf(recipientId);
      return items.length > 0 && items;
    });
    expect(item?.title).toMatch(/^Too few people hear of: Payout failed, /);
    await database.dataSource.query('UPDATE destinations SET suppressed = false WHERE business_id = $1', [careless]);
    await triggered('coverage');
    expect((await noticesOf(careless)).map(({ type }) => type)).toEqual([
      'tocsin.coverage_gap',
      'tocsin.coverage_restored',
    ]);
  });
});

describe('every hour in which it is Monday morning somewhere', () => {
  it('owners there hear of what nobody has answered, and those elsewhere do not', async () => {
    const zones = Intl.supportedValuesOf('timeZone');
    const isMorning = (timeZone: string) => weekOfNotice(new Date(), timeZone) !== null;
    const tenant = async (timeZone: string | undefined) => {
      const businessId = await addBusiness(database.dataSource, { timeZone: timeZone ?? 'UTC' });
      await addDispute(database.dataSource, businessId);
      return { businessId, told: timeZone && isMorning(timeZone) ? ['tocsin.money_at_risk'] : [] };
    };
    // On most days of the week there is no such place.
    const both = [await tenant(zones.find(isMorning)), await tenant(zones.find((zone) => !isMorning(zone)))];
    await triggered('money-at-risk');
    for (const { businessId, told } of both)
      expect((await noticesOf(businessId)).map(({ type }) => type).filter((type) => /risk/.test(type))).toEqual(told);
  });
});

describe('every night, too', () => {
  it('bodies that are too old are erased, in every business', async () => {
    const ids = await Promise.all([oldEvent(), oldEvent()]);
    await triggered('retention');
    const rows = await database.dataSource.query(
      'SELECT e.erased_by AS by, i.body FROM events e JOIN inbox i ON i.id = e.id WHERE e.id = ANY($1)',
      [ids],
    );
    expect(rows).toEqual([
      { by: 'RETENTION', body: null },
      { by: 'RETENTION', body: null },
    ]);
  });
});

/** Of another business each time, from a hundred days ago. */
async function oldEvent(): Promise<string> {
  const businessId = await addBusiness(database.dataSource);
  const id = `${firstIdAt('event', Date.now() - 100 * 24 * 3_600_000).slice(0, 18)}${businessId.slice(18)}`;
  const values = [id, businessId, 'src_00000000000000000000000000'];
  await database.dataSource.query(
    `WITH event AS (
       INSERT INTO events (id, business_id, source_id, external_id, type, occurred_at, received_at, test, facts, status)
       VALUES ($1::text, $2, $3, $1::text, 'payment.failed', now(), now(), false, '{}', 'PROCESSED'))
     INSERT INTO inbox (id, business_id, source_id, external_id, event_type, body, next_attempt_at, dispatched_at, origin)
     VALUES ($1::text, $2, $3, $1::text, 'payment.failed', '{}', now(), now(), 'PRODUCER')`,
    values,
  );
  return id;
}

describe('every quarter', () => {
  it('each team is told who gets what, once', async () => {
    const { dataSource } = database;
    const businessId = await addBusiness(dataSource);
    const empty = await addBusiness(dataSource);
    const ada = await addPerson(dataSource, businessId);
    await addPerson(dataSource, businessId, { name: 'Ben', email: 'ben@n.example', roles: ['FINANCE'] });
    await addSlack(dataSource, businessId, 'http://127.0.0.1:1/hook');
    await dataSource.query(
      `INSERT INTO destinations (id, business_id, kind, channel, label, address)
       SELECT 'dst_01kajp0f0qf1bsvkdvfxpzwqzz', $1, 'EMAIL', 'EMAIL', 'books@n.example', 'books@n.example'`,
      [businessId],
    );
    await triggered('review');
    await triggered('review');
    const noticeTypes = Object.values(CATALOGUE).filter(({ category }) => category === 'SYSTEM').length;
    const [notice, ...others] = await noticesOf(businessId);
    expect(others).toEqual([]);
    expect(notice).toMatchObject({
      type: 'tocsin.preferences_review',
      externalId: expect.stringMatching(/^review:\d{4}Q[1-4]$/),
      facts: {
        review: [
          {
            name: 'Ada',
            channels: ['EMAIL', 'IN_APP'],
            counts: expect.objectContaining({ DISPUTES: 10, SYSTEM: noticeTypes }),
          },
          { name: 'Ben', channels: ['EMAIL', 'IN_APP'], counts: { PAYOUTS: 5, REFUNDS: 2 } },
          { name: 'b…@n.example', channels: ['EMAIL'], counts: expect.anything() },
          { name: '#payments', channels: ['SLACK'], counts: expect.objectContaining({ CREDITS: 9 }) },
        ],
      },
    });
    expect(await noticesOf(empty)).toEqual([]);
    await eventually('the item in the inbox', async () => (await inboxOf(ada.recipientId)).length > 0);
  });
});

describe('every hour', () => {
  it('each team is told of a source that has fallen silent, once', async () => {
    const { dataSource } = database;
    const businessId = await addBusiness(dataSource);
    const { id } = await addSource(dataSource, businessId, 'DODO');
    // Something in every hour of four weeks, until ten hours ago.
    const times = Array.from({ length: 28 * 24 }, (_, hour) => Date.now() - (10 + hour) * 3_600_000);
    await dataSource.query(
      `INSERT INTO events (id, business_id, source_id, external_id, type, occurred_at, received_at, test, facts, status)
       SELECT id, $1, $2, id, 'payment.succeeded', at, at, false, '{}', 'PROCESSED'
       FROM unnest($3::text[], $4::timestamptz[]) AS t(id, at)`,
      [businessId, id, times.map((at) => firstIdAt('event', at)), times.map((at) => new Date(at))],
    );
    await triggered('silence');
    await triggered('silence');
    const notices = (await noticesOf(businessId)).filter(({ type }) => type.startsWith('tocsin.'));
    expect(notices).toMatchObject([{ type: 'tocsin.source_silent', facts: { about: ['DODO'] } }]);
    const { nextActionTimes } = (await schedule('silence').describe()).info;
    // Each is moved by up to ten minutes.
    const hours = nextActionTimes.map((at) => Math.floor((at.getTime() / 60_000 - 40) / 60));
    expect(hours.slice(1).map((hour, n) => hour - (hours[n] ?? 0))).toEqual(hours.slice(1).map(() => 1));
  });
});

describe('the schedules', () => {
  it('come back by themselves where Temporal lost them, and say when they run', async () => {
    await schedule('coverage').delete();
    await makeSchedules(client(), queue(), false);
    const { spec, action, policies } = await schedule('coverage').describe();
    expect(spec.calendars?.[0]).toMatchObject({ hour: [{ start: 3, end: 3 }], minute: [{ start: 15, end: 15 }] });
    expect(action).toMatchObject({ workflowType: 'coverageCheck', taskQueue: queue() });
    expect(policies.catchupWindow).toBe(24 * 60 * 60_000);
    const [next] = (await schedule('review').describe()).info.nextActionTimes;
    expect([next?.getUTCDate(), (next?.getUTCMonth() ?? 1) % 3, next?.getUTCHours()]).toEqual([1, 0, 9]);
  });

  it('are renewed at a start, and stay paused where an operator paused them', async () => {
    await schedule('review').update(({ spec: _, ...options }) => ({ ...options, spec: { calendars: [{ hour: 1 }] } }));
    // Temporal says yes before it is so, and of both at once it keeps the former alone: it holds the pause of then.
    await eventually('the other time', async () => {
      const { calendars } = (await schedule('review').describe()).spec;
      return calendars?.[0]?.hour?.[0]?.start === 1;
    });
    await schedule('review').pause('not now');
    await eventually('the pause', async () => (await schedule('review').describe()).state.paused);
    await makeSchedules(client(), queue(), true);
    const { spec, state } = await schedule('review').describe();
    expect([spec.calendars?.[0]?.hour, state.paused]).toEqual([[expect.objectContaining({ start: 9 })], true]);
    await schedule('review').unpause();
  });
});

describe('maintenance', () => {
  it('goes through all businesses in pieces, and past one that fails', async () => {
    const own = await createDatabase();
    try {
      const { dataSource } = own;
      for (let i = 0; i < 150; i++) await addBusiness(dataSource, { name: `B${i}` });
      const [{ id: poison }] = await dataSource.query('SELECT id FROM businesses ORDER BY id LIMIT 1');
      await dataSource.query(
        `ALTER TABLE coverage_gaps ADD CONSTRAINT poison CHECK (business_id <> '${poison}') NOT VALID`,
      );
      const piece = (after: string | null) => checkCoverageOfAll({ dataSource, log }, { after, at: Date.now() });
      const next = await piece(null);
      expect(next).toMatch(/^bus_/);
      expect(await piece(next)).toBeNull();
      const [{ checked }] = await dataSource.query(
        'SELECT count(DISTINCT business_id)::integer AS checked FROM coverage_gaps',
      );
      expect(checked).toBe(149);
    } finally {
      await own.drop();
    }
  });

  it('fails where all of them fail, so that it is tried again', async () => {
    const own = await createDatabase();
    try {
      await addPerson(own.dataSource, await addBusiness(own.dataSource));
      await own.dataSource.query('ALTER TABLE events RENAME TO elsewhere');
      const all = reviewPreferencesOfAll({ dataSource: own.dataSource, log }, { after: null, at: Date.now() });
      await expect(all).rejects.toThrow(/events/);
    } finally {
      await own.drop();
    }
  });
});
