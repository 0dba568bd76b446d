/** Why Temporal did not do what an operator's process needs at its start: what to mend, and whether trying again helps. */
import { isGrpcServiceError, ServiceError } from '@temporalio/client';
import { NamespaceNotFoundError } from '@temporalio/common';
import { EXIT, FatalError } from '../platform/exit-codes.js';
import { faultText } from '../platform/fault-text.js';

/** gRPC's codes. */
const [DEADLINE, NOT_FOUND, DENIED, UNAVAILABLE, NOT_AUTHENTICATED] = [4, 5, 7, 14, 16];

export interface TemporalPlace {
  address: string;
  namespace: string;
}

/** An answer of Temporal's, by whichever connection, or none in time. */
export const isOfTemporal = (error: unknown): boolean =>
  isGrpcServiceError(error) ||
  error instanceof ServiceError ||
  error instanceof NamespaceNotFoundError ||
  (error instanceof Error && error.name === 'TransportError');

/** Our own errors are passed on. */
export function temporalFault(error: unknown, { address, namespace }: TemporalPlace): FatalError {
  if (error instanceof FatalError) return error;
  const { code, message } = answeredFault(error);
  const settings = (what: string) => new FatalError(what, EXIT.settings);
  const away = (what: string) =>
    new FatalError(
      `Temporal at ${address} cannot be reached now: ${what}. If it never comes, look at TEMPORAL_ADDRESS.`,
      EXIT.temporary,
    );
  if (lacksNamespace(error))
    return settings(
      `TEMPORAL_NAMESPACE: Temporal at ${address} has no namespace "${namespace}"; make it: temporal operator namespace create --retention 72h ${namespace}`,
    );
  if (code === DENIED || code === NOT_AUTHENTICATED)
    return settings(
      `Temporal at ${address} does not let us in; look at TEMPORAL_API_KEY, TEMPORAL_TLS… and the rights of their owner.`,
    );
  if (code === DEADLINE || /deadline|timed? ?out/i.test(message)) return away('it does not answer');
  if (/dns error|failed to lookup|ENOTFOUND|Name resolution failed/.test(message)) return away('no such host is known');
  if (/Connection refused|ECONNREFUSED/.test(message)) return away('nothing listens there');
  if (/certificate|tls|ssl/i.test(message))
    return settings(
      `Temporal at ${address} and we do not agree on TLS; set TEMPORAL_TLS… as it has it (TEMPORAL_TLS=true, TEMPORAL_TLS_CLIENT_CERT_PATH …; TEMPORAL_API_KEY turns TLS on).`,
    );
  if (code === UNAVAILABLE || code === undefined)
    return away(
      'it closed the connection; there is no Temporal there, or one of us speaks TLS (TEMPORAL_TLS…) and the other does not',
    );
  return new FatalError(
    `Temporal at ${address} refuses what was asked of it (${faultText(message)}); see whether it is 1.29 or newer, and its log.`,
    EXIT.failed,
  );
}

/** What was asked for is not there, and neither is the namespace that it would be in. */
export function lacksNamespace(error: unknown): boolean {
  const { code, message } = answeredFault(error);
  return code === NOT_FOUND && /namespace/i.test(message);
}

/** The client wraps what it was answered. */
function answeredFault(error: unknown): { code?: number; message: string } {
  if (!(error instanceof Error)) return { message: String(error) };
  if (error instanceof NamespaceNotFoundError) return { code: NOT_FOUND, message: 'namespace' };
  if (error instanceof ServiceError && error.cause instanceof Error) return answeredFault(error.cause);
  const code = 'code' in error && typeof error.code === 'number' ? error.code : undefined;
  return code === undefined ? { message: error.message } : { code, message: error.message };
}
