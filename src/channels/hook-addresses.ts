/** Addresses that somebody may copy from a chat, told apart before the first message would fail at them. */
import { makeReason, type Reason } from '../domain/reasons.js';
import type { Channel } from './channel.js';
import { CHANNELS } from './index.js';

const ALL: readonly Channel[] = Object.values(CHANNELS);

/**
 * Why this address takes no messages of the channel; null where it may: another server can speak as a chat does, and a webhook
 * goes wherever its owner wants.
 */
export function hookFault({ channel, hooks }: Channel, url: URL): Reason | null {
  const owner = ALL.find((one) => one.hooks?.host.test(url.hostname));
  if (!hooks || !owner) return null;
  if (owner.channel !== channel) return makeReason('HOOK_OF_ANOTHER', { carrier: owner.channel, channel });
  if (hooks.takes(url)) return null;
  const { beginning } = hooks;
  return hooks.startsWorkflow?.(url)
    ? makeReason('HOOK_STARTS_WORKFLOW', { beginning })
    : makeReason('HOOK_TAKES_NO_MESSAGES', { carrier: channel, beginning });
}
