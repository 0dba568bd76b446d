/** What becomes of a delivery after the code has run, channel by channel: said beside a test, since nothing is sent there. */
import { CHANNELS } from '../../channels/index.js';
import { makeReason, type Reason } from '../../domain/reasons.js';
import type { TransformationResult } from '../../platform/sandbox/handler-run.js';

/** Endpoints that people read get a message in our words; of the others the provider's body is all there is to send. */
const TRANSFORMING = Object.values(CHANNELS).filter((channel) => !channel.personal);
const channelKeys = (channels: readonly { channel: string }[]): readonly string[] =>
  channels.map(({ channel }) => channel);
const READERS = channelKeys(TRANSFORMING.filter((channel) => !('carriesEvent' in channel)));
const PROGRAMS = channelKeys(TRANSFORMING.filter((channel) => 'carriesEvent' in channel));
const SENDERS = channelKeys(TRANSFORMING.filter((channel) => 'sendsBody' in channel));
const REFUSERS = channelKeys(TRANSFORMING.filter((channel) => !('sendsBody' in channel)));

interface Endpoint {
  /** Its address. */
  url: string;
  /** Null: any. */
  channel: string | null;
}

/** Warnings for the merchant; none where what the code made is sent. */
export function rulingsOn(result: TransformationResult, { url: sentTo, channel }: Endpoint): Reason[] {
  if (!result.ok) return [failed(channel)];
  if (result.cancelled) return [];
  if (result.unchanged) return [untouched(channel)];
  const elsewhere = result.url !== null && new URL(result.url).origin !== new URL(sentTo).origin;
  return elsewhere ? [makeReason('SENT_ELSEWHERE')] : [];
}

function failed(channel: string | null): Reason {
  if (channel === null) return makeReason('WOULD_FAIL', { readers: READERS, programs: PROGRAMS });
  return makeReason(READERS.includes(channel) ? 'OURS_IN_ITS_PLACE' : 'FAILS_UNTIL_RETRIED');
}

function untouched(channel: string | null): Reason {
  if (channel === null) return makeReason('WOULD_BE_SKIPPED', { senders: SENDERS, refusers: REFUSERS });
  return SENDERS.includes(channel) ? makeReason('GOES_AS_IT_CAME') : makeReason('REFUSED_AS_IT_CAME', { channel });
}
