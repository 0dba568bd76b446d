/** What a stand-in of the local run was posted: one JSON per line, the newest ones, for the owner of the data folder only. */
import { appendFile, readFile, rename, writeFile } from 'node:fs/promises';

/** So many are shown; the file is cut to them when it has twice as many, or too many bytes. */
const KEPT_POSTS = 200;
const KEPT_BYTES = 8 * 1024 * 1024;
const OWNER_ONLY = 0o600;

export class PostFile<Post> {
  /** Writes go one after the other: a cut must not lose what is added meanwhile. */
  private last: Promise<void> = Promise.resolve();
  private size: { posts: number; bytes: number } | null = null;

  constructor(private readonly file: string) {}

  add(post: Post): Promise<void> {
    const added = this.last.then(() => this.append(`${JSON.stringify(post)}\n`));
    this.last = added.catch(() => undefined);
    return added;
  }

  /** Newest first. */
  async newest(): Promise<Post[]> {
    return (await this.lines())
      .slice(-KEPT_POSTS)
      .reverse()
      .map((line) => JSON.parse(line) as Post);
  }

  private async append(line: string): Promise<void> {
    const { posts, bytes } = this.size ?? postedSize(await this.lines());
    await appendFile(this.file, line, { mode: OWNER_ONLY });
    this.size = { posts: posts + 1, bytes: bytes + Buffer.byteLength(line) };
    if (this.size.posts > 2 * KEPT_POSTS || this.size.bytes > 2 * KEPT_BYTES) await this.cut();
  }

  /** A kill in the middle leaves the old file. */
  private async cut(): Promise<void> {
    const kept = (await this.lines()).slice(-KEPT_POSTS);
    while (postedSize(kept).bytes > KEPT_BYTES) kept.shift();
    const draft = `${this.file}.new`;
    await writeFile(draft, kept.map((line) => `${line}\n`).join(''), { mode: OWNER_ONLY });
    await rename(draft, this.file);
    this.size = postedSize(kept);
  }

  private async lines(): Promise<string[]> {
    const text = await readFile(this.file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    return text.split('\n').filter(Boolean);
  }
}

const postedSize = (lines: readonly string[]) => ({
  posts: lines.length,
  bytes: lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0),
});
