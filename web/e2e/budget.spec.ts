// How much script the first page loads, by what the build says of itself.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';

const BUILD = new URL('../../dist-web/', import.meta.url);

interface Chunk {
  file: string;
  isEntry?: boolean;
  imports?: string[];
}

const manifest: Record<string, Chunk> = JSON.parse(readFileSync(new URL('.vite/manifest.json', BUILD), 'utf8'));

/** Files that come with this one. */
function filesOf(key: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[key];
  if (!chunk || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const one of chunk.imports ?? []) filesOf(one, seen);
  return seen;
}

const bytes = (files: Iterable<string>) =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, BUILD)), { level: 9 }).length, 0);

const entries = Object.keys(manifest).filter((key) => manifest[key]?.isEntry);
const first = new Set(entries.flatMap((key) => [...filesOf(key)]));

test('the first load is at most 250 kB of script, compressed, with the longest words', () => {
  const words = Object.values(manifest).filter(({ file }) => /\/words-/.test(file));
  const longest = Math.max(...words.map(({ file }) => bytes([file])));
  const total = bytes(first) + longest;
  console.log(`first load: ${total} bytes of script`);
  expect(total).toBeLessThanOrEqual(250_000);
});

test('what other sites load is at most 60 kB, compressed', () => {
  expect(bytes(['embed.js'])).toBeLessThanOrEqual(60_000);
});

test('each page is at most 60 kB more', () => {
  const pages = Object.keys(manifest).filter((key) => /src\/pages\/\w+\/Page\.tsx$/.test(key));
  const sizes = pages.map((key) => [key, bytes([...filesOf(key)].filter((file) => !first.has(file)))] as const);
  expect(sizes.length).toBeGreaterThan(1);
  expect(sizes.filter(([, size]) => size > 60_000)).toEqual([]);
});
