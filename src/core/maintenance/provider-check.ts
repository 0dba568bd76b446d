/** Asks a payment provider which events it will send to a source, keeps what it said, and tells the team of what is cut off. */
import type { DataSource } from 'typeorm';
import { CATALOGUE } from '../../domain/catalogue/index.js';
import { checkOf, checkWithout, isNews, type ProviderCheck } from '../../domain/provider-check.js';
import { checkEndpoints, endpointsAt } from '../../domain/provider-endpoints.js';
import { ENGLISH, sourceKindLabel } from '../../i18n/labels.js';
import { namedStatement, runStatement } from '../../platform/database/statement.js';
import type { PublicUrl } from '../../platform/public-url.js';
import type { SecretBox } from '../../platform/secrets/secret-box.js';
import { type ProviderUrls, type ReconciledKind, SOURCE_KINDS } from '../../sources/index.js';
import { type ProviderApi, ProviderFault } from '../../sources/provider-api.js';
import { PERMISSIONS } from '../../sources/provider-endpoints.js';
import { raiseNotices } from '../notices/notice.js';
import { contextOfApiKey } from '../sealing/contexts.js';

export interface ProviderCheckDeps {
  dataSource: DataSource;
  box: SecretBox;
  urls: ProviderUrls;
  publicUrl: PublicUrl;
  now: () => Date;
}

interface KeyedSource {
  id: string;
  businessId: string;
  name: string;
  kind: ReconciledKind;
  sealedApiKey: string;
}

const FIND_SOURCE = namedStatement<{ sourceId: string }, KeyedSource>(
  'provider.source',
  `
    SELECT s.id, s.business_id AS "businessId", s.name, s.kind, s.sealed_api_key AS "sealedApiKey"
    FROM sources s WHERE s.id = $sourceId AND s.removed_at IS NULL AND s.sealed_api_key IS NOT NULL`,
);

/** Locks the source; nothing where another key was set meanwhile. */
const FIND_CHECK = namedStatement<{ sourceId: string; sealedApiKey: string }, { check: ProviderCheck | null }>(
  'provider.before',
  `SELECT provider_check AS check FROM sources WHERE id = $sourceId AND sealed_api_key = $sealedApiKey FOR UPDATE`,
);

const KEEP_CHECK = namedStatement<{ sourceId: string; check: ProviderCheck }>(
  'provider.keep',
  'UPDATE sources SET provider_check = $check::jsonb WHERE id = $sourceId',
);

/** The check by what was seen at the provider, beside the one before; where the provider did not answer, what was known stays. */
type Look = (before: ProviderCheck | null) => ProviderCheck;

/** @param at now. Faults of the provider stand in the check, as its `problem`; others are thrown. */
export async function checkProvider(parts: ProviderCheckDeps, sourceId: string, at: Date): Promise<void> {
  const [source] = await runStatement(parts.dataSource, FIND_SOURCE, { sourceId });
  if (!source) return;
  const look = await lookAt(parts, source, at);
  await parts.dataSource.transaction(async (manager) => {
    const { sealedApiKey, businessId, name } = source;
    const [row] = await runStatement(manager, FIND_CHECK, { sourceId, sealedApiKey });
    if (!row) return;
    const check = look(row.check);
    await runStatement(manager, KEEP_CHECK, { sourceId, check });
    if (!isNews(row.check, check)) return;
    const { key: type } = CATALOGUE['tocsin.source_cut_off'];
    const transition = `cut-off:${sourceId}:${at.toISOString()}`;
    await raiseNotices(manager, [
      { businessId, type, transition, at, about: [name], subjectId: sourceId, reason: check.problem },
    ]);
  });
}

async function lookAt(parts: ProviderCheckDeps, source: KeyedSource, at: Date): Promise<Look> {
  const { id, kind, sealedApiKey } = source;
  const key = parts.box.open(sealedApiKey, contextOfApiKey(id));
  const { api, endpoints } = SOURCE_KINDS[kind];
  try {
    const all = await endpoints.open(key, parts.urls[kind]).list(parts.now);
    const url = parts.publicUrl.ofSource(id);
    const endpoint = checkEndpoints(endpointsAt(url, all), endpoints.eventNames);
    const missing = await missingPermissions(api.open(key, parts.urls[kind]), at);
    const checked = checkOf({ provider: sourceKindLabel(ENGLISH, kind), url }, endpoint, missing, at);
    return () => checked;
  } catch (error) {
    if (!(error instanceof ProviderFault)) throw error;
    return (before) => checkWithout(before, error.reason, at);
  }
}

/** By asking for nothing: what was made since now. Where there is no answer, nothing is said. */
async function missingPermissions(api: ProviderApi, at: Date): Promise<string[]> {
  const lists = ['disputes', 'payouts'] as const;
  const refused = await Promise.all(
    lists.map((list) =>
      api.page(list, { from: at, cursor: null, at }).then(
        () => false,
        (error) => {
          if (!(error instanceof ProviderFault)) throw error;
          return error.refused;
        },
      ),
    ),
  );
  return lists.filter((_, place) => refused[place]).map((list) => PERMISSIONS[list]);
}
