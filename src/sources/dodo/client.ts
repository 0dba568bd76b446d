/** Dodo Payments' own client, with limits of time and without retries. */
import type Dodo from 'dodopayments';
import { loadLate } from '../../platform/load-late.js';
import { fetchWithin, type StatusOf, TIMEOUT_MS } from '../provider-api.js';

const sdk = (): { DodoPayments: typeof Dodo } => loadLate('dodopayments');

export const dodoStatus: StatusOf = (error) =>
  error instanceof sdk().DodoPayments.APIError ? error.status : undefined;

/** @param timeoutMs of one call */
export function openDodo(key: string, baseUrl: string, timeoutMs = TIMEOUT_MS): Dodo {
  return new (sdk().DodoPayments)({
    bearerToken: key,
    baseURL: baseUrl,
    webhookKey: null,
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
    fetch: fetchWithin(timeoutMs),
  });
}
