/** The registry of channels. A new one is a file beside this one, a line here, and its messages in src/i18n. */
import type { Channel } from './channel.js';
import { discord } from './discord.js';
import { email } from './email.js';
import { inApp } from './in-app.js';
import { loops } from './loops.js';
import { push } from './push.js';
import { slack } from './slack.js';
import { teams } from './teams.js';
import { webhook } from './webhook.js';

export const CHANNELS = {
  EMAIL: email,
  IN_APP: inApp,
  PUSH: push,
  SLACK: slack,
  DISCORD: discord,
  TEAMS: teams,
  LOOPS: loops,
  WEBHOOK: webhook,
} as const satisfies Record<string, Channel>;

export type ChannelKey = keyof typeof CHANNELS;

/** The channel of a stored key. @throws if this version has no such channel. */
export function channelOf(key: string): Channel {
  if (!Object.hasOwn(CHANNELS, key)) throw new Error(`There is no channel "${key}" in this version`);
  return CHANNELS[key as ChannelKey];
}
