/** Temporal: there, set up, and with workers that ask it for work. */
import { FatalError } from '../../platform/exit-codes.js';
import { TemporalInspection } from '../../temporal/inspection.js';
import { type Finding, fail, faultFinding, ok, warn } from './check.js';
import { type DoctorCheck, spanOf, there } from './context.js';

const LEAST_VERSION = [1, 29] as const;
/** A worker that has no work asks again each minute, and one that has ended is listed for five. */
const ASKS_WITHIN_MS = 90_000;
/** Less would lose what people want to look at on the day after. */
const LEAST_RETENTION_HOURS = 24;

const temporal: DoctorCheck = {
  id: 'temporal',
  title: 'Temporal',
  needs: ['settings'],
  async run(context) {
    const place = there(context.found).config.temporal;
    try {
      context.temporal = await TemporalInspection.open(place);
    } catch (error) {
      if (!(error instanceof FatalError)) throw error;
      return faultFinding(error, 'Start it. Webhooks are stored meanwhile, and delivered when it is back.');
    }
    if (!(await context.temporal.isServing()))
      return fail(
        `Temporal at ${place.address} answers that it does not serve.`,
        'Look at the log of its frontend; its database may be away.',
      );
    const { version, shards, store } = await context.temporal.server();
    const [major = 0, minor = 0] = version.split('.').map(Number);
    const words = `Temporal ${version} answers, with ${shards} history shard${shards === 1 ? '' : 's'}${store ? ` in ${store}` : ''}.`;
    if (major < LEAST_VERSION[0] || (major === LEAST_VERSION[0] && minor < LEAST_VERSION[1]))
      return fail(words, `Upgrade it to ${LEAST_VERSION.join('.')} or newer, one minor version after the other.`);
    if (store === 'sqlite')
      return warn(
        `${words} That is a development server.`,
        'Run Temporal on PostgreSQL or another database that is made to last; Tocsin finds its runs again by itself.',
      );
    return ok(words);
  },
};

const namespace: DoctorCheck = {
  id: 'namespace',
  title: 'Namespace',
  needs: ['temporal'],
  async run(context) {
    const { namespace: name } = there(context.found).config.temporal;
    try {
      const hours = await there(context.temporal).retentionHours();
      const words = `"${name}" keeps what has ended for ${hours} hours.`;
      return hours < LEAST_RETENTION_HOURS
        ? warn(words, `temporal operator namespace update --retention 72h ${name}`)
        : ok(words);
    } catch (error) {
      if (!(error instanceof FatalError)) throw error;
      return faultFinding(error, 'Mend what it names.');
    }
  },
};

const attributes: DoctorCheck = {
  id: 'search-attributes',
  title: 'Search attributes',
  needs: ['namespace'],
  async run({ temporal: inspection, fix }) {
    const { missing, wrong } = await there(inspection).searchAttributes();
    if (wrong.length > 0)
      return fail(
        `Temporal knows ${wrong.join(', ')} with another type; runs cannot be started with it.`,
        `${wrong.map((name) => `temporal operator search-attribute remove --name ${name}`).join('; ')}; then npx tocsin doctor --fix`,
      );
    if (missing.length === 0) return ok('All are registered, with their types.');
    if (!fix)
      return fail(
        `${missing.join(', ')} are not registered.`,
        'npx tocsin doctor --fix, or start a worker: both register them.',
      );
    await there(inspection).registerSearchAttributes();
    return ok(`Registered: ${missing.join(', ')}.`);
  },
};

const schedules: DoctorCheck = {
  id: 'schedules',
  title: 'Schedules',
  needs: ['namespace'],
  async run({ temporal: inspection, fix }) {
    const missing = await there(inspection).missingSchedules();
    if (missing.length === 0) return ok('All are there.');
    if (!fix)
      return fail(`${missing.join(', ')} are missing.`, 'npx tocsin doctor --fix, or start a worker: both make them.');
    await there(inspection).makeSchedules();
    return ok(`Made: ${missing.join(', ')}.`);
  },
};

const workers: DoctorCheck = {
  id: 'workers',
  title: 'Workers',
  needs: ['namespace'],
  async run(context): Promise<Finding> {
    const { taskQueue } = there(context.found).config.temporal;
    const { workflow, activity } = await there(context.temporal).lastAsked();
    const cure =
      'Start one: npx tocsin start worker. If one runs, it has another TOCSIN_TASK_QUEUE, TEMPORAL_NAMESPACE or TEMPORAL_ADDRESS.';
    if (!workflow || !activity)
      return fail(`No worker has asked for work at the task queue "${taskQueue}" in the last minutes.`, cure);
    const silentMs = context.now().getTime() - Math.min(workflow.getTime(), activity.getTime());
    if (silentMs <= ASKS_WITHIN_MS) return ok(`They ask for work at "${taskQueue}".`);
    return fail(`No worker has asked for work at the task queue "${taskQueue}" for ${spanOf(silentMs)}.`, cure);
  },
};

const stuck: DoctorCheck = {
  id: 'stuck-runs',
  title: 'Runs that are stuck',
  needs: ['namespace'],
  async run({ temporal: inspection }) {
    const count = await there(inspection).stuckRuns();
    if (count === 0) return ok('None.');
    return fail(
      `${count === 1 ? 'One run fails' : `${count} runs fail`} again and again in their own code.`,
      'Roll the workers back to the build before: the runs go on by themselves. npx tocsin replay says beforehand which builds do that. Which they are, and what to do with one that is none of ours: docs/guide/alarms.md, WorkflowsStuck.',
    );
  },
};

export const TEMPORAL_CHECKS: readonly DoctorCheck[] = [temporal, namespace, attributes, schedules, workers, stuck];
