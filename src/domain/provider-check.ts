/** What a payment provider's API says of a source: whether it will be sent what the catalogue needs. */
import type { EndpointCheck } from './provider-endpoints.js';
import { makeReason, type Reason } from './reasons.js';

/** As it is stored. */
export interface ProviderCheck {
  /** ISO 8601. */
  at: string;
  /** Whether the endpoint could ever be looked at; where not, nothing is known of it. */
  known: boolean;
  endpointEnabled: boolean;
  missingEventTypes: string[];
  /** The provider's names of what the key may not do. */
  missingPermissions: string[];
  problem: Reason | null;
}

/** `provider`: its name. `url`: of the source. */
export interface CheckedSource {
  provider: string;
  url: string;
}

/** After a look at all endpoints of the account. */
export function checkOf(
  { provider, url }: CheckedSource,
  { found, enabled, missingEventTypes }: EndpointCheck,
  missingPermissions: string[],
  at: Date,
): ProviderCheck {
  const permissions = missingPermissions.join(', ');
  const types = missingEventTypes.join(', ');
  const checked = {
    at: at.toISOString(),
    known: true,
    endpointEnabled: enabled,
    missingEventTypes,
    missingPermissions,
  };
  if (!found) return { ...checked, problem: makeReason('ENDPOINT_MISSING', { provider, url }) };
  if (!enabled) return { ...checked, problem: makeReason('ENDPOINT_DISABLED', { provider }) };
  if (types) return { ...checked, problem: makeReason('ENDPOINT_LACKS_TYPES', { provider, types }) };
  return { ...checked, problem: permissions ? makeReason('KEY_MAY_NOT_READ', { provider, permissions }) : null };
}

/** Where nobody could look: what was known stays. */
export function checkWithout(before: ProviderCheck | null, problem: Reason, at: Date): ProviderCheck {
  const nothing = { known: false, endpointEnabled: false, missingEventTypes: [], missingPermissions: [] };
  return { ...nothing, ...before, at: at.toISOString(), problem };
}

/** Whether the team hears of it: of what is cut off now and was not, or not as much, at the look before. */
export function isNews(before: ProviderCheck | null, now: ProviderCheck): boolean {
  if (!now.known || !isCutOff(now)) return false;
  if (!before?.known || !isCutOff(before)) return true;
  const worse = before.endpointEnabled && !now.endpointEnabled;
  return worse || now.missingEventTypes.some((type) => !before.missingEventTypes.includes(type));
}

const isCutOff = ({ endpointEnabled, missingEventTypes }: ProviderCheck) =>
  !endpointEnabled || missingEventTypes.length > 0;

/** Of these event types the ones that will not be sent. `namesOf`: the provider's names without which nobody would hear of one. */
export function notSent(
  { known, missingEventTypes }: ProviderCheck,
  types: readonly string[],
  namesOf: (type: string) => readonly string[],
): string[] {
  if (!known) return [];
  return types.filter((type) => namesOf(type).some((name) => missingEventTypes.includes(name)));
}
