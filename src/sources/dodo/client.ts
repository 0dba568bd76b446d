/** Dodo Payments' own client, with limits of time and without retries. */
import DodoPayments from 'dodopayments';
import { fetchWithin, type StatusOf, TIMEOUT_MS } from '../provider-api.js';

export const dodoStatus: StatusOf = (error) => (error instanceof DodoPayments.APIError ? error.status : undefined);

/** @param timeoutMs of one call */
export function openDodo(key: string, baseUrl: string, timeoutMs = TIMEOUT_MS): DodoPayments {
  return new DodoPayments({
    bearerToken: key,
    baseURL: baseUrl,
    webhookKey: null,
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
    fetch: fetchWithin(timeoutMs),
  });
}
