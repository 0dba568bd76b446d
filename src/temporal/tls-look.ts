/** Whether a server that closed a plain connection speaks TLS: then no waiting mends it, a setting is wrong. */
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { EXIT, type FatalError, SettingsError } from '../platform/exit-codes.js';
import { type TemporalPlace, temporalFault } from './temporal-faults.js';

const ANSWER_MS = 2_000;

/** As `temporalFault`, of the connection itself. @param plain it was one without TLS */
export async function connectingFault(
  error: unknown,
  place: TemporalPlace,
  plain: boolean,
  limitMs = ANSWER_MS,
): Promise<FatalError> {
  const fault = temporalFault(error, place);
  if (!plain || fault.exitCode !== EXIT.temporary || !(await speaksTls(place.address, limitMs))) return fault;
  return new SettingsError(
    `Temporal at ${place.address} speaks TLS, and we do not; set TEMPORAL_TLS=true, and TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH where it asks for a certificate.`,
  );
}

/** It answers a greeting of TLS by one of its own, or by an alert; whoever does not know TLS answers by something else, or not at all. */
function speaksTls(address: string, limitMs: number): Promise<boolean> {
  const [, host = '', port = ''] = /^\[?(.+?)\]?:(\d+)$/.exec(address) ?? [];
  return new Promise((resolve) => {
    // Nothing is sent by it, so whose certificate it is does not matter.
    const socket = connect({
      host,
      port: Number(port),
      ALPNProtocols: ['h2'],
      rejectUnauthorized: false,
      timeout: limitMs,
      ...(isIP(host) ? {} : { servername: host }),
    });
    const end = (speaks: boolean) => {
      socket.destroy();
      resolve(speaks);
    };
    socket.once('secureConnect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.on('error', ({ code }: NodeJS.ErrnoException) => end(/ALERT/.test(code ?? '')));
  });
}
