/** An activity for each message, as one writes it first. */
import { proxyActivities } from '@temporalio/workflow';
import type { EventToSend } from './common.js';
import type { NaiveActivities } from './naive-workflow.js';

const { findPeople, sendMail, sendPush, showNotification } = proxyActivities<NaiveActivities>({
  startToCloseTimeout: '1 minute',
});

/** Temporal refuses a task of a run that leaves more than 2,000 activities open. */
const OPEN_AT_ONCE = 500;

export async function notifyAll(event: EventToSend): Promise<void> {
  const people = await findPeople();
  const messages = people.flatMap(({ id, address, token }) => [
    () => showNotification(id, event),
    () => sendMail(address, event),
    () => sendPush(token, event),
  ]);
  let next = 0;
  const lane = async () => {
    while (next < messages.length) await messages[next++]?.();
  };
  await Promise.all(Array.from({ length: OPEN_AT_ONCE }, lane));
}
