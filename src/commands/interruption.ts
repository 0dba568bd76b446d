/** Ctrl-C, or a SIGTERM, in the middle of a command: nothing is left that nobody would find, and whoever asked hears how it stands. */

/** How shells tell by which signal a program ended. */
const CODES = { SIGINT: 130, SIGTERM: 143 } as const;

const clearing = new Set<() => void>();

/** While `work` goes on, an interruption clears away by `clear` what it would leave behind. */
export async function clearedBy<Result>(clear: () => void, work: () => Promise<Result>): Promise<Result> {
  clearing.add(clear);
  try {
    return await work();
  } finally {
    clearing.delete(clear);
  }
}

let sentence = '';

/** Where the command has come to a point at which an interruption leaves something else. */
export function sayInstead(said: string): void {
  sentence = said;
}

/** From now on an interruption ends this process with a sentence. @param said what is left, and what to do */
export function sayWhenInterrupted(said: string): void {
  sentence = said;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      for (const clear of clearing) clear();
      console.error(`\nInterrupted. ${sentence}`);
      process.exit(CODES[signal]);
    });
}
