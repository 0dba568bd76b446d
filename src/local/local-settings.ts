/** What an installation keeps beside its databases, in `local.json` of its data folder; readable by its owner only. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeptVapid } from './push.js';

export interface LocalSettings {
  adminKey: string;
  encryptionKeys: string;
  vapid: KeptVapid;
  /** Where the program listens, for `npm run send`; as it was said the last time that it did listen. */
  url?: string;
}

/** What an earlier start kept; null where there was none. */
export async function readLocalSettings(dataDir: string): Promise<LocalSettings | null> {
  const text = await readFile(fileIn(dataDir), 'utf8').catch(() => null);
  return text === null ? null : JSON.parse(text);
}

/** A kill in the middle leaves the old ones: without its encryption keys a database is of no use. */
export async function writeLocalSettings(dataDir: string, settings: LocalSettings): Promise<void> {
  const draft = `${fileIn(dataDir)}.${process.pid}`;
  await writeFile(draft, JSON.stringify(settings, null, 2), { mode: 0o600 });
  await rename(draft, fileIn(dataDir));
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'local.json');
}
