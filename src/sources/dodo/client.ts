/** Dodo Payments' own client, with limits of time and without retries. */
import DodoPayments from 'dodopayments';
import { fetchWithin, TIMEOUT_MS } from '../provider-api.js';

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
