/** `npm start`, as tests start it. */
import { join } from 'node:path';
import { type StartedProcess, startProcess } from '../support/processes.js';

const LAUNCHER = join(import.meta.dirname, 'launcher-run.js');

/** `npm start` with `args` in the repository `root`. */
export function startLauncher(root: string, env: NodeJS.ProcessEnv = {}, args: string[] = []): StartedProcess {
  const options = { cwd: root, env: { PATH: process.env.PATH, ...env } };
  return startProcess([LAUNCHER, root, join(root, 'shared'), ...args], options);
}
