/** A channel is paused from the first refusal of our credentials until its carrier takes messages again, or no longer refuses any. */
import { PAUSE_ENDS_AFTER_MS } from '../../domain/health/health.js';

/** While another process still has the wrong credentials, refusals come in between: a pause ends so long after the last one. */
const QUIET_MS = 60_000;

const within = (ms: number) => `now() - interval '${ms} milliseconds'`;

/** Whether the pause `p`, an alias of `channel_pauses`, goes on. */
export const isPaused = (p: string) =>
  `(${p}.refused_at > ${within(QUIET_MS)} OR ${p}.refused_at > ${within(PAUSE_ENDS_AFTER_MS)} AND ${isOpen(p)})`;

/** Nothing was taken since the last refusal: the words of the index `channel_pauses_open`. */
export const isOpen = (p: string) => `(${p}.taken_at IS NULL OR ${p}.taken_at < ${p}.refused_at)`;
