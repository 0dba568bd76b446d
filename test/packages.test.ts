// What production needs of npm, by its entry points: `npm ci --omit=dev --omit=optional` must be enough.
import { readFileSync } from 'node:fs';
import * as syntax from './support/syntax.js';

const PACKAGES = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const ENTRIES = ['src/tocsin.ts', 'src/platform/sandbox/sandbox.thread.ts', 'workflows/index.ts'];
const SOURCES = syntax.readSources();

/** `@scope/name/path` is of `@scope/name`. */
const packageOf = (to: string) =>
  to
    .split('/')
    .slice(0, to.startsWith('@') ? 2 : 1)
    .join('/');
const isPackage = (to: string) => !to.startsWith('node:') && !/^(src|workflows|activities|migrations)\//.test(to);

function needed(sources = SOURCES, entries = ENTRIES): string[] {
  const taken = syntax.loadedBy(sources, entries).filter(({ to }) => isPackage(to));
  return taken
    .filter(
      ({ to, dynamic }) =>
        !(packageOf(to) in PACKAGES.dependencies) && !(dynamic && packageOf(to) in PACKAGES.optionalDependencies),
    )
    .map(({ from, to }) => `${from}: takes ${to}`);
}

it('no process of production needs a package that is optional or for development', () => {
  expect(syntax.loadedBy(SOURCES, ENTRIES).length).toBeGreaterThan(500);
  expect(needed()).toEqual([]);
});

it('no thread reaches traces: neither that of users’ code nor that of workflows', () => {
  const threads = ['src/platform/sandbox/sandbox.thread.ts', 'workflows/index.ts', 'workflows/trace-context.ts'];
  const taken = syntax.loadedBy(SOURCES, threads).map(({ to }) => to);
  expect(taken.length).toBeGreaterThan(10);
  expect(taken.filter((to) => /tracing|open-telemetry|opentelemetry/.test(to))).toEqual([]);
});

it('one that does is found, and one that can do without is not', () => {
  const main = syntax.parse(
    'src/main.ts',
    "import './api/a.js'; import type { T } from 'fast-check'; import { x } from 'smtp-server';",
  );
  const later = syntax.parse(
    'src/api/a.ts',
    "await import('altair-static'); await import('jest'); export * from './b.js';",
  );
  const last = syntax.parse('src/api/b.ts', "import 'mjml/lib'; import 'pg'; import 'node:fs';");
  expect(needed([main, later, last], ['src/main.ts'])).toEqual([
    'src/main.ts: takes smtp-server',
    'src/api/a.ts: takes jest',
    'src/api/b.ts: takes mjml/lib',
  ]);
});

it('the lockfile names no registry, so that whoever installs uses their own', () => {
  const lock = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8');
  expect(lock).not.toMatch(/"resolved"|https?:\/\/[^"]*registry/);
});
