// The second wall: what a forgotten WHERE shows under row-level security, on the very connections that GraphQL uses.
import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { createDataSource, createTenantDataSource } from '../../src/core/data-source.js';
import { poolOf } from '../../src/platform/database/statement.js';
import { asTenant } from '../../src/platform/database/tenancy.js';
import { newId } from '../../src/platform/new-id.js';
import { addBusiness, addPerson, addSource, createDatabase, type TestDatabase } from '../support/database.js';
import { withDatabase } from '../support/global-setup.js';
import { GraphqlClient } from '../support/graphql.js';
import { send } from '../support/producers.js';
import { type Program, startProgram } from '../support/program.js';

let database: TestDatabase;
let tenants: DataSource;
let program: Program;
let [a, b]: string[] = [];

beforeAll(async () => {
  database = await createDatabase();
  program = await startProgram(database);
  tenants = await createTenantDataSource(database.url, 3).initialize();
  [a, b] = [await addBusiness(database.dataSource), await addBusiness(database.dataSource)];
  for (const businessId of [a, b]) {
    await addPerson(database.dataSource, businessId);
    const source = { ...(await addSource(database.dataSource, businessId, 'GENERIC')), kind: 'GENERIC' as const };
    await send(program, source, { type: 'payment.failed', data: {} });
  }
});

afterAll(async () => {
  await tenants?.destroy();
  await program?.stop();
  await database?.drop();
});

/** The businesses whose rows a statement without any WHERE shows. */
async function seenIn(table: string, businessId: string | null): Promise<string[]> {
  const column = table === 'businesses' ? 'id' : 'business_id';
  const rows: { owner: string }[] = await asTenant({ businessId }, () =>
    tenants.query(`SELECT DISTINCT ${column} AS owner FROM ${table} ORDER BY 1`),
  );
  return rows.map((row) => row.owner);
}

const FILLED = ['businesses', 'sources', 'recipients', 'destinations', 'inbox', 'events'];

describe('every tenant table', () => {
  const UNPROTECTED = `
    SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p')
      AND (c.relname = 'businesses' OR EXISTS (SELECT FROM pg_attribute t WHERE t.attrelid = c.oid AND t.attname = 'business_id' AND NOT t.attisdropped))
      AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (
        SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive AND p.polcmd = '*' AND p.polqual IS NOT NULL AND p.polwithcheck IS NOT NULL
          AND pg_get_expr(p.polqual, p.polrelid) LIKE '%tocsin.business%' AND pg_get_expr(p.polwithcheck, p.polrelid) LIKE '%tocsin.business%'))`;

  it('has its policy, forced upon its owner too; a new one without is found', async () => {
    expect(await database.dataSource.query(UNPROTECTED)).toEqual([]);
    await database.dataSource.query('CREATE TABLE forgotten (id text, business_id tocsin_id)');
    expect(await database.dataSource.query(UNPROTECTED)).toEqual([{ name: 'forgotten' }]);
    await expect(seenIn('forgotten', a ?? '')).rejects.toThrow('permission denied');
    await database.dataSource.query("SELECT tocsin_protect('forgotten')");
    expect(await database.dataSource.query(UNPROTECTED)).toEqual([]);
    await database.dataSource.query('DROP TABLE forgotten');
  });

  it('is open to no role that could step around it', async () => {
    const [role] = await database.dataSource.query(
      `SELECT rolsuper, rolbypassrls, rolcanlogin, (SELECT count(*)::integer FROM pg_class WHERE relowner = r.oid) AS owns
       FROM pg_roles r WHERE rolname = 'tocsin_app'`,
    );
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcanlogin: false, owns: 0 });
    expect(await tenants.query('SELECT current_user AS name')).toEqual([{ name: 'tocsin_app' }]);
  });
});

