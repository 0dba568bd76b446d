/** What a subcommand of `tocsin` is: a file of this folder, and a line in src/tocsin.ts. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { nearestNames } from '../domain/nearest-names.js';
import type { Environment, SettingsUse } from '../platform/config.js';
import { EXIT, FatalError } from '../platform/exit-codes.js';

type Options = NonNullable<ParseArgsConfig['options']>;

export interface CommandCall {
  /** What stands behind the command's name. */
  args: readonly string[];
  /** Reads the settings. @throws a SettingsError that lists every fault; the process ends with code 78. */
  settings(use?: SettingsUse): Environment;
}

export interface CommandModule {
  /** What `--help` prints: the ways to call it, its options, examples. */
  HELP: string;
  /** What an interruption leaves, and what to do; null where the command ends in order by itself. */
  INTERRUPTED: string | null;
  /**
   * @returns the exit code, where it is another than 0. What is still at work then (a server that listens) goes on.
   * @throws a FatalError whose message an operator reads; of another error command-fault.ts makes one
   */
  run(call: CommandCall): Promise<number | undefined>;
}

/** The command was written wrong; the message says how it is written. */
export class UsageError extends FatalError {
  constructor(message: string) {
    super(message, EXIT.usage);
  }
}

/** The options and words of a command. @throws a UsageError for an option that it does not have. */
export function readArgs<Known extends Options>(args: readonly string[], options: Known) {
  for (const arg of args) {
    const name = /^--(?:no-)?([^=]+)/.exec(arg)?.[1];
    if (name !== undefined && !(name in options)) throw new UsageError(unknownOption(arg, Object.keys(options)));
  }
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** The options of a command that takes nothing else. @throws a UsageError also for a word, which may be meant as the value of one */
export function readOptions<Known extends Options>(args: readonly string[], options: Known) {
  const { values, positionals } = readArgs(args, options);
  const [word] = positionals;
  if (word === undefined) return values;
  const names = Object.keys(options).map((name) => `--${name}`);
  throw new UsageError(`It takes no words such as "${word}", only options: ${names.join(', ')}.`);
}

function unknownOption(arg: string, known: readonly string[]): string {
  const [near] = nearestNames(arg, known);
  return `There is no option ${arg}${near ? `; did you mean --${near}?` : '.'}`;
}
