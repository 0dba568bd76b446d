/** `tocsin business`: the businesses of an installation. Each has its own people, sources and keys, and sees nothing of others. */
import '../platform/reflect.js';
import type { DataSource } from 'typeorm';
import { addBusiness, listBusinesses } from '../api/businesses/new-business.js';
import { connectSystem, OF_COMMANDS } from '../core/data-source.js';
import { systemTime } from '../platform/clock.js';
import { productionConfig } from '../platform/config.js';
import { SecretBox } from '../platform/secrets/secret-box.js';
import { type CommandCall, readArgs, UsageError } from './command.js';

export const HELP = `tocsin business add "Name"    makes a business, and prints the key that opens it: once, only its hash is kept
tocsin business list          lists them

The first one is made by the API at its start, and opened by TOCSIN_ADMIN_KEY. Webhooks of each go to its own sources.`;

export const INTERRUPTED = 'See by tocsin business list whether it was made; its key cannot be shown again.';

/** As the API has it. */
const LONGEST_NAME = 200;

export async function run({ args, settings }: CommandCall): Promise<undefined> {
  const [what, name, ...more] = readArgs(args, {}).positionals;
  const wanted = what === 'add' ? name?.trim() : undefined;
  if (more.length > 0 || !(what === 'list' ? name === undefined : wanted))
    throw new UsageError('It is written tocsin business add "Name", or tocsin business list.');
  if (wanted && wanted.length > LONGEST_NAME) throw new UsageError(`A name has ${LONGEST_NAME} characters at most.`);
  const { databaseUrl, encryptionKeys } = productionConfig(settings('PRODUCTION'));
  const box = new SecretBox(encryptionKeys.reveal());
  const dataSource = await connectSystem(databaseUrl.reveal(), 1, box, OF_COMMANDS);
  try {
    console.log(wanted ? await added(dataSource, wanted) : await listed(dataSource));
  } finally {
    await dataSource.destroy();
  }
}

async function added(dataSource: DataSource, name: string): Promise<string> {
  const { id, adminKey } = await addBusiness(dataSource, name, systemTime());
  return `Made "${name}" (${id}). Its key, of kind ADMIN; it is shown this once:\n${adminKey}`;
}

async function listed(dataSource: DataSource): Promise<string> {
  const all = await listBusinesses(dataSource);
  if (all.length === 0) return 'There is none yet: the API makes the first one, or tocsin business add "Name".';
  return all
    .map(
      ({ id, name, sources, people, createdAt }) =>
        `${id}  ${createdAt.toISOString().slice(0, 10)}  ${inNumber(people, 'person', 'people')}, ${inNumber(sources, 'source', 'sources')}  ${name}`,
    )
    .join('\n');
}

const inNumber = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
