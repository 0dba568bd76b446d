/** Makes a payment provider send to a source: one webhook endpoint, with exactly the events of the catalogue. */
import { endpointsAt, type ProviderEndpoint, planConnection } from '../../domain/provider-endpoints.js';
import type { ProviderEndpoints, ProviderEndpointsKind } from '../../sources/provider-endpoints.js';

export interface ConnectedSource {
  id: string;
  url: string;
  /** Whether a secret that the source has is that of this endpoint. */
  hasSecretOf(endpoint: ProviderEndpoint): boolean;
}

export interface Connection {
  endpointId: string;
  /** Null: the source has it already. */
  secret: string | null;
  /** Ids of endpoints that may end once the secret is stored. */
  remove: string[];
}

/** `all`: the endpoints of the account. A second call changes nothing. @throws ProviderFault */
export async function connectEndpoint(
  kind: ProviderEndpointsKind,
  endpoints: ProviderEndpoints,
  source: ConnectedSource,
  all: readonly ProviderEndpoint[],
): Promise<Connection> {
  const { secretOf } = endpoints;
  const here = endpointsAt(source.url, all);
  const isKnown = (endpoint: ProviderEndpoint) => secretOf !== null || source.hasSecretOf(endpoint);
  const { keep, eventTypes, remove } = planConnection(source.id, here, kind.eventNames, isKnown);
  if (!keep) {
    const wish = { url: source.url, sourceId: source.id, eventTypes: kind.eventNames };
    const { endpoint, secret } = await endpoints.make(wish);
    return { endpointId: endpoint.id, secret, remove };
  }
  if (eventTypes) await endpoints.adjust(keep.id, eventTypes);
  return { endpointId: keep.id, secret: secretOf && (await secretOf(keep.id)), remove };
}
