/** One call through the guarded client, its failures put into ours. */
import { PermanentFailure, RetryLater } from '../../src/domain/failures.js';
import { OutboundRefused } from '../../src/outbound/guard.js';
import { OutboundFailed, type OutboundResponse, OutboundTimeout } from '../../src/outbound/http.js';
import type { ChannelContext } from './channel.js';

export async function post(
  request: { method: string; url: string; headers: Record<string, string>; body: string },
  context: ChannelContext,
): Promise<OutboundResponse> {
  try {
    return await context.http.send({ ...request, signal: context.signal });
  } catch (error) {
    if (error instanceof OutboundRefused) throw new PermanentFailure(error.message);
    if (error instanceof OutboundTimeout || error instanceof OutboundFailed) {
      throw new RetryLater(error.message, null, { maybeDelivered: error.maybeDelivered });
    }
    throw error;
  }
}
