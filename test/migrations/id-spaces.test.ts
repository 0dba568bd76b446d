// Disputes and items of before are known as those of today.
import { connectSource, lookAtDisputes } from '../support/connected-source.js';
import { planningFixture } from '../support/planning-fixture.js';
import { stripeDisputeOpened } from '../support/stripe-dispute.js';

const asked = planningFixture();

const NOW = Math.floor(Date.now() / 1_000);
const sql = (text: string, params: unknown[] = []) => asked.dataSource.query(text, params);

const opened = (
  id: string,
  { due_by = NOW + 900_000, ...event }: { due_by?: number; livemode?: boolean; account?: string } = {},
) => stripeDisputeOpened(id, { due_by, submission_count: 0 }, event);

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

it('each dispute and its item are known as before', async () => {
  const [stripe, program] = [await connectSource(asked, 'STRIPE'), await connectSource(asked, 'GENERIC')];
  await stripe.tell(opened('du_test', { livemode: false }));
  await stripe.tell(opened('du_account', { account: 'acct_1' }));
  await stripe.tell(opened('du_none', { due_by: 0 }));
  await program.tell(shop);
  await lookAtDisputes(asked);
  const [before, items] = [await rows(), await threads()];
  const spaces = ['/test', '/acct_1', ''].map((end) => `${stripe.sourceId}${end}`);
  expect(before.map(({ space }: { space: string }) => space)).toEqual([...spaces, program.sourceId]);
  for (const statement of FORMER) await sql(statement);
  await asked.dataSource.runMigrations();
  expect(await rows()).toEqual(before);
  expect(await threads()).toEqual(items);
  await stripe.tell(opened('du_test', { livemode: false }));
  await lookAtDisputes(asked);
  expect(await rows()).toEqual(before);
});
