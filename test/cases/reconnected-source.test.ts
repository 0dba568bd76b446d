// Neighbours of case 11: a provider that was disconnected and connected anew tells of the same disputes.
import { newId } from '../../src/platform/new-id.js';
import type { SourceKind } from '../../src/sources/index.js';
import { connectSource, lookAtDisputes } from '../support/connected-source.js';
import { planningFixture } from '../support/planning-fixture.js';

const asked = planningFixture();

const NOW = Math.floor(Date.now() / 1_000);
const DAY = 86_400;

const sql = (text: string, params: unknown[] = []) => asked.dataSource.query(text, params);

const connect = (kind: SourceKind = 'STRIPE') => connectSource(asked, kind);
const look = () => lookAtDisputes(asked);

const stripe = (name: string, status: string, at = 0) => ({
  ...{ id: newId('event'), object: 'event', type: `charge.dispute.${name}`, created: NOW - 100 + at, livemode: true },
  data: {
    object: {
      ...{ id: 'du_1', object: 'dispute', amount: 1_000, currency: 'eur', charge: 'ch_1', created: NOW - 100, status },
      evidence_details: { due_by: NOW + DAY, has_evidence: false, submission_count: 0 },
    },
  },
});

const disputes = () =>
  sql(
    `SELECT source_id AS "sourceId", state, next_at IS NOT NULL AS waits FROM disputes WHERE business_id = $1 ORDER BY id`,
    [asked.businessId],
  );

const itemTypes = async () => {
  const rows: { type: string }[] = await sql(
    'SELECT e.type FROM notifications n JOIN events e ON e.id = n.event_id WHERE n.business_id = $1 ORDER BY n.id',
    [asked.businessId],
  );
  return rows.map(({ type }) => type);
};

it('an answer that comes by the new source ends the reminders of the old one, and its item says so', async () => {
  const old = await connect();
  expect(await old.tell(stripe('created', 'needs_response'))).toEqual(['dispute.opened', 'PENDING']);
  await look();
  await old.disconnect();
  const anew = await connect();
  expect(await anew.tell(stripe('updated', 'under_review', 5))).toEqual(['dispute.challenged', 'PENDING']);
  await look();
  expect(await disputes()).toEqual([{ sourceId: anew.sourceId, state: 'RESPONDED', waits: false }]);
  expect(await itemTypes()).toEqual(['dispute.challenged']);
});

it('what was told of it is known: the same opening is no news, and who was told of it is told of its end', async () => {
  const old = await connect();
  await old.tell(stripe('created', 'needs_response'));
  await old.disconnect();
  const anew = await connect();
  expect(await anew.tell(stripe('created', 'needs_response'))).toEqual(['dispute.opened', 'SUPERSEDED']);
  expect(await anew.tell(stripe('closed', 'prevented', 5))).toEqual(['dispute.closed', 'PENDING']);
  expect(await itemTypes()).toEqual(['dispute.closed']);
});

it('one that both had told of while both were connected goes on once', async () => {
  const old = await connect();
  const anew = await connect();
  await old.tell(stripe('created', 'needs_response'));
  await anew.tell(stripe('created', 'needs_response'));
  await look();
  await old.disconnect();
  await anew.tell(stripe('updated', 'needs_response', 5));
  await look();
  expect(await disputes()).toEqual([{ sourceId: anew.sourceId, state: 'NEEDS_RESPONSE', waits: true }]);
});

it('a shop that counts its disputes keeps its own', async () => {
  const shops = [await connect('GENERIC'), await connect('GENERIC')] as const;
  const opened = { type: 'dispute.opened', timestamp: new Date().toISOString(), data: { id: 1 } };
  await shops[0].tell(opened);
  await shops[0].disconnect();
  expect(await shops[1].tell(opened)).toEqual(['dispute.opened', 'PENDING']);
  expect(await disputes()).toHaveLength(2);
});
