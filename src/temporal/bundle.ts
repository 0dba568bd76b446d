/** The workflow bundle: made once when the program is built, never at start. `node dist/src/temporal/bundle.js` makes it. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const DIST = fileURLToPath(new URL('../..', import.meta.url));
/** The path that a worker is given. */
export const WORKFLOW_BUNDLE = join(DIST, 'workflow-bundle.js');
const STAMP = `${WORKFLOW_BUNDLE}.sources`;

/** A hash of the sources: as long as it is the same, the bundle is fresh. */
async function sourcesHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of ['workflows', 'src/domain']) {
    const names = (await readdir(join(DIST, folder), { recursive: true }))
      .filter((name) => name.endsWith('.js'))
      .sort();
    for (const name of names) hash.update(name).update(await readFile(join(DIST, folder, name)));
  }
  const lock = new URL('../../../package-lock.json', import.meta.url);
  return hash.update(existsSync(lock) ? await readFile(lock) : '').digest('hex');
}

/** Makes the bundle unless a fresh one exists. @returns its size in bytes. */
export async function makeWorkflowBundle(): Promise<number> {
  const hash = await sourcesHash();
  const fresh = existsSync(WORKFLOW_BUNDLE) && existsSync(STAMP) && (await readFile(STAMP, 'utf8')) === hash;
  if (!fresh) {
    const { code } = await bundleWorkflowCode({
      workflowsPath: join(DIST, 'workflows/index.js'),
      workflowInterceptorModules: [join(DIST, 'workflows/trace-context.js')],
      logger: new DefaultLogger('WARN'),
    });
    await writeFile(WORKFLOW_BUNDLE, code);
    await writeFile(STAMP, hash);
  }
  return (await readFile(WORKFLOW_BUNDLE)).length;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await makeWorkflowBundle();
