/**
 * A bare Fastify route with the same INSERT as ours, in a database of our shape: it verifies, stores (the body sealed
 * like ours, so that the rows are the same), and that is all.
 */
import '../../src/platform/reflect.js';
import pg from 'pg';
import { sealBody } from '../../src/core/ingest/event-body.js';
import { INSERT_WEBHOOKS } from '../../src/core/ingest/inbox.statements.js';
import { NO_FACTS } from '../../src/domain/facts.js';
import { newId } from '../../src/platform/new-id.js';
import { SecretBox } from '../../src/platform/secrets/secret-box.js';
import { serveWebhooks } from './common.js';

const { DATABASE_URL, BUSINESS_ID = '', SOURCE_ID = '', TOCSIN_ENCRYPTION_KEYS = '' } = process.env;

const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10, options: '-c tocsin.scope=system' });
const box = new SecretBox(TOCSIN_ENCRYPTION_KEYS);
await serveWebhooks(async (externalId, body) => {
  const { type, timestamp, data } = JSON.parse(body.toString());
  const id = newId('event');
  const row = {
    ...{ id, businessId: BUSINESS_ID, sourceId: SOURCE_ID, externalId, type },
    ...{ receivedAt: new Date(), occurredAt: timestamp, entityId: data.payment_id, test: false },
    facts: { ...NO_FACTS, amount: String(data.total_amount), currency: data.currency },
    ...{
      collapseKey: null,
      collapseSeconds: null,
      foundByReconcile: false,
      publishedBy: null,
      traceparent: null,
      leaseSeconds: 0,
    },
  };
  const values = INSERT_WEBHOOKS.valuesOf({ webhooks: [row], bodies: [sealBody(box, id, body)] });
  const { rowCount } = await pool.query({ name: INSERT_WEBHOOKS.name, text: INSERT_WEBHOOKS.text, values });
  return { id, duplicate: rowCount === 0 };
});
