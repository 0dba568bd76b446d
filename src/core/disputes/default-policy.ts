import type { Channel } from '../../channels/channel.js';
import { CHANNELS } from '../../channels/index.js';
import { defaultPolicy } from '../../domain/disputes/escalation.js';

const ALL: readonly Channel[] = Object.values(CHANNELS);

/** Of a business that has chosen none: by every channel that says what happened in words. */
export const DEFAULT_POLICY = defaultPolicy(ALL.flatMap(({ channel, carriesEvent }) => (carriesEvent ? [] : channel)));