describe('a connection of the tenants', () => {
  it.each(FILLED)('shows of %s what is the business’s, and without one nothing', async (table) => {
    expect(await seenIn(table, a ?? '')).toEqual([a]);
    expect(await seenIn(table, b ?? '')).toEqual([b]);
    expect(await seenIn(table, null)).toEqual([]);
    expect(await tenants.query(`SELECT 1 FROM ${table}`)).toEqual([]);
  });

  it('keeps apart what many ask at once on few connections', async () => {
    const asked = Array.from({ length: 60 }, (_, i) => [a, b, null][i % 3] ?? null);
    const seen = await Promise.all(asked.map((businessId) => seenIn('events', businessId)));
    expect(seen).toEqual(asked.map((businessId) => (businessId ? [businessId] : [])));
  });

  it('writes into no other business, and takes nothing over', async () => {
    const insert = 'INSERT INTO recipients (id, business_id, name) VALUES ($1, $2, $3)';
    const foreign = asTenant({ businessId: a ?? '' }, () => tenants.query(insert, [newId('recipient'), b, 'Mallory']));
    await expect(foreign).rejects.toThrow('row-level security');
    const move = asTenant({ businessId: a ?? '' }, () => tenants.query('UPDATE recipients SET business_id = $1', [b]));
    await expect(move).rejects.toThrow('row-level security');
    const [, touched] = await asTenant({ businessId: a ?? '' }, () =>
      tenants.query("UPDATE recipients SET name = 'A'"),
    );
    expect(touched).toBe(1);
    const names = await database.dataSource.query('SELECT business_id, name FROM recipients ORDER BY business_id');
    expect(names).toEqual([
      { business_id: a, name: 'A' },
      { business_id: b, name: 'Ada' },
    ]);
  });

  it('keeps its business through a transaction that fails', async () => {
    const broken = asTenant({ businessId: a ?? '' }, () =>
      tenants.transaction(async (manager) => manager.query('SELECT 1 / 0')),
    );
    await expect(broken).rejects.toThrow('division by zero');
    expect(await seenIn('events', a ?? '')).toEqual([a]);
    expect(await seenIn('events', null)).toEqual([]);
  });

  it('is told whose it is once, however often that business asks', async () => {
    const single = await createTenantDataSource(database.url, 1).initialize();
    const client = await poolOf(single).connect();
    const texts: string[] = [];
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    Object.assign(client, {
      query: (...args: unknown[]) => {
        texts.push(typeof args[0] === 'string' ? args[0] : (args[0] as { text: string }).text);
        return query(...args);
      },
    });
    client.release();
    for (let i = 0; i < 5; i++) await asTenant({ businessId: a ?? '' }, () => single.query('SELECT 1'));
    await single.destroy();
    expect(texts.filter((text) => text.includes('set_config'))).toHaveLength(1);
    expect(texts).toHaveLength(6);
  });

  it('lets nobody rewrite the audit trail', async () => {
    for (const statement of ['DELETE FROM audit_entries', "UPDATE audit_entries SET actor = 'nobody'"]) {
      await expect(asTenant({ businessId: a ?? '' }, () => tenants.query(statement))).rejects.toThrow(
        'permission denied',
      );
    }
  });
});

describe('requests to no source’s address', () => {
  it('are listed for every business’s ADMIN, beside their own only', async () => {
    await send(program, { id: newId('source'), secret: 'whsec_AAAA', kind: 'GENERIC' }, {});
    const source = await addSource(database.dataSource, b ?? '', 'GENERIC');
    await send(program, { ...source, secret: 'whsec_AAAA', kind: 'GENERIC' }, {});
    await program.stop();
    program = await startProgram(database);
    const statuses = async (businessId = '') => {
      const client = await GraphqlClient.of(program, businessId);
      const { rejectedRequests } = await client.get('{ rejectedRequests { edges { node { statusCode } } } }');
      return rejectedRequests.edges.map((edge: { node: { statusCode: number } }) => edge.node.statusCode).sort();
    };
    expect(await statuses(a)).toEqual([404]);
    expect(await statuses(b)).toEqual([401, 404]);
    expect(await asTenant({ businessId: null }, () => tenants.query('SELECT 1 FROM rejected_requests'))).toEqual([]);
  });
});

describe('an owner that is no superuser, as on a managed PostgreSQL', () => {
  it('migrates, sees everything by its scope and nothing without, and may act for a tenant', async () => {
    const name = `owner_${randomBytes(6).toString('hex')}`;
    const admin = database.dataSource;
    await admin.query(`CREATE ROLE ${name} LOGIN PASSWORD 'secret' CREATEROLE`);
    await admin.query(`GRANT tocsin_app TO ${name} WITH ADMIN OPTION`);
    await admin.query(`CREATE DATABASE ${name} OWNER ${name}`);
    const url = new URL(withDatabase(database.url, name));
    [url.username, url.password] = [name, 'secret'];
    const owner = await createDataSource(url.toString(), 2).initialize();
    await owner.runMigrations();
    const id = await addBusiness(owner);
    expect(await owner.query('SELECT id FROM businesses')).toEqual([{ id }]);
    expect(await owner.query('SELECT rolsuper FROM pg_roles WHERE rolname = current_user')).toEqual([
      { rolsuper: false },
    ]);
    const unscoped = await owner.transaction(async (manager) => {
      await manager.query("SELECT set_config('tocsin.scope', '', true)");
      return manager.query('SELECT id FROM businesses');
    });
    expect(unscoped).toEqual([]);
    const theirs = await createTenantDataSource(url.toString(), 1).initialize();
    expect(await asTenant({ businessId: id }, () => theirs.query('SELECT id FROM businesses'))).toEqual([{ id }]);
    await Promise.all([owner.destroy(), theirs.destroy()]);
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.query(`DROP ROLE ${name}`);
  });
});
