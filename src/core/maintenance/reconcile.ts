/**
 * Asks the provider of a source for disputes and payouts, and takes in what no webhook told: as events like any other,
 * marked. It goes page by page and is kept where it stops, so that the next one goes on there. Doing it twice, or two
 * at once, changes nothing: what is known is left out, and the inbox keeps one of each key.
 */

import type { DataSource } from 'typeorm';
import { CATALOGUE } from '../../domain/catalogue/index.js';
import type { NormalisedEvent } from '../../domain/facts.js';
import type { Reason } from '../../domain/reasons.js';
import { beginReconciliation, continueReconciliation, type Reconciliation } from '../../domain/reconciliation.js';
import type { SecretBox } from '../../platform/secrets/secret-box.js';
import { type ProviderUrls, type ReconciledKind, SOURCE_KINDS } from '../../sources/index.js';
import { type ProviderApi, ProviderFault, type ProviderItem } from '../../sources/provider-api.js';
import type { Inbox } from '../ingest/inbox.js';
import { raiseNotices } from '../notices/notice.js';

export interface ReconcileDeps {
  dataSource: DataSource;
  inbox: Pick<Inbox, 'add'>;
  box: SecretBox;
  urls: ProviderUrls;
}

interface ReconciledSource {
  id: string;
  businessId: string;
  name: string;
  kind: ReconciledKind;
  sealedApiKey: string;
  reconciledAt: Date | null;
  reconcileProgress: Reconciliation | null;
  /** When its oldest dispute was opened of which no end is known. */
  oldestOpen: Date | null;
}

/** What the key is bound to, beside the source's secrets. */
export const keyContext = (sourceId: string) => `sources ${sourceId} api key`;

const PAGES_AT_MOST = 20;
/** No new page or look-up is begun after it, milliseconds: with one call that hangs, it is over within half a minute. */
const WORK_MS = 20_000;

const FIND_SOURCE = `
  SELECT s.id, s.business_id AS "businessId", s.name, s.kind, s.sealed_api_key AS "sealedApiKey", s.reconciled_at AS "reconciledAt",
    s.reconcile_progress AS "reconcileProgress",
    (SELECT min(d.opened_at) FROM disputes d WHERE d.business_id = s.business_id AND d.source_id = s.id
      AND d.state IN ('NEEDS_RESPONSE', 'ACKNOWLEDGED', 'RESPONDED')) AS "oldestOpen"
  FROM sources s WHERE s.id = $1 AND s.removed_at IS NULL AND s.sealed_api_key IS NOT NULL`;

/** Numbers (from 1) of those facts that are known; $1 the business, the others by column. Two sources may have one account. */
const FIND_KNOWN_EVENTS = `
  SELECT n.number::integer AS number
  FROM unnest($2::text[], $3::text[], $4::text[], $5::boolean[]) WITH ORDINALITY AS n(entity_id, type, stage, test, number)
  WHERE EXISTS (SELECT FROM events e WHERE e.business_id = $1 AND e.entity_id = n.entity_id AND e.type = n.type
    AND e.test = n.test AND e.facts->>'stage' IS NOT DISTINCT FROM n.stage)`;

/** Not where another key was set meanwhile ($2 the one that was used). $3 what is left to do, $4 when all was done, $5 the problem. */
const MARK_RECONCILED = `
  UPDATE sources SET reconcile_progress = $3, reconciled_at = coalesce($4, reconciled_at), reconcile_problem = $5
  FROM (SELECT id, reconcile_problem AS problem FROM sources WHERE id = $1 FOR UPDATE) before
  WHERE sources.id = before.id AND sources.sealed_api_key = $2
  RETURNING before.problem`;

