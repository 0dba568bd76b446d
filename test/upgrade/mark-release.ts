/** `npm run release:mark`, when a version is released: what the next one must get on with, in release/. */
import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { SCHEMA_FILE } from '../../src/api/print-schema.js';

export const RELEASE = new URL('../../../release/', import.meta.url);
const MIGRATIONS = new URL('../../../migrations/', import.meta.url);

async function mark(): Promise<void> {
  const stamps = (await readdir(MIGRATIONS)).flatMap((name) => /^\d+/.exec(name)?.[0] ?? []).sort();
  await mkdir(RELEASE, { recursive: true });
  await copyFile(SCHEMA_FILE, new URL('schema.gql', RELEASE));
  await writeFile(new URL('last-migration', RELEASE), `${stamps.at(-1)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await mark();
