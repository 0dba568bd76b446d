/**
 * Takes in the webhooks that a provider made since a moment, where its API lists them: those that PostgreSQL had taken and lost.
 * They go in as what they are, under the provider's own ids, so that one that is known, or is sent again later, is a duplicate.
 */
import type { DataSource } from 'typeorm';
import type { Reason } from '../../domain/reasons.js';
import { type NoParams, namedStatement, runStatement } from '../../platform/database/statement.js';
import type { SecretBox } from '../../platform/secrets/secret-box.js';
import { type ProviderUrls, type ReconciledKind, SOURCE_KINDS } from '../../sources/index.js';
import { type ProviderApi, ProviderFault, type SentWebhook } from '../../sources/provider-api.js';
import type { Inbox } from '../ingest/inbox.js';
import { contextOfApiKey } from '../sealing/contexts.js';

export interface MissedWebhookDeps {
  dataSource: DataSource;
  inbox: Pick<Inbox, 'add'>;
  box: SecretBox;
  urls: ProviderUrls;
  now: () => Date;
}

interface KeyedSource {
  id: string;
  businessId: string;
  kind: ReconciledKind;
  sealedApiKey: string;
}

/** A webhook may come that much later than what it tells, without trouble. */
const OVERLAP_MS = 3_600_000;
/** Held in memory, of one source; of more, the newest. */
const MOST_PAGES = 100;

const FIND_KEYED_SOURCES = namedStatement<NoParams, KeyedSource>(
  'missed.sources',
  `
    SELECT id, business_id AS "businessId", kind, sealed_api_key AS "sealedApiKey"
    FROM sources WHERE removed_at IS NULL AND sealed_api_key IS NOT NULL ORDER BY id`,
);

/** What a source's provider listed. */
export interface MissedWebhooks {
  sourceId: string;
  /** Those that were not known. */
  taken: number;
  /** There were more than are read: the oldest are left out. */
  isCut: boolean;
  /** Why the list was not given, or not to its end; null: it was. */
  problem: Reason | null;
}

/** Of sources whose provider lists its webhooks. */
export async function takeMissedWebhooks(deps: MissedWebhookDeps, since: Date): Promise<MissedWebhooks[]> {
  const all: MissedWebhooks[] = [];
  for (const source of await runStatement(deps.dataSource, FIND_KEYED_SOURCES, {})) {
    const key = deps.box.open(source.sealedApiKey, contextOfApiKey(source.id));
    const api: ProviderApi = SOURCE_KINDS[source.kind].api.open(key, deps.urls[source.kind]);
    if (!api.webhooks) continue;
    const { sent, ...how } = await listWebhooks(api.webhooks, new Date(since.getTime() - OVERLAP_MS));
    let taken = 0;
    // The oldest first, as they came.
    for (const webhook of sent.reverse()) if (await takeIn(deps, source, webhook)) taken++;
    all.push({ sourceId: source.id, taken, ...how });
  }
  return all;
}

type ListWebhooks = NonNullable<ProviderApi['webhooks']>;

interface Listed extends Pick<MissedWebhooks, 'isCut' | 'problem'> {
  sent: SentWebhook[];
}

async function listWebhooks(list: ListWebhooks, from: Date): Promise<Listed> {
  const sent: SentWebhook[] = [];
  let cursor: string | null = null;
  try {
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const page: Awaited<ReturnType<ListWebhooks>> = await list({ from, cursor });
      sent.push(...page.sent);
      cursor = page.next;
      if (cursor === null) return { sent, isCut: false, problem: null };
    }
    return { sent, isCut: true, problem: null };
  } catch (error) {
    if (error instanceof ProviderFault) return { sent, isCut: false, problem: error.reason };
    throw error;
  }
}

/** Whether it was new. */
async function takeIn({ inbox, now }: MissedWebhookDeps, source: KeyedSource, webhook: SentWebhook): Promise<boolean> {
  const body = Buffer.from(JSON.stringify(webhook.body));
  const receivedAt = now();
  const event = SOURCE_KINDS[source.kind].normalise(JSON.parse(body.toString()), webhook.id, receivedAt);
  const from = { businessId: source.businessId, sourceId: source.id };
  const { duplicate } = await inbox.add({ ...from, externalId: webhook.id, body, receivedAt, event });
  return !duplicate;
}
