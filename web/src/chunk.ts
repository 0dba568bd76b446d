/**
 * Parts of the app that come when they are needed. A page that is open while a new build is deployed asks for files that are gone:
 * then it loads itself anew, once, and says why. Where the server is not reached, what failed says so and can be tried again.
 */
import { say } from './parts/saved.js';
import { t } from './words/t.js';

const KEPT = 'tocsin-new-build';
/** Two builds that are served side by side must not send a page round and round. */
const ONCE_MS = 30_000;
/** A file of this build. */
const OWN = import.meta.url;

/** It did not come: the server is not reached just now. */
export class ChunkMissing extends Error {
  /** By loading the page anew: React keeps what failed for good. Nothing happens while the server is away. */
  static async retry(): Promise<void> {
    if ((await statusOfOwn()) !== null) location.reload();
  }
}

/** What an `import()` brings; for ever on its way while the page is loaded anew. @throws ChunkMissing */
export async function chunk<Module>(load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    const last = Number(sessionStorage.getItem(KEPT)?.split(' ')[0] ?? 0);
    if (Date.now() - last < ONCE_MS || (await statusOfOwn()) !== 404) throw new ChunkMissing(String(cause), { cause });
    sessionStorage.setItem(KEPT, `${Date.now()} unsaid`);
    location.reload();
    return new Promise(() => undefined);
  }
}

/** Null where the server is not reached. */
async function statusOfOwn(): Promise<number | null> {
  return fetch(OWN, { method: 'HEAD', cache: 'no-store' }).then(
    ({ status }) => status,
    () => null,
  );
}

/** In the page that was loaded anew. */
export function sayIfNew(): void {
  const [at, unsaid] = sessionStorage.getItem(KEPT)?.split(' ') ?? [];
  if (!at || !unsaid) return;
  sessionStorage.setItem(KEPT, at);
  say(t('build.new'));
}
