/** `tocsin start api` and `tocsin start worker`: one process of production. */
import { nearestNames } from '../domain/nearest-names.js';
import { type CommandCall, readArgs, UsageError } from './command.js';

const PROCESSES = {
  api: async () => (await import('../main.js')).startApiProcess,
  worker: async () => (await import('../worker.js')).startWorkerProcess,
};

export const HELP = `tocsin start api       GraphQL, webhooks and the web app
tocsin start worker    relay, workflows and deliveries

Both need PostgreSQL with the migrations (tocsin migrate) and Temporal. Run each as often as you like, with the same settings.
SIGTERM stops one in order. Code 78: settings to mend; 75: PostgreSQL or Temporal cannot be reached now, try again.`;

export const INTERRUPTED = null;

export async function run({ args, settings }: CommandCall): Promise<undefined> {
  const [name, ...more] = readArgs(args, {}).positionals;
  if (!isProcess(name) || more.length > 0) throw new UsageError(whichOne(name));
  const start = await PROCESSES[name]();
  await start(settings('PRODUCTION'));
}

const isProcess = (name: string | undefined): name is keyof typeof PROCESSES =>
  name !== undefined && Object.hasOwn(PROCESSES, name);

function whichOne(name: string | undefined): string {
  const [near] = nearestNames(name ?? '', Object.keys(PROCESSES));
  return near && !isProcess(name)
    ? `There is no process "${name}"; did you mean: tocsin start ${near}`
    : 'Say which process: tocsin start api, or tocsin start worker.';
}
