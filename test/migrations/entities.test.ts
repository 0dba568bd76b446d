// The entities and the migrations say the same of each column, whichever is changed.
import { createDatabase, type TestDatabase } from '../support/database.js';
import { schemaDifferences } from '../support/schema.js';

/** What statements alone know, or operators: no entity has it, since nothing reads it as a row of its own. */
const BESIDE = [
  ...['channel_pauses', 'coverage_gaps', 'destination_health', 'inbox', 'migrations', 'delivery_receipts', 'resends'],
  ...[
    'event_terms',
    'used_links',
    'used_sign_in_links',
    'sign_ins',
    'kept_payloads',
    'erasures',
    'businesses.payloads_erased_to',
  ],
  ...['bodies_key', 'bodies_sealed_to'].map((name) => `businesses.${name}`),
  ...['businesses.created_at', 'destinations.created_at', 'recipients.created_at', 'sources.created_at'],
  ...['sending_at', 'tries', 'unclear', 'due_at', 'held_by', 'audience'].map((name) => `deliveries.${name}`),
  'disputes.requeued_at',
  ...['collapse_key', 'collapse_seconds', 'planned_at', 'open_deliveries'].map((name) => `events.${name}`),
  ...['thread_key', 'occurred_at'].map((name) => `notifications.${name}`),
];

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database?.drop());

const differences = () => schemaDifferences(database.dataSource, BESIDE);

it('entities and migrations have the same columns', async () => {
  expect(await differences()).toEqual([]);
});

it('each difference is seen', async () => {
  await database.dataSource.query(`
    ALTER TABLE events ADD COLUMN surprise text;
    ALTER TABLE disputes DROP COLUMN requeued_at;
    ALTER TABLE recipients RENAME COLUMN name TO full_name;
    ALTER TABLE attempts ALTER COLUMN duration_ms TYPE bigint, ALTER COLUMN status_code SET NOT NULL;
    ALTER TABLE destinations ALTER COLUMN enabled SET DEFAULT false;
    ALTER TABLE templates DROP CONSTRAINT templates_pkey;
    CREATE TABLE leftovers (id text)`);
  expect(await differences()).toEqual([
    'attempts.duration_ms: type is integer in the entity, bigint in the database',
    'attempts.status_code: nullable is true in the entity, false in the database',
    'destinations.enabled: default is true in the entity, false in the database',
    'disputes.requeued_at is not beside the entities',
    'events.surprise is in no entity',
    'leftovers is in no entity',
    'recipients.full_name is in no entity',
    'recipients.name is in no migration',
    ...['audience', 'business_id', 'channel', 'event_type', 'locale'].map(
      (name) => `templates.${name}: primary is true in the entity, false in the database`,
    ),
  ]);
});
