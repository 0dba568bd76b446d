/** `tocsin replay`: before a deploy, whether the runs of production go on under this build. */
import { systemTime } from '../platform/clock.js';
import { EXIT } from '../platform/exit-codes.js';
import { withTemporal } from '../temporal/client.js';
import { replayRuns, silenceTemporal } from '../temporal/replay.js';
import { type CommandCall, readArgs, UsageError } from './command.js';

export const HELP = `tocsin replay                replays the runs that are open or were begun in the last 24 hours on this build's workflows
tocsin replay --hours 72     looks back further
tocsin replay --most 500     replays so many at most, the newest first (5,000)

Needs TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE and TOCSIN_TASK_QUEUE. Nothing is changed or sent. Code 1: runs would hang; do not deploy.`;

const OPTIONS = { hours: { type: 'string', default: '24' }, most: { type: 'string', default: '5000' } } as const;
const HOUR_MS = 3_600_000;
const SHOWN = 20;

export async function run({ args, settings }: CommandCall): Promise<number> {
  const { values } = readArgs(args, OPTIONS);
  const [hours, most] = [countOption('hours', values.hours), countOption('most', values.most)];
  const { TOCSIN_TASK_QUEUE: taskQueue, ...env } = settings();
  silenceTemporal();
  const since = new Date(systemTime().getTime() - hours * HOUR_MS);
  const { count, broken } = await withTemporal(env, (client) => replayRuns(client, { taskQueue, since, most }));
  for (const { workflowId, error } of broken.slice(0, SHOWN)) console.log(`✗ ${workflowId}: ${error}`);
  console.log(`${count} runs replayed, ${broken.length} of them would hang under this build.`);
  return broken.length === 0 ? EXIT.done : EXIT.failed;
}

function countOption(name: string, text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new UsageError(
    `--${name} takes a whole number from 1: --${name} ${OPTIONS[name as keyof typeof OPTIONS].default}`,
  );
}
