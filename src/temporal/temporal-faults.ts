/** Why Temporal did not do what an operator's process needs at its start: what to mend, and whether trying again helps. */
import { EXIT, FatalError } from '../platform/exit-codes.js';

/** gRPC's codes. */
const [DEADLINE, NOT_FOUND, DENIED, UNAVAILABLE, NOT_AUTHENTICATED] = [4, 5, 7, 14, 16];

export interface TemporalPlace {
  address: string;
  namespace: string;
}

/** Our own errors are passed on. */
export function temporalFault(error: unknown, { address, namespace }: TemporalPlace): FatalError {
  if (error instanceof FatalError) return error;
  const { code, message } = faultOf(error);
  const settings = (what: string) => new FatalError(what, EXIT.settings);
  const away = (what: string) =>
    new FatalError(
      `Temporal at ${address} cannot be reached now: ${what}. If it never comes, look at TEMPORAL_ADDRESS.`,
      EXIT.temporary,
    );
  if (code === NOT_FOUND && /namespace/i.test(message))
    return settings(
      `TEMPORAL_NAMESPACE: Temporal at ${address} has no namespace "${namespace}"; make it: temporal operator namespace create --retention 72h ${namespace}`,
    );
  if (code === DENIED || code === NOT_AUTHENTICATED)
    return settings(
      `Temporal at ${address} lets us not in: look at TEMPORAL_API_KEY, TEMPORAL_TLS… and the rights of their owner.`,
    );
  if (code === DEADLINE || /deadline|timed? ?out/i.test(message)) return away('it does not answer');
  if (/dns error|failed to lookup|ENOTFOUND/.test(message)) return away('no such host is known');
  if (/Connection refused|ECONNREFUSED/.test(message)) return away('nothing listens there');
  if (/certificate|tls|ssl/i.test(message))
    return settings(
      `Temporal at ${address} and we do not agree on TLS: set TEMPORAL_TLS… as it has it (TEMPORAL_TLS=true, TEMPORAL_TLS_CLIENT_CERT_PATH …).`,
    );
  if (code === UNAVAILABLE || code === undefined) return away('it closed the connection, or speaks no Temporal');
  return new FatalError(`Temporal at ${address} answered: ${message}`, EXIT.failed);
}

function faultOf(error: unknown): { code?: number; message: string } {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = 'code' in error && typeof error.code === 'number' ? error.code : undefined;
  return code === undefined ? { message: error.message } : { code, message: error.message };
}
