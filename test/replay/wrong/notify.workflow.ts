/** Changes that break runs in flight: each waits before it begins. The replay test must say so. */
import { sleep } from '@temporalio/workflow';
import type { LadderStatus } from '../../../src/domain/disputes/ladder-status.js';
import type { DisputeInput, HoldInput, NotifyInput } from '../../../src/domain/run-inputs.js';
import { dispute as rightDispute } from '../../../workflows/dispute.workflow.js';
import { hold as rightHold } from '../../../workflows/hold.workflow.js';
import type { NotifyResult } from '../../../workflows/messages.js';
import { notify as right } from '../../../workflows/notify.workflow.js';

export async function notify(input: NotifyInput): Promise<NotifyResult> {
  await sleep('1 second');
  return right(input);
}

export async function hold(input: HoldInput): Promise<NotifyResult> {
  await sleep('1 second');
  return rightHold(input);
}

export async function dispute(input: DisputeInput): Promise<LadderStatus | null> {
  await sleep('1 second');
  return rightDispute(input);
}
