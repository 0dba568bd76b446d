#!/usr/bin/env node
/** `npx tocsin <command>`: all that an operator does, by one program. A command is a line here and a file in src/commands/. */
import type { CommandModule } from './commands/command.js';
import { UsageError } from './commands/command.js';
import { nearestNames } from './domain/nearest-names.js';
import { declareProduction, readEnvironment } from './platform/config.js';
import { EXIT, FatalError } from './platform/exit-codes.js';

interface Command {
  /** A line of the help. */
  about: string;
  /** Late, so that no command waits for the packages of another one. */
  load(): Promise<CommandModule>;
}

const COMMANDS: Record<string, Command> = {
  init: {
    about: 'writes the settings of production into a file, with new keys',
    load: () => import('./commands/init.js'),
  },
  migrate: { about: 'brings the database to this version', load: () => import('./commands/migrate.js') },
  start: { about: 'runs a process of production: api or worker', load: () => import('./commands/start.js') },
  doctor: { about: 'looks at everything, and says what to mend', load: () => import('./commands/doctor.js') },
  backup: {
    about: 'writes the database into a file, or copies the data folder',
    load: () => import('./commands/backup.js'),
  },
  restore: { about: 'brings a backup into an empty place', load: () => import('./commands/restore.js') },
  rebuild: {
    about: 'gives a Temporal that lost its data what it must know',
    load: () => import('./commands/rebuild.js'),
  },
  replay: {
    about: 'shows whether runs of the last hours go on under this build; before a deploy',
    load: () => import('./commands/replay.js'),
  },
  promote: {
    about: 'makes TOCSIN_WORKER_BUILD_ID the build that gets new runs',
    load: () => import('./commands/promote.js'),
  },
  'rotate-keys': {
    about: 'seals all that is stored by the current encryption key, and says which may go',
    load: () => import('./commands/rotate-keys.js'),
  },
  business: { about: 'makes a further business, or lists them', load: () => import('./commands/business.js') },
  send: { about: 'sends a sample event, and shows who was told', load: () => import('./commands/send.js') },
};

const HELP = `tocsin <command>: what operators do with Tocsin.

${Object.entries(COMMANDS)
  .map(([name, { about }]) => `  ${name.padEnd(14)}${about}`)
  .join('\n')}

  tocsin <command> --help    says more of one
  tocsin --settings FILE …   reads settings from a file, too; those of the environment go before them

Codes: ${EXIT.done} done, ${EXIT.failed} failed or found something, ${EXIT.usage} written wrong, ${EXIT.temporary} PostgreSQL or Temporal cannot be reached now (try again), ${EXIT.settings} settings to mend.`;

/** Reads `--settings FILE` off the front, as often as it stands there. */
function withoutFiles(args: readonly string[]): readonly string[] {
  const [first = '', second, ...rest] = args;
  const [option, inline] = /^--settings(?:=(.*))?$/.exec(first) ?? [];
  if (option === undefined) return args;
  const file = inline ?? second;
  if (file === undefined) throw new UsageError('Say which file: tocsin --settings .env start api');
  try {
    process.loadEnvFile(file);
  } catch {
    throw new UsageError(`The file ${file} cannot be read.`);
  }
  return withoutFiles(inline === undefined ? rest : args.slice(1));
}

function unknownCommand(name: string): UsageError {
  const near = nearestNames(name, Object.keys(COMMANDS));
  return new UsageError(
    `There is no command "${name}"${near.length > 0 ? `; did you mean ${near.join(' or ')}?` : '.'}\n\n${HELP}`,
  );
}

async function runCommand(given: readonly string[]): Promise<number> {
  const [name, ...args] = withoutFiles(given);
  if (name === undefined) throw new UsageError(HELP);
  const asksForHelp = name === 'help' || name === '--help';
  const topic = asksForHelp ? args[0] : name;
  if (topic === undefined) return printHelp(HELP);
  const command = Object.hasOwn(COMMANDS, topic) ? COMMANDS[topic] : undefined;
  if (!command) throw unknownCommand(topic);
  const loaded = await command.load();
  if (asksForHelp || args.includes('--help')) return printHelp(loaded.HELP);
  return (await loaded.run({ args, settings: (use) => readEnvironment(process.env, use) })) ?? EXIT.done;
}

function printHelp(text: string): number {
  console.log(text);
  return EXIT.done;
}

declareProduction();
runCommand(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  async (error: unknown) => {
    const { message, exitCode } =
      error instanceof FatalError ? error : (await import('./commands/command-fault.js')).commandFault(error);
    console.error(message);
    process.exit(exitCode);
  },
);
