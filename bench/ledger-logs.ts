/** The folder of logs from which ledger-check.ts says what was lost and what was doubled. */
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startProcess } from '../test/support/processes.js';
import type { Accepted, Moments, Received } from './ledger-check.js';

/** What was answered with 202 just now. */
export const noteAccepted = (logs: string, accepted: Omit<Accepted, 'at'>) => note(logs, 'accepted', accepted);

/** What a carrier or an endpoint took just now. */
export const noteReceived = (logs: string, received: Omit<Received, 'at'>) => note(logs, 'received', received);

async function note(logs: string, name: string, line: object): Promise<void> {
  await appendFile(join(logs, `${name}.jsonl`), `${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`);
}

/** Prints what the checker says, as a process of its own. @returns whether all lines pass */
export async function checkLedger(databaseUrl: string, logs: string, moments: Moments): Promise<boolean> {
  await writeFile(join(logs, 'moments.json'), JSON.stringify(moments));
  const checker = join(import.meta.dirname, 'ledger-check.js');
  const started = startProcess([checker, '--database', databaseUrl, '--logs', logs], {
    env: { PATH: process.env.PATH },
  });
  const code = await started.ended;
  console.log(started.output());
  return code === 0;
}
