/** The two sends of an event and nothing else, as Temporal's own pages would write it. */
import { proxyActivities } from '@temporalio/workflow';
import type { BareActivities } from './bare-workflow.js';

const { sendMail, sendWebhook } = proxyActivities<BareActivities>({ startToCloseTimeout: '1 minute' });

export async function notify(id: string, body: string): Promise<void> {
  await Promise.all([sendMail(id, body), sendWebhook(id, body)]);
}
