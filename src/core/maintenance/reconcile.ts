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
import { namedStatement, runStatement } from '../../platform/database/statement.js';
import type { SecretBox } from '../../platform/secrets/secret-box.js';
import { type ProviderUrls, type ReconciledKind, SOURCE_KINDS } from '../../sources/index.js';
import { type ProviderApi, ProviderFault, type ProviderItem } from '../../sources/provider-api.js';
import { HAS_NO_OUTCOME } from '../disputes/dispute-states.js';
import { IS_OF_DISPUTE } from '../ingest/id-space.js';
import type { Inbox } from '../ingest/inbox.js';
import { raiseNotices } from '../notices/notice.js';
import { contextOfApiKey } from '../sealing/contexts.js';

export interface ReconcileDeps {
  dataSource: DataSource;
  inbox: Pick<Inbox, 'add'>;
  box: SecretBox;
  urls: ProviderUrls;
  now: () => Date;
}

/** What came of one reconciliation. */
export interface Reconciled {
  /** Events that no webhook had told. */
  found: number;
  /** False: there is more to ask, where the next one goes on. */
  complete: boolean;
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

const PAGES_AT_MOST = 20;
/** No new page or look-up is begun after it, milliseconds: with one call that hangs, it is over within half a minute. */
const WORK_MS = 20_000;

const FIND_SOURCE = namedStatement<{ sourceId: string }, ReconciledSource>(
  'reconcile.source',
  `
    SELECT s.id, s.business_id AS "businessId", s.name, s.kind, s.sealed_api_key AS "sealedApiKey", s.reconciled_at AS "reconciledAt",
      s.reconcile_progress AS "reconcileProgress",
      (SELECT min(d.opened_at) FROM disputes d JOIN sources o ON o.id = d.source_id
        WHERE d.business_id = s.business_id AND o.kind = s.kind AND ${HAS_NO_OUTCOME} AND (o.id = s.id OR o.removed_at IS NOT NULL
          OR EXISTS (SELECT FROM events e WHERE e.source_id = s.id AND ${IS_OF_DISPUTE('e', 'd')}))) AS "oldestOpen"
    FROM sources s WHERE s.id = $sourceId AND s.removed_at IS NULL AND s.sealed_api_key IS NOT NULL`,
);

/** A fact that a provider told, by its place in the page. */
interface FoundFact {
  place: number;
  entityId: string | null;
  type: string;
  stage: string | null;
  test: boolean;
}

/** Which of them are known. Two sources may have one account. */
const FIND_KNOWN_FACTS = namedStatement<{ businessId: string; facts: readonly FoundFact[] }, Pick<FoundFact, 'place'>>(
  'reconcile.known',
  `
    SELECT n.place
    FROM jsonb_to_recordset($facts) AS n(place integer, "entityId" text, type text, stage text, test boolean)
    WHERE EXISTS (SELECT FROM events e WHERE e.business_id = $businessId AND e.entity_id = n."entityId" AND e.type = n.type
      -- The stage that its own body says: the end of a dispute says none, and gets that of the one that it ended.
      AND e.test = n.test AND CASE jsonb_typeof(e.facts->'dispute') WHEN 'object' THEN e.facts->'dispute'->>'stage'
        ELSE e.facts->>'stage' END IS NOT DISTINCT FROM n.stage)`,
);

interface MarkReconciledParams {
  sourceId: string;
  /** Where another key was set meanwhile, nothing is marked. */
  sealedApiKey: string;
  /** What is left to do. */
  left: Reconciliation | null;
  /** ISO 8601, when all was done. */
  done: string | null;
  problem: Reason | null;
}

/** Gives the problem that stood there before. */
const MARK_RECONCILED = namedStatement<MarkReconciledParams, { problem: Reason | null }>(
  'reconcile.mark',
  `
    UPDATE sources SET reconcile_progress = $left, reconciled_at = coalesce($done, reconciled_at), reconcile_problem = $problem
    FROM (SELECT id, reconcile_problem AS problem FROM sources WHERE id = $sourceId FOR UPDATE) before
    WHERE sources.id = before.id AND sources.sealed_api_key = $sealedApiKey
    RETURNING before.problem`,
);

/**
 * @param at now. Faults of the provider stand on the source, as `reconcileProblem`; others are thrown.
 * @returns null where the source is gone, or has no key
 */
export async function reconcileSource(parts: ReconcileDeps, sourceId: string, at: Date): Promise<Reconciled | null> {
  const [source] = await runStatement(parts.dataSource, FIND_SOURCE, { sourceId });
  if (!source) return null;
  const key = parts.box.open(source.sealedApiKey, contextOfApiKey(source.id));
  const api = SOURCE_KINDS[source.kind].api.open(key, parts.urls[source.kind]);
  const begun = source.reconcileProgress ?? beginReconciliation(at, source.reconciledAt, source.oldestOpen);
  const walk: Walk = { left: begun, found: 0 };
  try {
    await walkPages(parts, source, api, walk, at);
    await markReconciled(parts, source, { left: walk.left, done: walk.left ? null : begun.begun, fault: null, at });
  } catch (error) {
    if (!(error instanceof ProviderFault)) throw error;
    await markReconciled(parts, source, { left: error.startAnew ? null : walk.left, done: null, fault: error, at });
    return { found: walk.found, complete: false };
  }
  return { found: walk.found, complete: walk.left === null };
}

interface Walk {
  /** What is left to do, after each page; null: nothing. */
  left: Reconciliation | null;
  /** What no webhook had told, so far. */
  found: number;
}

async function walkPages(
  parts: ReconcileDeps,
  source: ReconciledSource,
  api: ProviderApi,
  walk: Walk,
  at: Date,
): Promise<void> {
  const until = parts.now().getTime() + WORK_MS;
  for (let pages = 0; walk.left && pages < PAGES_AT_MOST && parts.now().getTime() < until; pages++) {
    const { list, from, cursor } = walk.left;
    const page = await api.page(list, { from: new Date(from[list]), cursor, at });
    for (const found of await findUnknownItems(parts, source, page.found, at)) {
      if (parts.now().getTime() >= until) return;
      if (await addToInbox(parts, source, found, at)) walk.found++;
    }
    walk.left = continueReconciliation(walk.left, page.next);
  }
}

async function findUnknownItems(
  parts: ReconcileDeps,
  source: ReconciledSource,
  found: ProviderItem[],
  at: Date,
): Promise<ProviderItem[]> {
  if (found.length === 0) return [];
  const facts = found.map(({ body, key }, place): FoundFact => {
    const event = normalisedItem(source, body, key, at);
    return { place, entityId: event.entityId, type: event.type, stage: event.facts.stage, test: event.test };
  });
  const known = await runStatement(parts.dataSource, FIND_KNOWN_FACTS, { businessId: source.businessId, facts });
  const places = new Set(known.map(({ place }) => place));
  return found.filter((_, place) => !places.has(place));
}

/** Whether it was new. */
async function addToInbox(
  { inbox, now }: ReconcileDeps,
  source: ReconciledSource,
  found: ProviderItem,
  at: Date,
): Promise<boolean> {
  const body = found.whole ? await found.whole() : found.body;
  const externalId = `sweep:${found.key}`;
  const { duplicate } = await inbox.add({
    businessId: source.businessId,
    sourceId: source.id,
    externalId,
    body: Buffer.from(JSON.stringify(body)),
    receivedAt: now(),
    event: normalisedItem(source, body, externalId, at),
    foundByReconcile: true,
  });
  return !duplicate;
}

/** As it comes over the wire: an SDK's objects are more than their JSON. */
function normalisedItem({ kind }: ReconciledSource, body: object, externalId: string, at: Date): NormalisedEvent {
  return SOURCE_KINDS[kind].normalise(JSON.parse(JSON.stringify(body)), externalId, at);
}

interface ReconcileOutcome {
  left: Reconciliation | null;
  done: string | null;
  fault: ProviderFault | null;
  at: Date;
}

/** Tells the team, once, of a key that is refused: from now on no reconciliation finds anything. */
async function markReconciled(
  { dataSource }: ReconcileDeps,
  source: ReconciledSource,
  { left, done, fault, at }: ReconcileOutcome,
): Promise<void> {
  const { id, businessId, sealedApiKey, name } = source;
  await dataSource.transaction(async (manager) => {
    const marked = { sourceId: id, sealedApiKey, left, done, problem: fault?.reason ?? null };
    const [before] = await runStatement(manager, MARK_RECONCILED, marked);
    if (!before || !fault?.refused || before.problem?.code === fault.reason.code) return;
    const { key: type } = CATALOGUE['tocsin.source_key_refused'];
    const transition = `key-refused:${id}:${at.toISOString()}`;
    await raiseNotices(manager, [
      { businessId, type, transition, at, about: [name], subjectId: id, reason: fault.answer },
    ]);
  });
}
