// What a body says stands in plain where a person reads or searches it, and nowhere else; old bodies and former keys go.
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../src/core/data-source.js';
import { Inbox } from '../../src/core/ingest/inbox.js';
import { eraseOldPayloads } from '../../src/core/retention/payloads.js';
import { sealOldBodies } from '../../src/core/sealing/old-bodies.js';
import { createLog } from '../../src/platform/log.js';
import { newId } from '../../src/platform/new-id.js';
import { isSealed, SecretBox } from '../../src/platform/secrets/secret-box.js';
import { storedBodies } from '../support/bodies.js';
import { bodyOf, customerFixture, MARIA } from '../support/customer-fixture.js';
import { addPerson, addSlack, ENCRYPTION_KEYS } from '../support/database.js';
import { addEvent, FAILED_PAYMENT } from '../support/deliveries.js';
import { eventually } from '../support/program.js';
import { type HttpStandIn, startHttpStandIn } from '../support/stand-ins.js';

const asked = customerFixture();
const { sql } = asked;
const log = createLog('silent');
const HOUR_MS = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS);

let slack: HttpStandIn;
beforeAll(async () => {
  slack = await startHttpStandIn();
});
afterAll(() => slack?.stop());

/** `table.column` of all that holds these words in a form that anybody can read: as text, or as its bytes. */
async function whereStands(words: string): Promise<string[]> {
  const columns = await sql(
    `SELECT table_name AS "table", column_name AS "column", data_type AS type FROM information_schema.columns
     JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY 1, 2`,
  );
  expect(columns.length).toBeGreaterThan(150);
  const found: string[] = [];
  for (const { table, column, type } of columns) {
    const bytes = type === 'bytea' ? `"${column}"` : `convert_to("${column}"::text, 'UTF8')`;
    const [row] = await sql(
      `SELECT EXISTS (SELECT FROM "${table}" WHERE position($1::bytea IN ${bytes}) > 0) AS there`,
      [Buffer.from(words)],
    );
    if (row?.there) found.push(`${table}.${column}`);
  }
  return found;
}

/** Bodies as the versions before wrote them. */
const unsealed = (dataSource: DataSource, id: string, body: string | Buffer) =>
  dataSource.query('UPDATE inbox SET body = $2 WHERE id = $1', [id, Buffer.from(body)]);

describe('after ingest and delivery', () => {
  const KEY = 'PLANTED-LICENCE-KEY-82abe6cb';
  const STREET = 'Planted Lane 7';
  const CODE = 'function handler(w) { w.payload = { text: `To ${w.payload.data.billing?.street}` }; return w; }';

  it('nothing of a body stands in plain but what people read and search by', async () => {
    const { businessId, database } = asked;
    await addPerson(database.dataSource, businessId);
    await addSlack(database.dataSource, businessId, slack.url, CODE);
    const paid = bodyOf('dodo.payment.succeeded', { billing: { street: STREET, country: 'DE' } });
    const ids = [
      await asked.add('DODO', bodyOf('dodo.license_key.created', { key: KEY })),
      await asked.add('DODO', paid),
      await asked.add('DODO', bodyOf('dodo.payment.failed', { billing: { street: STREET, country: 'DE' } })),
    ];
    await asked.deliverAll(...ids);
    // The planted words were there, and did their work.
    const bodies = [...(await storedBodies(database.dataSource, businessId)).values()].join();
    for (const words of [KEY, STREET, MARIA]) expect(bodies).toContain(words);
    expect(asked.smtp.mails.map(({ raw }) => raw).join()).toContain(KEY);
    expect(slack.requests.map(({ body }) => body).join()).toContain(STREET);
    expect(await whereStands(KEY)).toEqual([]);
    expect(await whereStands(STREET)).toEqual([]);
    // docs/decisions/0026: facts, what is searched by, and the ledger of e-mails to customers.
    expect(await whereStands(MARIA)).toEqual(['deliveries.sent_to', 'event_terms.term', 'events.facts']);
  });

  it('a body opens in its own row alone', async () => {
    const { database, businessId } = asked;
    const ids = [await addEvent(database.dataSource, businessId), await addEvent(database.dataSource, businessId)];
    await sql('UPDATE inbox SET body = (SELECT body FROM inbox WHERE id = $1) WHERE id = $2', ids);
    await expect(storedBodies(database.dataSource, businessId)).rejects.toThrow();
  });
});

