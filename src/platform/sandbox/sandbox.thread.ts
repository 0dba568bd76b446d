/** Entry of a sandbox thread: one job at a time, each in a QuickJS of its own. */
import { parentPort } from 'node:worker_threads';
import { answerIntl } from './intl-bridge.js';
import type { Job, ThreadMessage } from './messages.js';
import { prepareQuickJs, runHandler } from './run.js';
import { compileQuickJs, freshVm } from './vm.js';

// QuickJS reads the zone and the time from this thread's own `Date` (Emscripten's imports), which nothing else here needs.
Date.prototype.getTimezoneOffset = () => 0;

// The first use of `Intl` loads its tables, some 20 ms, which must not count for a handler.
for (const method of ['NumberFormat.format', 'toLocaleString', 'Collator'])
  answerIntl(JSON.stringify({ method, value: '0' }));

const compiled = await compileQuickJs();
const postToParent = (message: ThreadMessage) => parentPort?.postMessage(message);

parentPort?.on('message', async (job: Job) => {
  Date.now = () => job.now;
  const stage = prepareQuickJs(await freshVm(compiled), job);
  postToParent({ type: 'started' });
  postToParent({ type: 'report', report: runHandler(stage, job) });
});
