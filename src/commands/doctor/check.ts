/** What a check of `tocsin doctor` is, and how all are run: side by side, none for longer than its time, whatever is broken. */
import { EXIT, FatalError } from '../../platform/exit-codes.js';
import { commandFault } from '../command-fault.js';

/** `skip`: what it needs is broken, and another check says so. */
export type State = 'ok' | 'warn' | 'fail' | 'skip';

export interface Finding {
  state: State;
  /** What was found, in a sentence; never a secret. */
  detail: string;
  /** What to do; absent where all is well. */
  fix?: string;
}

export interface Check<Context> {
  /** Unique: `--json` names it. */
  id: string;
  title: string;
  /** What must be there for it: ids of checks that come before. */
  needs: readonly string[];
  /** @throws where it cannot look: that is a finding, too */
  run(context: Context): Promise<Finding>;
}

export interface Result extends Finding {
  id: string;
  title: string;
}

export const ok = (detail: string): Finding => ({ state: 'ok', detail });
export const warn = (detail: string, fix: string): Finding => ({ state: 'warn', detail, fix });
export const fail = (detail: string, fix: string): Finding => ({ state: 'fail', detail, fix });

/** Of an error that says what to do behind its first semicolon. @param otherwise what to do where it does not */
export function faultFinding({ message }: { message: string }, otherwise: string): Finding {
  const [, detail = message, fix] = /^(.*?); (.+)$/s.exec(message) ?? [];
  return fail(fix ? `${detail}.` : detail, fix ? `${fix[0]?.toUpperCase()}${fix.slice(1)}` : otherwise);
}

/** Runs them in their order of need; the results stand as the checks do. @param limitMs how long each may take */
export async function runChecks<Context>(
  checks: readonly Check<Context>[],
  context: Context,
  limitMs: number,
): Promise<Result[]> {
  const running = new Map<string, Promise<Finding>>();
  for (const check of checks) running.set(check.id, afterNeeds(check, running, context, limitMs));
  return Promise.all(checks.map(async ({ id, title }) => ({ id, title, ...((await running.get(id)) as Finding) })));
}

async function afterNeeds<Context>(
  check: Check<Context>,
  running: ReadonlyMap<string, Promise<Finding>>,
  context: Context,
  limitMs: number,
): Promise<Finding> {
  for (const id of check.needs) {
    const needed = await running.get(id);
    if (!needed) throw new Error(`${check.id} needs ${id}, which does not come before it.`);
    if (needed.state === 'fail' || needed.state === 'skip')
      return { state: 'skip', detail: `Not looked at, because of "${id}".` };
  }
  return answeredWithin(limitMs, check.run(context)).catch((error: unknown) =>
    faultFinding(
      { message: `It could not be looked at: ${commandFault(error).message}` },
      'Mend what the message names, and ask again.',
    ),
  );
}

async function answeredWithin<Value>(limitMs: number, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new FatalError(`there was no answer within ${limitMs / 1_000} s.`, EXIT.temporary)),
      limitMs,
    );
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
