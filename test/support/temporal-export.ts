/** All that Temporal keeps of runs and schedules, in plain text. */
import { type Client, ScheduleNotFoundError } from '@temporalio/client';
import { readableText } from './temporal.js';

/** Who asks a run for its details waits so long for its worker, which may be away. */
const DETAILS_MS = 3_000;

/**
 * Of each run what its list, its description and its history say, and its details where a worker tells them; then of each schedule.
 * @param taskQueue whose runs and schedules; without it all of the namespace
 */
export async function exportTemporal(client: Client, taskQueue?: string): Promise<string[]> {
  const texts: string[] = [];
  const query = taskQueue && `TaskQueue = '${taskQueue}'`;
  for await (const listed of client.workflow.list({ query })) {
    const handle = client.workflow.getHandle(listed.workflowId, listed.runId);
    const [described, history, details] = await Promise.all([
      handle.describe(),
      handle.fetchHistory(),
      listed.status.name === 'RUNNING' ? detailsOf(client, listed.workflowId) : null,
    ]);
    texts.push([listed.raw, described.raw, history, details].map(asText).join('\n'));
  }
  for await (const { scheduleId } of client.schedule.list())
    if (scheduleId.endsWith(taskQueue ?? '')) texts.push(asText(await scheduleOf(client, scheduleId)));
  return texts;
}

/** The list names a schedule for a while after it was deleted: then there is nothing left that could be read. */
const scheduleOf = async (client: Client, scheduleId: string): Promise<object | null> => {
  try {
    return (await client.schedule.getHandle(scheduleId).describe()).raw;
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return null;
    throw error;
  }
};

/** Bytes decoded, however the object writes them. */
const asText = (part: object | null) => readableText(JSON.parse(JSON.stringify(part, bytesAsBase64)));

const bytesAsBase64 = (_key: string, value: unknown) =>
  isWrittenBuffer(value) ? Buffer.from(value.data).toString('base64') : value;

const isWrittenBuffer = (value: unknown): value is { data: number[] } =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer' && 'data' in value;

/** What the UI shows above a run. https://docs.temporal.io/develop/typescript/ui-observability, "current details" */
const detailsOf = (client: Client, workflowId: string): Promise<object | null> =>
  client
    .withDeadline(Date.now() + DETAILS_MS, () =>
      client.workflow.getHandle(workflowId).query<object>('__temporal_workflow_metadata'),
    )
    .catch(() => null);