describe('every night', () => {
  const bodyInRow = async (id: string): Promise<Buffer> =>
    (await sql('SELECT body FROM inbox WHERE id = $1', [id]))[0]?.body as Buffer;
  const seal = (dataSource: DataSource, hours = 2, businessId = asked.businessId) =>
    sealOldBodies({ dataSource, log }, businessId, inHours(hours));
  const addMany = async (count: number) => {
    const inbox = new Inbox(asked.database.dataSource, { hasRoom: () => false, nudge: () => undefined });
    const webhook = () => ({
      ...{ businessId: asked.businessId, sourceId: newId('source'), externalId: newId('event') },
      ...{ receivedAt: new Date(), event: FAILED_PAYMENT, body: Buffer.from('{"type":"payment.failed"}') },
    });
    const receipts = await Promise.all(Array.from({ length: count }, () => inbox.add(webhook())));
    return receipts.map(({ id }) => id).sort();
  };

  it('bodies that no key has sealed are read as they are, and then are sealed; what is young waits an hour', async () => {
    const { dataSource } = asked.database;
    const [plain = '', sealed = '', gone = ''] = await addMany(3);
    await unsealed(dataSource, plain, '\uFEFF{"type":"payment.failed","key":"LK-1"}');
    await sql('UPDATE inbox SET body = NULL WHERE id = $1', [gone]);
    const [before, untouched] = [await storedBodies(dataSource, asked.businessId), await bodyInRow(sealed)];
    expect(before.get(plain)).toContain('LK-1');
    expect(await seal(dataSource, 0)).toBe(0);
    expect(isSealed(await bodyInRow(plain))).toBe(false);
    expect(await seal(dataSource)).toBe(1);
    expect(isSealed(await bodyInRow(plain))).toBe(true);
    expect(await storedBodies(dataSource, asked.businessId)).toEqual(before);
    expect([await bodyInRow(sealed), await bodyInRow(gone)]).toEqual([untouched, null]);
    expect(await seal(dataSource)).toBe(0);
  });

  it('what a process of the former version writes afterwards is found by the next one', async () => {
    const { dataSource } = asked.database;
    await addMany(2);
    await seal(dataSource);
    // Such a row is younger than all that were looked at.
    await sql('UPDATE businesses SET bodies_sealed_to = $2 WHERE id = $1', [asked.businessId, `evt_${'0'.repeat(26)}`]);
    const [late = ''] = await addMany(1);
    await sql('UPDATE businesses SET bodies_sealed_to = (SELECT max(id) FROM inbox WHERE id < $2) WHERE id = $1', [
      asked.businessId,
      late,
    ]);
    await unsealed(dataSource, late, '{}');
    expect(await seal(dataSource)).toBe(1);
  });

  it('after the keys were rotated all are sealed by the new one, in pieces, and the former is needed no longer', async () => {
    const { dataSource, url } = asked.database;
    const ids = await addMany(1_100);
    const large = JSON.stringify({ type: 'payment.failed', text: 'x'.repeat(1_000_000) });
    for (const id of ids.slice(0, 20)) await unsealed(dataSource, id, large);
    const before = await storedBodies(dataSource, asked.businessId);
    const newKey = `n2:${Buffer.alloc(32, 9).toString('base64')}`;
    const [both, alone] = await Promise.all(
      [`${newKey},${ENCRYPTION_KEYS}`, newKey].map((ring) =>
        createDataSource(url, 2, new SecretBox(ring)).initialize(),
      ),
    );
    try {
      expect(await storedBodies(both as DataSource, asked.businessId)).toEqual(before);
      await expect(storedBodies(alone as DataSource, asked.businessId)).rejects.toThrow(
        /"t1" is not in TOCSIN_ENCRYPTION_KEYS/,
      );
      expect(await seal(both as DataSource)).toBe(1_100);
      expect(await storedBodies(alone as DataSource, asked.businessId)).toEqual(before);
      expect(await seal(both as DataSource)).toBe(0);
    } finally {
      await Promise.all([both?.destroy(), alone?.destroy()]);
    }
  });

  it('a process with another current key stops where somebody else has begun', async () => {
    const { dataSource } = asked.database;
    const [plain = ''] = await addMany(1);
    await unsealed(dataSource, plain, '{}');
    let walk: Promise<number> = Promise.resolve(-1);
    await dataSource.transaction(async (manager) => {
      await manager.query('LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE');
      walk = seal(dataSource);
      await eventually('the walk to look for bodies', async () => {
        const [row] = await sql(`SELECT FROM pg_locks JOIN pg_database d ON d.oid = database
          WHERE NOT granted AND datname = current_database()`);
        return row !== undefined;
      });
      await manager.query(`UPDATE businesses SET bodies_key = 'n2' WHERE id = $1`, [asked.businessId]);
    });
    expect(await walk).toBe(0);
    expect(isSealed(await bodyInRow(plain))).toBe(false);
    expect(await seal(dataSource)).toBe(1);
  });

  it('one whose key was lost keeps no other from its turn', async () => {
    const { dataSource } = asked.database;
    const [lost = '', plain = ''] = await addMany(2);
    await unsealed(dataSource, lost, new SecretBox(SecretBox.newRing()).sealBytes(Buffer.from('{}'), `inbox ${lost}`));
    await unsealed(dataSource, plain, '{}');
    expect(await seal(dataSource)).toBe(1);
    expect(isSealed(await bodyInRow(plain))).toBe(true);
  });

  it('retention takes sealed bodies like all others', async () => {
    const { dataSource } = asked.database;
    const [id = ''] = await addMany(1);
    await sql(`UPDATE events SET status = 'PROCESSED' WHERE id = $1`, [id]);
    expect(await eraseOldPayloads({ dataSource, payloadDays: 1 }, asked.businessId, inHours(25))).toBe(1);
    expect(await seal(dataSource, 25)).toBe(0);
    expect(await bodyInRow(id)).toBe(null);
  });
});

it('connections that were opened without keys refuse to write a body', async () => {
  const keyless = await createDataSource(asked.database.url, 1).initialize();
  try {
    await expect(addEvent(keyless, asked.businessId)).rejects.toThrow(/TOCSIN_ENCRYPTION_KEYS/);
  } finally {
    await keyless.destroy();
  }
});
