/** A process of production that was begun, and what it says of itself. */
import type { Data } from '../support/graphql.js';
import type { StartedProcess } from '../support/processes.js';
import { eventually } from '../support/program.js';

const START_MS = 60_000;

export interface Running extends StartedProcess {
  /** Of an API; empty for a worker. */
  url: string;
  /** Where it tells how it is. */
  operations: string;
}

export async function said({ output, child }: Running, code: string): Promise<void> {
  await eventually(code, async () => output().includes(`"${code}"`) || child.exitCode !== null, START_MS);
  if (child.exitCode !== null) throw new Error(`it ended before it said ${code}: ${output()}`);
}

/** What it says of itself, by either of its ports, when PostgreSQL and Temporal have answered it: on a busy machine they are late. */
export const readiness = (url: string): Promise<{ status: number; [field: string]: Data }> =>
  eventually('servers to answer in time', async () => {
    const answer = await fetch(`${url}/readyz`);
    const text = await answer.text();
    return !text.includes('has not answered') && { status: answer.status, ...JSON.parse(text) };
  });