/** @param at now. Faults of the provider stand on the source, as `reconcileProblem`; others are thrown. */
export async function reconcileSource(parts: ReconcileDeps, sourceId: string, at: Date): Promise<void> {
  const [source] = (await parts.dataSource.query(FIND_SOURCE, [sourceId])) as ReconciledSource[];
  if (!source) return;
  const key = parts.box.open(source.sealedApiKey, keyContext(source.id));
  const api = SOURCE_KINDS[source.kind].api.open(key, parts.urls[source.kind]);
  const begun = source.reconcileProgress ?? beginReconciliation(at, source.reconciledAt, source.oldestOpen);
  const walk = { left: begun as Reconciliation | null };
  try {
    await walkPages(parts, source, api, walk, at);
    await mark(parts, source, { left: walk.left, done: walk.left ? null : begun.begun, fault: null, at });
  } catch (error) {
    if (!(error instanceof ProviderFault)) throw error;
    await mark(parts, source, { left: error.startAnew ? null : walk.left, done: null, fault: error, at });
  }
}

/** `walk.left` is what is left to do, after each page. */
async function walkPages(
  parts: ReconcileDeps,
  source: ReconciledSource,
  api: ProviderApi,
  walk: { left: Reconciliation | null },
  at: Date,
): Promise<void> {
  const until = Date.now() + WORK_MS;
  for (let pages = 0; walk.left && pages < PAGES_AT_MOST && Date.now() < until; pages++) {
    const { list, from, cursor } = walk.left;
    const page = await api.page(list, { from: new Date(from[list]), cursor, at });
    for (const found of await unknown(parts, source, page.found, at)) {
      if (Date.now() >= until) return;
      await take(parts, source, found, at);
    }
    walk.left = continueReconciliation(walk.left, page.next);
  }
}

async function unknown(
  parts: ReconcileDeps,
  source: ReconciledSource,
  found: ProviderItem[],
  at: Date,
): Promise<ProviderItem[]> {
  if (found.length === 0) return [];
  const events = found.map((one) => normalised(source, one.body, one.key, at));
  const column = (read: (event: NormalisedEvent) => unknown) => events.map(read);
  const known: { number: number }[] = await parts.dataSource.query(FIND_KNOWN_EVENTS, [
    source.businessId,
    column((event) => event.entityId),
    column((event) => event.type),
    column((event) => event.facts.stage),
    column((event) => event.test),
  ]);
  const numbers = new Set(known.map(({ number }) => number));
  return found.filter((_, i) => !numbers.has(i + 1));
}

async function take({ inbox }: ReconcileDeps, source: ReconciledSource, found: ProviderItem, at: Date): Promise<void> {
  const body = found.whole ? await found.whole() : found.body;
  const externalId = `sweep:${found.key}`;
  await inbox.add({
    businessId: source.businessId,
    sourceId: source.id,
    externalId,
    body: Buffer.from(JSON.stringify(body)),
    receivedAt: new Date(),
    event: normalised(source, body, externalId, at),
    foundByReconcile: true,
  });
}

/** As it comes over the wire: an SDK's objects are more than their JSON. */
function normalised({ kind }: ReconciledSource, body: object, externalId: string, at: Date): NormalisedEvent {
  return SOURCE_KINDS[kind].normalise(JSON.parse(JSON.stringify(body)), externalId, at);
}

interface Outcome {
  left: Reconciliation | null;
  done: string | null;
  fault: ProviderFault | null;
  at: Date;
}

/** Tells the team, once, of a key that is refused: from now on no reconciliation finds anything. */
async function mark(
  { dataSource }: ReconcileDeps,
  source: ReconciledSource,
  { left, done, fault, at }: Outcome,
): Promise<void> {
  const { id, businessId, sealedApiKey, name } = source;
  await dataSource.transaction(async (manager) => {
    const values = [id, sealedApiKey, left && JSON.stringify(left), done, fault && JSON.stringify(fault.reason)];
    const [rows] = (await manager.query(MARK_RECONCILED, values)) as [{ problem: Reason | null }[]];
    const [before] = rows;
    if (!before || !fault?.refused || before.problem?.code === fault.reason.code) return;
    const { key: type } = CATALOGUE['tocsin.source_key_refused'];
    const transition = `key-refused:${id}:${at.toISOString()}`;
    await raiseNotices(manager, [
      { businessId, type, transition, at, about: [name], subjectId: id, reason: fault.answer },
    ]);
  });
}
