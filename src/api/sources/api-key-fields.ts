import type { Source } from '../../core/ingest/source.entity.js';
import { contextOfApiKey } from '../../core/sealing/contexts.js';
import type { SecretBox } from '../../platform/secrets/secret-box.js';

/** Of a key this long its end gives nothing away. */
const LONG_ENOUGH = 16;

type KeyFields = Pick<
  Source,
  'sealedApiKey' | 'apiKeyHint' | 'reconciledAt' | 'reconcileProblem' | 'reconcileProgress' | 'providerCheck'
>;

/** What a source has of a key of its provider's API. With another one all begins anew: it may be that of another account. */
export function apiKeyFields(box: SecretBox, sourceId: string, key: string | null): KeyFields {
  const apiKeyHint = key && (key.length >= LONG_ENOUGH ? `…${key.slice(-4)}` : '…');
  const nothing = { reconciledAt: null, reconcileProblem: null, reconcileProgress: null, providerCheck: null };
  return { sealedApiKey: key && box.seal(key, contextOfApiKey(sourceId)), apiKeyHint, ...nothing };
}
