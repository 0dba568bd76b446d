/** Folders of tests. */
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A new folder for a PostgreSQL. Where root starts it, it runs as another user, who must get to the folder: else its
 * cluster would be kept elsewhere, and stay when the folder is removed.
 */
export async function makeDataFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `tocsin-${name}-`));
  await chmod(folder, 0o755);
  return folder;
}
