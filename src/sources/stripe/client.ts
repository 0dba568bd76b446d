/** Stripe's own client, with limits of time and without retries. */
import type StripeClass from 'stripe';
import { loadLate } from '../../platform/load-late.js';
import { value } from '../body-fields.js';
import { fetchWithin, type StatusOf, TIMEOUT_MS } from '../provider-api.js';

/** The SDK takes any JSON without `error` for an answer, whatever its status: that stands beside it. */
export const stripeStatus: StatusOf = (errorOrAnswer) => {
  const status = value(errorOrAnswer, 'statusCode') ?? value(errorOrAnswer, 'lastResponse.statusCode');
  return typeof status === 'number' ? status : undefined;
};

/** @param timeoutMs of one call */
export function openStripe(key: string, baseUrl: string, timeoutMs = TIMEOUT_MS): StripeClass {
  const Stripe: typeof StripeClass = loadLate('stripe');
  const { protocol, hostname, port } = new URL(baseUrl);
  return new Stripe(key, {
    host: hostname,
    port: port || (protocol === 'http:' ? 80 : 443),
    protocol: protocol === 'http:' ? 'http' : 'https',
    maxNetworkRetries: 0,
    timeout: timeoutMs,
    httpClient: Stripe.createFetchHttpClient(fetchWithin(timeoutMs)),
    telemetry: false,
  });
}
