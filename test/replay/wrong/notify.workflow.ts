/** A change that breaks runs in flight: it waits before it plans. The replay test must say so. */
import { sleep } from '@temporalio/workflow';
import type { NotifyInput, NotifyResult } from '../../../workflows/messages.js';
import { notify as right } from '../../../workflows/notify.workflow.js';

export async function notify(input: NotifyInput): Promise<NotifyResult> {
  await sleep('1 second');
  return right(input);
}
