// Disputes and items of before: what two sources of one provider had told twice goes on once, and all else as it was.
import { connectSource, lookAtDisputes } from '../support/connected-source.js';
import { planningFixture } from '../support/planning-fixture.js';

const asked = planningFixture();

const NOW = Math.floor(Date.now() / 1_000);
const sql = (text: string, params: unknown[] = []) => asked.dataSource.query(text, params);

const opened = (
  id: string,
  { test = false, account = undefined as string | undefined, due_by = NOW + 900_000 } = {},
) => ({
  ...{ id: `evt_${id}`, object: 'event', type: 'charge.dispute.created', created: NOW - 100, livemode: !test, account },
  data: {
    object: {
      ...{
        id,
        object: 'dispute',
        amount: 1_000,
        currency: 'eur',
        charge: 'ch_1',
        created: NOW,
        status: 'needs_response',
      },
      evidence_details: { due_by, submission_count: 0 },
    },
  },
});

const shop = {
  ...{ type: 'dispute.opened', timestamp: new Date().toISOString() },
  data: { id: 1, amount: 100, currency: 'EUR', respond_by: NOW + 900_000 },
};

/** The tables as the release before had them. */
const FORMER = [
  "DELETE FROM migrations WHERE name LIKE 'IdSpaces%'",
  'DROP INDEX disputes_identity',
  'ALTER TABLE disputes DROP COLUMN id_space, DROP COLUMN unanswerable',
  'ALTER TABLE disputes ADD CONSTRAINT disputes_source_id_external_id_stage_key UNIQUE (source_id, external_id, stage)',
  `UPDATE notifications n SET thread_key = e.source_id || ' ' || e.entity_id
    || CASE WHEN (SELECT kind FROM sources o WHERE o.id = e.source_id) = 'GENERIC' THEN ' DISPUTES' ELSE '' END
    FROM events e WHERE e.id = n.event_id`,
];

const rows = () =>
  sql(
    `SELECT external_id AS id, id_space AS space, source_id AS source, state, unanswerable, next_at IS NOT NULL AS waits
      FROM disputes WHERE business_id = $1 ORDER BY disputes.id`,
    [asked.businessId],
  );
const threads = () =>
  sql('SELECT thread_key AS key FROM notifications WHERE business_id = $1 ORDER BY id', [asked.businessId]);

it('each dispute and its item are known as before, and one that two sources told goes on by the newer', async () => {
  const [one, other, program] = [
    await connectSource(asked, 'STRIPE'),
    await connectSource(asked, 'STRIPE'),
    await connectSource(asked, 'GENERIC'),
  ];
  await one.tell(opened('du_test', { test: true }));
  await one.tell(opened('du_account', { account: 'acct_1' }));
  await one.tell(opened('du_none', { due_by: 0 }));
  await program.tell(shop);
  await one.tell(opened('du_twice'));
  await lookAtDisputes(asked);
  const [before, items] = [await rows(), await threads()];
  for (const statement of FORMER) await sql(statement);
  // As it was: the second source had a row of its own.
  await sql(
    `INSERT INTO disputes (id, business_id, source_id, external_id, stage, test, opened_at, policy, next_at)
      SELECT 'dsp_' || repeat('z', 26), business_id, $2, external_id, stage, test, opened_at, policy, now()
      FROM disputes WHERE business_id = $1 AND external_id = 'du_twice'`,
    [asked.businessId, other.sourceId],
  );
  await asked.dataSource.runMigrations();
  const [known, newer] = [before.filter(({ id }: { id: string }) => id !== 'du_twice'), before.at(-1)];
  expect(await rows()).toEqual([
    ...known,
    { ...newer, space: `former/${one.sourceId}`, state: 'CLOSED', waits: false },
    { ...newer, source: other.sourceId, state: 'NEEDS_RESPONSE', waits: true },
  ]);
  expect(await threads()).toEqual(items);
  expect(before.map(({ space }: { space: string }) => space)).toEqual([
    ...['STRIPE/test', 'STRIPE/acct_1', 'STRIPE'],
    ...[program.sourceId, 'STRIPE'],
  ]);
  await lookAtDisputes(asked);
  expect((await rows()).map(({ state }: { state: string }) => state)).toEqual([
    ...['NEEDS_RESPONSE', 'NEEDS_RESPONSE', 'NEEDS_RESPONSE', 'NEEDS_RESPONSE'],
    ...['CLOSED', 'NEEDS_RESPONSE'],
  ]);
});
