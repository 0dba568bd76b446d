// replayPreferences as clients ask it.
import { newId } from '../../src/platform/new-id.js';
import { teamFixture } from '../support/business-fixture.js';
import { addPerson } from '../support/database.js';
import { addEvent } from '../support/deliveries.js';
import type { Data } from '../support/graphql.js';
import { countStatements } from '../support/statements.js';

const asked = teamFixture({ roles: ['SALES'], locale: 'de' });
const { add, addPlanned } = asked;

const REPLAY = `query ($input: ReplayPreferencesInput!) { replayPreferences(input: $input) {
  days events unreachedCount unreached { id type } perDestination { before after destination { id } } } }`;
const replay = async (input: object) => (await asked.client.get(REPLAY, { input })).replayPreferences;
const off = (destinationId: string, eventType: string) => ({ destinationId, eventType, enabled: false });

describe('replayPreferences', () => {
  it('counts what the changes would have done, and names the critical events that nothing would have heard of', async () => {
    await asked.dataSource.query(`UPDATE recipients SET roles = '{OWNER}' WHERE id = $1`, [asked.ada.recipientId]);
    const bob = await addPerson(asked.dataSource, asked.businessId, {
      name: 'Bob',
      email: 'bob@team.example',
      roles: ['SALES'],
    });
    const opened = [await addPlanned('dispute.opened'), await addPlanned('dispute.opened')];
    for (const type of ['payment.succeeded', 'payment.succeeded', 'payment.succeeded', 'loan.granted'])
      await addPlanned(type);
    const changes = [
      off(asked.ada.emailId, 'dispute.opened'),
      off(asked.ada.inAppId, 'dispute.opened'),
      off(bob.emailId, 'refund.failed'),
    ];
    const half = await replay({ changes: changes.slice(0, 1) });
    expect(half).toEqual({
      days: 30,
      events: 6,
      unreachedCount: 0,
      unreached: [],
      perDestination: [{ destination: { id: asked.ada.emailId }, before: 5, after: 3 }],
    });
    const whole = await replay({ days: 90, changes });
    expect(whole).toMatchObject({
      days: 90,
      events: 6,
      unreachedCount: 2,
      unreached: [...opened].reverse().map((id) => ({ id, type: 'dispute.opened' })),
    });
    expect(whole.perDestination).toEqual([
      { destination: { id: asked.ada.inAppId }, before: 5, after: 3 },
      { destination: { id: asked.ada.emailId }, before: 5, after: 3 },
      { destination: { id: bob.emailId }, before: 3, after: 3 },
    ]);
    expect(await asked.dataSource.query('SELECT FROM preferences WHERE business_id = $1', [asked.businessId])).toEqual(
      [],
    );
  });

  it('looks no further back than the days, and not at what was set aside, superseded, unreadable or of test mode', async () => {
    await asked.dataSource.query(`UPDATE recipients SET roles = '{SALES}' WHERE id = $1`, [asked.ada.recipientId]);
    const [old, failed] = [await add('dispute.opened'), await add('dispute.opened')];
    // As if it had come 40 days ago: ids tell the time.
    const moved = `evt_${newId('event').slice(4, 7)}0000000${old.slice(14)}`;
    await asked.dataSource.query('UPDATE events SET id = $2 WHERE id = $1', [old, moved]);
    await asked.dataSource.query(`UPDATE events SET status = 'FAILED' WHERE id = $1`, [failed]);
    const garbled = `UPDATE events SET facts = facts || '{"unreadable": "NO_OBJECT"}' WHERE id = $1`;
    await asked.dataSource.query(garbled, [await add('dispute.opened')]);
    const collapse = { key: 'one', seconds: null };
    const told = await addEvent(asked.dataSource, asked.businessId, { type: 'dispute.opened', collapse });
    await addEvent(asked.dataSource, asked.businessId, { type: 'dispute.opened', collapse });
    await addEvent(asked.dataSource, asked.businessId, { type: 'dispute.opened', test: true });
    expect(await replay({ days: 1, changes: [] })).toMatchObject({
      events: 4,
      unreachedCount: 1,
      unreached: [{ id: told }],
    });
  });

  it('knows that whoever is told that a dispute is open is told how it ends, also where it was told before these days', async () => {
    const { dataSource, businessId, ada } = asked;
    await dataSource.query(`UPDATE recipients SET roles = '{SALES}' WHERE id = $1`, [ada.recipientId]);
    const told = async (entityId: string, types: string[]) => {
      const ids = [];
      for (const type of types) ids.push(await addEvent(dataSource, businessId, { type, entityId }));
      await dataSource.query('UPDATE events SET source_id = $2 WHERE id = ANY($1)', [ids, newId('source')]);
      return ids;
    };
    for (const entityId of ['dp_1', 'dp_2'])
      await told(entityId, ['dispute.opened', 'dispute.challenged', 'dispute.lost']);
    const on = { destinationId: ada.emailId, eventType: 'dispute.opened', enabled: true };
    const ofMail = async (changes: object[]) =>
      (await replay({ changes })).perDestination.find((one: Data) => one.destination.id === ada.emailId);
    expect(await ofMail([on])).toMatchObject({ before: 0, after: 6 });
    // Who does not want the end all the same says so.
    expect(await ofMail([on, off(ada.emailId, 'dispute.lost')])).toMatchObject({ before: 0, after: 4 });

    const [opened] = await told('dp_3', ['dispute.opened', 'dispute.won']);
    const moved = `evt_${newId('event').slice(4, 7)}0000000${opened?.slice(14)}`;
    await dataSource.query('UPDATE events SET id = $2 WHERE id = $1', [opened, moved]);
    await dataSource.query(
      `INSERT INTO deliveries (id, business_id, event_id, destination_id, channel, sent_to, status, because)
       SELECT $1, business_id, $2, id, channel, label, 'SENT', '{"code": "ON", "params": {"source": "ROLE"}}' FROM destinations WHERE id = $3`,
      [newId('delivery'), moved, ada.emailId],
    );
    expect(await ofMail([off(ada.emailId, 'dispute.won')])).toMatchObject({ before: 1, after: 0 });
  });

  it('costs the same few statements for many events, destinations and changes', async () => {
    const people = [];
    for (let i = 0; i < 20; i++)
      people.push(
        await addPerson(asked.dataSource, asked.businessId, {
          name: `P${i}`,
          email: `p${i}@team.example`,
          roles: ['OWNER'],
        }),
      );
    for (let i = 0; i < 40; i++) await add(i % 2 ? 'dispute.opened' : 'payment.failed');
    const changes = [...people, asked.ada].flatMap((person) => [
      off(person.emailId, 'dispute.opened'),
      off(person.inAppId, 'dispute.opened'),
    ]);
    const input = { changes };
    await replay(input);
    const count = await countStatements(asked.dataSource);
    const { perDestination, unreached } = await replay(input);
    const { total, list } = await count();
    expect([perDestination.length, unreached.length]).toEqual([42, 20]);
    if (total > 5) throw new Error(`${total} statements:\n${list}`);
    expect(total).toBeGreaterThan(2);
  });

  it('refuses what it cannot replay', async () => {
    const code = async (input: object) => (await asked.client.fail(REPLAY, { input })).extensions;
    expect(await code({ changes: [off(asked.ada.emailId, 'loan.granted')] })).toEqual({
      code: 'BAD_USER_INPUT',
      field: 'eventType',
    });
    expect(await code({ changes: [off(newId('destination'), 'dispute.opened')] })).toEqual({ code: 'NOT_FOUND' });
    for (const days of [0, 91])
      expect(await code({ days, changes: [] })).toEqual({ code: 'BAD_USER_INPUT', field: 'days' });
  });

  it('is for those who may look at all preferences', async () => {
    const { extensions } = await (await asked.client.withKey('PRODUCER')).fail(REPLAY, { input: { changes: [] } });
    expect(extensions.code).toBe('FORBIDDEN');
  });
});
