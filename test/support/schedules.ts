/** The schedules of a program with a worker: a test starts what they start, and takes them away at its end. */
import type { ScheduleDescription, ScheduleHandle, WorkflowHandle } from '@temporalio/client';
import { SCHEDULES, scheduleIdOf } from '../../src/temporal/schedules.js';
import { eventually, type Program } from './program.js';

export function scheduleOf(program: Program, name: string): ScheduleHandle {
  return clientOf(program).schedule.getHandle(scheduleIdOf(name, program.config.temporal.taskQueue));
}

/** Starts what the schedule starts, now; resolves with the run when it has ended. */
export async function triggerSchedule(program: Program, name: string): Promise<WorkflowHandle> {
  const schedule = scheduleOf(program, name);
  const before = (await whenMade(schedule)).info.numActionsTaken;
  await schedule.trigger();
  const { workflow } = await eventually(`a run of ${name}`, async () => {
    const { info } = await schedule.describe();
    return info.numActionsTaken > before && info.recentActions.at(-1)?.action;
  });
  const run = clientOf(program).workflow.getHandle(workflow.workflowId, workflow.firstExecutionRunId);
  await run.result();
  return run;
}

/** The server of the test run is shared: what stays there would run on in other tests. */
export async function deleteSchedules(program: Program): Promise<void> {
  for (const { name } of SCHEDULES) {
    const schedule = scheduleOf(program, name);
    await whenMade(schedule);
    await schedule.delete();
  }
}

/** A worker is there before its schedules are, which it makes beside its work. */
const whenMade = (schedule: ScheduleHandle): Promise<ScheduleDescription> =>
  eventually(`the schedule ${schedule.scheduleId}`, () => schedule.describe().catch(() => null));

function clientOf({ worker }: Program) {
  if (!worker) throw new Error('this program has no worker');
  return worker.client;
}
