/** What becomes of a delivery after the code has run, channel by channel: said beside a test, since nothing is sent there. */
import { CHANNELS } from '../../channels/index.js';
import { channelLabel, ENGLISH } from '../../i18n/labels.js';
import type { TransformationResult } from '../../platform/sandbox/handler-run.js';

/** Endpoints that people read get a message in our words; of the others the provider's body is all there is to send. */
const TRANSFORMING = Object.values(CHANNELS).filter((channel) => !channel.personal);
const labels = (channels: readonly { channel: string }[]) =>
  channels.map(({ channel }) => channelLabel(ENGLISH, channel)).join(', ');
const READ = labels(TRANSFORMING.filter((channel) => !('carriesEvent' in channel)));
const PARSED = labels(TRANSFORMING.filter((channel) => 'carriesEvent' in channel));
const FORWARDING = labels(TRANSFORMING.filter((channel) => 'sendsBody' in channel));
const REFUSING = labels(TRANSFORMING.filter((channel) => !('sendsBody' in channel)));

/** Sentences for the merchant; none where every channel sends what the code made. `sentTo`: the address of the endpoint. */
export function rulingsOn(result: TransformationResult, sentTo: string): string[] {
  if (!result.ok)
    return [
      `${READ}: our own message would go out in its place. ${PARSED}: the delivery would be FAILED until you retry it.`,
    ];
  if (result.cancelled) return [];
  if (result.unchanged)
    return [
      `${FORWARDING}: the event would go out as it came. ${REFUSING}: such a body is refused there, so it would be SKIPPED.`,
    ];
  const elsewhere = result.url !== null && new URL(result.url).origin !== new URL(sentTo).origin;
  return elsewhere
    ? [
        "This goes to another host than the endpoint's, so its headers and secret stay behind; only the key of a Loops endpoint goes along to Loops.",
      ]
    : [];
}
