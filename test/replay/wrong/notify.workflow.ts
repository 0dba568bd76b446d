/** Changes that break runs in flight: each waits before it begins. The replay test must say so. */
import { sleep } from '@temporalio/workflow';
import { hold as rightHold } from '../../../workflows/digest.workflow.js';
import type { HoldInput, NotifyInput, NotifyResult } from '../../../workflows/messages.js';
import { notify as right } from '../../../workflows/notify.workflow.js';

export async function notify(input: NotifyInput): Promise<NotifyResult> {
  await sleep('1 second');
  return right(input);
}

export async function hold(input: HoldInput): Promise<NotifyResult> {
  await sleep('1 second');
  return rightHold(input);
}
