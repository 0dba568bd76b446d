// What the stand-ins of the local run keep of what they were posted: the newest, in bounds, for their owner only.
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostFile } from '../../src/local/post-file.js';

interface Post {
  number: number;
  text: string;
}

let dir: string;
let path: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tocsin-posts-'));
  path = join(dir, 'posts.jsonl');
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const addAll = (file: PostFile<Post>, count: number, text = '') =>
  Promise.all(Array.from({ length: count }, (_, number) => file.add({ number, text })));

it('What was posted is there newest first, after a restart as well, readable by its owner only', async () => {
  expect(await new PostFile<Post>(path).newest()).toEqual([]);
  await addAll(new PostFile<Post>(path), 3);
  expect((await new PostFile<Post>(path).newest()).map(({ number }) => number)).toEqual([2, 1, 0]);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

it('Of many posts the newest 200 are shown, and few more are kept', async () => {
  const file = new PostFile<Post>(path);
  await addAll(file, 1_000);
  const numbers = (await file.newest()).map(({ number }) => number);
  expect([numbers.length, numbers[0], numbers.at(-1)]).toEqual([200, 999, 800]);
  expect((await stat(path)).size).toBeLessThan(401 * 30);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

it('Large posts fill no disk', async () => {
  const file = new PostFile<Post>(path);
  await addAll(file, 80, 'x'.repeat(512 * 1024));
  expect((await stat(path)).size).toBeLessThan(17 * 1024 * 1024);
  expect((await file.newest())[0]?.number).toBe(79);
});
