/** One call through the guarded client, its failures put into ours. */
import { PermanentFailure, RetryLater, retryAfterMs } from '../domain/failures.js';
import { OutboundRefused } from '../platform/outbound/guard.js';
import { OutboundFailed, type OutboundResponse, OutboundTimeout } from '../platform/outbound/http.js';
import type { ChannelContext, ChannelReceipt } from './channel.js';

export async function post(
  request: { method: string; url: string; headers: Record<string, string>; body: string | Buffer },
  context: Pick<ChannelContext, 'http' | 'signal'>,
): Promise<OutboundResponse> {
  try {
    // Discord and others behind Cloudflare turn callers without a name away.
    const headers = { 'user-agent': 'Tocsin', ...request.headers };
    return await context.http.send({ ...request, headers, signal: context.signal });
  } catch (error) {
    if (error instanceof OutboundRefused) throw new PermanentFailure(error.message);
    if (error instanceof OutboundTimeout || error instanceof OutboundFailed) {
      throw new RetryLater(error.message, null, { maybeDelivered: error.maybeDelivered });
    }
    throw error;
  }
}

/** The receiver's own words, few enough for a ledger. */
export function answerText(answer: OutboundResponse): string {
  return answer.body.trim().slice(0, 200);
}

/** How long it asks us to wait, milliseconds; null where it does not say. */
export function wishOf(answer: OutboundResponse): number | null {
  return retryAfterMs(answer.headers['retry-after'], Date.now());
}

/**
 * What most providers mean by their codes. Null: it refused, and each has its own words for why.
 * @throws RetryLater for 429 (after `afterMs`, where it is not said by Retry-After) and 5xx.
 */
export function receiptOf(
  provider: string,
  answer: OutboundResponse,
  afterMs: number | null = wishOf(answer),
): ChannelReceipt | null {
  const { status: statusCode } = answer;
  const said = answerText(answer);
  if (statusCode >= 200 && statusCode < 300) return { status: 'SENT', statusCode, detail: said || null };
  if (statusCode === 429) throw new RetryLater(`${provider} asks us to slow down.`, afterMs, { statusCode });
  if (statusCode >= 500)
    throw new RetryLater(`${provider} has trouble: ${statusCode} ${said}`, afterMs, { statusCode });
  return null;
}

/** A refusal for good, in one sentence with the provider's code and words; `hint` begins with a space. */
export function refusal(provider: string, answer: OutboundResponse, hint = '', dead = false): PermanentFailure {
  const said = answerText(answer);
  return new PermanentFailure(`${provider} refused it: ${answer.status}${said && ` ${said}`}.${hint}`, {
    statusCode: answer.status,
    ...(dead ? { destination: 'dead' } : {}),
  });
}
