import type { Channel } from './channel.js';

/** A person's inbox in the app: the plan writes the item itself, in the same statement as the delivery. */
export const inApp = {
  channel: 'IN_APP',
  personal: true,
  rings: false,
  fields: [],
  retry: 'idempotent',
  parallel: 1,
  send: null,
} as const satisfies Channel;
