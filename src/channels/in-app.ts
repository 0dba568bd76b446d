import type { Channel } from './channel.js';

/** The notification centre: the plan writes the notification in the same statement as the delivery. */
export const inApp = {
  channel: 'IN_APP',
  personal: true,
  rings: false,
  fields: [],
  retry: 'idempotent',
  parallel: 1,
  send: null,
} as const satisfies Channel;
