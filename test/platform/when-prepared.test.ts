// A process whose user has no rights yet: it says so once, and goes on by itself when they are given.
import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { connectSystem } from '../../src/core/data-source.js';
import { Readiness } from '../../src/platform/readiness.js';
import { Secret } from '../../src/platform/secrets/secret.js';
import { whenPrepared } from '../../src/platform/when-prepared.js';
import { BOX, createDatabase, type TestDatabase } from '../support/database.js';
import { keptLog } from '../support/log.js';
import { eventually } from '../support/program.js';

const user = `test_${randomBytes(6).toString('hex')}`;
let database: TestDatabase;
let opened: DataSource | null = null;

beforeAll(async () => {
  database = await createDatabase();
  await database.dataSource.query(`CREATE ROLE ${user} LOGIN PASSWORD 'x'`);
});
afterAll(async () => {
  await opened?.destroy();
  await database.dataSource.query(`DROP OWNED BY ${user}`);
  await database.dataSource.query(`DROP ROLE ${user}`);
  await database.drop();
});

it('waits for the grant, says once what to do, and goes on by itself', async () => {
  const url = new URL(database.url);
  url.username = user;
  url.password = 'x';
  const { log, lines } = keptLog('warn');
  const readiness = new Readiness({
    databaseUrl: new Secret(database.url),
    migrations: [],
    shortcomings: [],
    now: () => new Date(),
  });
  let tries = 0;
  const opening = whenPrepared(
    () => {
      tries++;
      return connectSystem(url.toString(), 1, BOX);
    },
    { log, readiness },
  );
  await eventually('a second try', async () => tries > 1);
  const detail = 'The user of DATABASE_URL may not act as tocsin_app: GRANT tocsin_app TO that user.';
  expect(await readiness.report()).toMatchObject({ ok: false, checks: { start: { state: 'failed', detail } } });
  await database.dataSource.query(`GRANT SELECT ON migrations TO tocsin_app; GRANT tocsin_app TO ${user}`);
  opened = await opening;
  expect(lines.map((line) => JSON.parse(line).code)).toEqual(['WAITS_FOR_DATABASE']);
  // And it can work: what a worker does first.
  expect(await opened.query('SELECT id FROM inbox')).toEqual([]);
  await readiness.close();
});
