/** A copy of the program in a folder of its own, changed as somebody would change it who adds to a registry. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const COPIED = [
  'src',
  'workflows',
  'activities',
  'migrations',
  'test',
  'web',
  'bench',
  'dist',
  'package.json',
  'tsconfig.json',
];

export class ScratchCopy {
  readonly folder = mkdtempSync(join(tmpdir(), 'tocsin-copy-'));
  /** The files that were written or changed, but for messages. */
  readonly touched = new Set<string>();

  constructor() {
    for (const name of [...COPIED, 'jest.config.js', 'schema.gql', 'package-lock.json'])
      cpSync(join(ROOT, name), join(this.folder, name), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(this.folder, 'node_modules'));
  }

  /** A new file. */
  add(path: string, text: string): void {
    this.touched.add(path);
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  /** One more line in a registry, and what it needs to be imported. @throws where the registry has no such place. */
  register(path: string, importLine: string, before: string, line: string): void {
    this.replace(path, before, `${line}\n${before}`);
    this.replace(path, 'import ', `${importLine}\nimport `);
  }

  /** Another text in a file. @throws where it is not there. */
  replace(path: string, before: string, after: string): void {
    const text = readFileSync(join(this.folder, path), 'utf8');
    if (!text.includes(before)) throw new Error(`${path} has no "${before}"`);
    this.add(
      path,
      text.replace(before, () => after),
    );
  }

  /** Messages of one locale; all of English where the locale is a new one. */
  addMessages(locale: string, messages: Readonly<Record<string, string>>, from = locale): void {
    const file = (name: string) => join(this.folder, 'src/i18n/messages', `${name}.json`);
    const known: Record<string, string> = JSON.parse(readFileSync(file(from), 'utf8'));
    const sorted = Object.entries({ ...known, ...messages }).sort(([a], [b]) => (a < b ? -1 : 1));
    writeFileSync(file(locale), `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
  }

  /** Compiles with all types checked, incrementally from the build it was copied with. @throws with the compiler's words. */
  async compile(): Promise<void> {
    const compiler = join(ROOT, 'node_modules/@typescript/native/bin/tsc');
    await run(process.execPath, [compiler, '-p', 'tsconfig.json'], { cwd: this.folder }).catch((error) => {
      throw new Error(String(error.stdout));
    });
  }

  /** Runs tests of the copy against the servers of this test run. @returns what Jest printed. */
  async test(...files: string[]): Promise<string> {
    const jest = join(ROOT, 'node_modules/jest/bin/jest.js');
    const {
      globalSetup: _setup,
      globalTeardown: _teardown,
      ...config
    } = ((await import(join(ROOT, 'jest.config.js'))) as { default: Record<string, unknown> }).default;
    writeFileSync(join(this.folder, 'jest.scratch.json'), JSON.stringify({ ...config, rootDir: this.folder }));
    const args = [jest, '--config', 'jest.scratch.json', '--runInBand', ...files];
    return run(process.execPath, args, { cwd: this.folder, env: process.env }).then(
      ({ stderr }) => stderr,
      (error: { stderr: string; stdout: string }) => {
        throw new Error(error.stderr || error.stdout);
      },
    );
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
