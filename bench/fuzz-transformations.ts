/**
 * Programs from a grammar of hostile and ordinary pieces through the sandbox: each ends in a named outcome, nothing of ours throws,
 * and the threads are whole afterwards.
 */
import fc from 'fast-check';
import { Sandbox } from '../src/platform/sandbox/sandbox.js';
import { faultsOf, outcomeOf, programs, WEBHOOK } from '../test/support/sandbox-programs.js';
import { count, type Fuzzed, type FuzzRun } from './fuzz-report.js';

const THREADS = 2;

export async function fuzzTransformations({ runs, seed }: FuzzRun): Promise<Fuzzed> {
  const codes = fc.sample(programs, { numRuns: runs, seed });
  const sandbox = new Sandbox({ threads: THREADS });
  const outcomes = new Map<string, number>();
  const faults: string[] = [];
  const play = async (at: number): Promise<void> => {
    const code = codes[at] ?? '';
    const [outcome, found] = await sandbox.run({ code, webhook: WEBHOOK, seed: 'same' }).then(
      (result) => [outcomeOf(result), faultsOf(result)] as const,
      (error: unknown) => ['REJECTED', [`the host threw ${error}`]] as const,
    );
    count(outcomes, outcome);
    if (found.length > 0) faults.push(`program ${at}: ${found.join('; ')}\n${code}`);
  };
  let next = 0;
  const thread = async () => {
    while (next < codes.length) await play(next++);
  };
  await Promise.all(Array.from({ length: THREADS }, thread));
  const plain = { code: 'function handler(webhook) { return webhook; }', webhook: WEBHOOK };
  const whole = await Promise.all(Array.from({ length: THREADS * 2 }, () => sandbox.run(plain)));
  if (!whole.every(({ unchanged }) => unchanged)) faults.push('the threads are not whole');
  await sandbox.close();
  return { outcomes, faults };
}
