/** How results are written down: at the same time, and with a connection that ends in the middle. */
import { createDataSource } from '../../src/core/data-source.js';
import { addBusiness, addPerson, addSlack, BOX } from '../support/database.js';
import { addEvent, eventRow, planned, tryOnce } from '../support/deliveries.js';
import { deliveryFixture } from '../support/delivery-fixture.js';
import { holding, lockWaiters } from '../support/locks.js';
import { startLossyRelay } from '../support/lossy-relay.js';

const fixture = deliveryFixture();

describe('settling', () => {
  /** Whoever settles these events has to wait until it is free. */
  const held = (eventIds: string[]) =>
    holding(fixture.database.dataSource, (manager) =>
      manager.query('SELECT id FROM events WHERE id = ANY($1) FOR UPDATE', [eventIds]),
    );

  it('of two channels that end at the same time ends each event exactly once, 50 times over', async () => {
    const { dataSource } = fixture.database;
    for (let round = 0; round < 50; round++) {
      // A hook of its own for each: so many messages to one would be slowed down, and then gathered.
      const businessId = await addBusiness(dataSource);
      await addPerson(dataSource, businessId);
      await addSlack(dataSource, businessId, `${fixture.slack.url}/hook`);
      const eventIds = await Promise.all([1, 2, 3].map(() => addEvent(dataSource, businessId)));
      const { chunks } = await planned(dataSource, eventIds);
      expect(chunks.map((chunk) => chunk.count)).toEqual([3, 3]);
      const { free } = await held(eventIds);
      const sending = Promise.all(chunks.map((chunk) => tryOnce(fixture.sender, { eventIds, chunk })));
      await lockWaiters(dataSource, 2);
      await free();
      expect(await sending).toEqual([{ sent: 3 }, { sent: 3 }]);
      const rows = await Promise.all(eventIds.map((id) => eventRow(dataSource, id)));
      expect(rows).toEqual(eventIds.map(() => ({ status: 'PROCESSED', reason: null, open: 0 })));
    }
    expect(fixture.slack.requests).toHaveLength(150);
    expect(fixture.smtp.mails).toHaveLength(150);
  });

  it('survives the end of its connection in the middle: sent once, recorded once', async () => {
    const { eventId, input, ledger } = await fixture.plannedForSlack();
    const { free } = await held([eventId]);
    const sending = tryOnce(fixture.sender, input);
    const [pid] = await lockWaiters(fixture.database.dataSource, 1);
    await fixture.sql('SELECT pg_terminate_backend($1)', [pid]);
    await free();
    expect(await sending).toEqual({ sent: 1 });
    expect(fixture.slack.requests).toHaveLength(1);
    expect(await ledger()).toMatchObject({ status: 'SENT', attempts: [{ number: 1, outcome: 'sent' }] });
    expect(await eventRow(fixture.database.dataSource, eventId)).toMatchObject({ status: 'PROCESSED', open: 0 });
  });

  it('survives that the answer to its commit is lost: sent once, recorded once', async () => {
    const { eventId, input, ledger } = await fixture.plannedForSlack('function handler(w) { throw new Error("no"); }');
    const relay = await startLossyRelay(fixture.database.url);
    const behindRelay = await createDataSource(relay.url, 2, BOX).initialize();
    relay.loseAnswerTo = 'deliver.settle';
    expect(await tryOnce({ ...fixture.sender, dataSource: behindRelay }, input)).toEqual({ sent: 1 });
    expect(relay.lost).toBe(1);
    expect(fixture.slack.requests).toHaveLength(1);
    expect(await ledger()).toMatchObject({ status: 'SENT', attempts: [{ number: 1, outcome: 'sent' }] });
    expect(await eventRow(fixture.database.dataSource, eventId)).toMatchObject({ status: 'PROCESSED', open: 0 });
    const failures = await fixture.sql('SELECT * FROM transformation_failures WHERE event_id = $1', [eventId]);
    expect(failures).toHaveLength(1);
    await behindRelay.destroy();
    await relay.stop();
  });
});
