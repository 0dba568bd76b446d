/** What becomes of a delivery after the code has run, channel by channel: said beside a test, since nothing is sent there. */
import { CHANNELS } from '../../channels/index.js';
import { makeReason, type Reason } from '../../domain/reasons.js';
import type { TransformationResult } from '../../platform/sandbox/handler-run.js';

/** Endpoints that people read get a message in our words; of the others the provider's body is all there is to send. */
const TRANSFORMING = Object.values(CHANNELS).filter((channel) => !channel.personal);
const channelKeys = (channels: readonly { channel: string }[]) => channels.map(({ channel }) => channel);
const READERS = channelKeys(TRANSFORMING.filter((channel) => !('carriesEvent' in channel)));
const PROGRAMS = channelKeys(TRANSFORMING.filter((channel) => 'carriesEvent' in channel));
const SENDERS = channelKeys(TRANSFORMING.filter((channel) => 'sendsBody' in channel));
const REFUSERS = channelKeys(TRANSFORMING.filter((channel) => !('sendsBody' in channel)));

/** Warnings for the merchant; none where every channel sends what the code made. `sentTo`: the address of the endpoint. */
export function rulingsOn(result: TransformationResult, sentTo: string): Reason[] {
  if (!result.ok) return [makeReason('WOULD_FAIL', { readers: READERS, programs: PROGRAMS })];
  if (result.cancelled) return [];
  if (result.unchanged) return [makeReason('WOULD_BE_SKIPPED', { senders: SENDERS, refusers: REFUSERS })];
  const elsewhere = result.url !== null && new URL(result.url).origin !== new URL(sentTo).origin;
  return elsewhere ? [makeReason('SENT_ELSEWHERE')] : [];
}
