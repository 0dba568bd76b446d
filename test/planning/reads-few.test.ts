/** What planning reads of a table that PostgreSQL has no figures of yet, as while a new installation takes its first burst. */
import { TAKE_EVENTS } from '../../src/core/planning/plan.statements.js';
import { CUSTOMER_TYPES } from '../../src/core/planning/plan-destinations.js';
import { runStatement } from '../../src/platform/database/statement.js';
import { addSource } from '../support/database.js';
import { addEvent } from '../support/deliveries.js';
import { planningFixture } from '../support/planning-fixture.js';

const OTHERS = 3_000;
const asked = planningFixture();

/** Older ones of the same type, each about something else. */
const ADD_OTHERS = `
  INSERT INTO events (id, business_id, source_id, external_id, type, occurred_at, received_at, test, entity_id, facts, status)
  SELECT 'evt_' || lpad(left(md5($3 || n), 20), 26, '0'), $1, $2, 'ext_' || n, $3, now(), now(), false, 'pay_' || n, '{}', 'PROCESSED'
  FROM generate_series(1, $4::integer) n`;

async function rowsReadFor(eventId: string): Promise<number> {
  return asked.dataSource.transaction(async (manager) => {
    const params = {
      eventIds: [eventId],
      workflowId: eventId,
      customerTypes: CUSTOMER_TYPES,
      chats: [],
      recentFrom: '',
    };
    const [taken] = await runStatement(manager, TAKE_EVENTS, params);
    expect(taken?.events).toHaveLength(1);
    const [{ rows }] = await manager.query(
      `SELECT (coalesce(idx_tup_fetch, 0) + coalesce(seq_tup_read, 0))::integer AS rows
       FROM pg_stat_xact_user_tables WHERE relname = 'events'`,
    );
    return rows;
  });
}

it.each(['payment.succeeded', 'payment.failed', 'payout.created', 'dispute.opened'])(
  'of %s it reads none of the others of its type',
  async (type) => {
    const { dataSource, businessId } = asked;
    const { id: sourceId } = await addSource(dataSource, businessId, 'DODO');
    await dataSource.query(ADD_OTHERS, [businessId, sourceId, type, OTHERS]);
    const eventId = await addEvent(dataSource, businessId, { type, entityId: 'pay_new' });
    await dataSource.query('UPDATE events SET source_id = $1 WHERE id = $2', [sourceId, eventId]);
    expect(await rowsReadFor(eventId)).toBeLessThan(20);
  },
);
