/** One call by the guarded client; its errors become PermanentFailure or RetryLater. */
import { PermanentFailure, RetryLater, retryAfterMs } from '../domain/failures.js';
import { type Carrier, makeReason, type Reason } from '../domain/reasons.js';
import { OutboundRefused } from '../platform/outbound/guard.js';
import { OutboundFailed, type OutboundResponse, OutboundTimeout } from '../platform/outbound/http.js';
import type { ChannelContext, ChannelReceipt } from './channel.js';

export async function post(
  request: { method: string; url: string; headers: Record<string, string>; body: string | Buffer },
  context: Pick<ChannelContext, 'http' | 'signal'>,
): Promise<OutboundResponse> {
  try {
    // Discord and others behind Cloudflare refuse requests without a User-Agent.
    const headers = { 'user-agent': 'Tocsin', ...request.headers };
    return await context.http.send({ ...request, headers, signal: context.signal });
  } catch (error) {
    if (error instanceof OutboundRefused) throw new PermanentFailure(error.reason);
    if (error instanceof OutboundTimeout || error instanceof OutboundFailed) {
      throw new RetryLater(error.reason, null, { maybeDelivered: error.maybeDelivered });
    }
    throw error;
  }
}

/** The receiver's text, shortened for the ledger. */
export function answerExcerpt(answer: OutboundResponse): string {
  return answer.body.trim().slice(0, 200);
}

/** Its status code and words. */
export function wholeAnswer(answer: OutboundResponse): string {
  return `${answer.status} ${answerExcerpt(answer)}`.trim();
}

/** What stands in the ledger beside a success: the receiver's words, or nothing. */
export function successDetail(answer: OutboundResponse): Reason | null {
  const text = answerExcerpt(answer);
  return text ? makeReason('CARRIER_ANSWER', { answer: text }) : null;
}

/** The wait that the receiver asks for, milliseconds; null if it names none. */
export function wishOf(answer: OutboundResponse): number | null {
  return retryAfterMs(answer.headers['retry-after'], answer.endedAt);
}

/**
 * What most carriers mean by their codes. Null: it refused, and each has its own words for why.
 * @throws RetryLater for 429 (after `afterMs`, where it is not said by Retry-After) and 5xx.
 */
export function usualReceipt(
  carrier: Carrier,
  answer: OutboundResponse,
  afterMs: number | null = wishOf(answer),
): ChannelReceipt | null {
  const { status: statusCode } = answer;
  if (statusCode >= 200 && statusCode < 300) return { status: 'SENT', statusCode, detail: successDetail(answer) };
  if (statusCode === 429)
    throw new RetryLater(makeReason('CARRIER_BUSY', { carrier, answer: null }), afterMs, { statusCode });
  if (statusCode >= 500)
    throw new RetryLater(makeReason('CARRIER_TROUBLE', { carrier, answer: wholeAnswer(answer) }), afterMs, {
      statusCode,
    });
  return null;
}

/** Reasons that say what to do about a refusal for good. */
type RefusalCode = 'CARRIER_REFUSED' | 'HOOK_GONE' | 'WORKFLOW_GONE' | 'NOT_A_MESSAGE' | 'API_KEY_REFUSED';

/** A refusal for good. `dead`: nothing will ever arrive there again. */
export function refusal(
  carrier: Carrier,
  answer: OutboundResponse,
  code: RefusalCode = 'CARRIER_REFUSED',
  dead = false,
): PermanentFailure {
  return new PermanentFailure(makeReason(code, { carrier, answer: wholeAnswer(answer) }), {
    statusCode: answer.status,
    ...(dead ? { destination: 'dead' } : {}),
  });
}
