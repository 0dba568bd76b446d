/** `tocsin promote`: with Worker Versioning, gives new runs to a build. */
import { SettingsError } from '../platform/exit-codes.js';
import { withTemporal } from '../temporal/client.js';
import { promoteBuild } from '../temporal/versions.js';
import { type CommandCall, readOptions, UsageError } from './command.js';

export const HELP = `tocsin promote                 makes TOCSIN_WORKER_BUILD_ID the build that gets new runs; disputes that are open go on with it
tocsin promote --percent 10    gives it so many of the new runs first

Its workers must run. Those of the build before it stay until their runs are done (docs of Temporal: drained).`;

export const INTERRUPTED =
  'See by Temporal (temporal worker deployment describe --name tocsin) which build gets new runs, or run it again.';

export async function run({ args, settings }: CommandCall): Promise<undefined> {
  const { percent } = readOptions(args, { percent: { type: 'string' } });
  if (percent !== undefined && !/^([1-9]?\d|100)$/.test(percent))
    throw new UsageError('--percent takes a whole number from 0 to 100: --percent 10');
  const { TOCSIN_WORKER_BUILD_ID: buildId, TOCSIN_TASK_QUEUE: taskQueue, ...env } = settings();
  if (!buildId) throw new SettingsError('Set TOCSIN_WORKER_BUILD_ID to the build that shall get new runs.');
  const percentage = percent === undefined ? null : Number(percent);
  const before = await withTemporal(env, (client) =>
    promoteBuild(client, { namespace: env.TEMPORAL_NAMESPACE, taskQueue, buildId, percentage }),
  );
  const share = percentage === null ? 'all new runs' : `${percentage} % of new runs`;
  console.log(`Build ${buildId} gets ${share}${before && before !== buildId ? `; before it: ${before}` : ''}.`);
}
