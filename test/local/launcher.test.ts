/** `npm start` before there is a program, with real processes and the real compiler, on a small repository. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import ts from 'typescript';
import { build, reasonToBuild } from '../../src/local/launcher/build.js';
import { DEFAULTS } from '../../src/local/launcher/launch.js';
import { freePort } from '../../src/local/ports.js';
import { settings } from '../../src/platform/settings.js';
import { startProcess } from '../support/processes.js';
import { eventually } from '../support/program.js';
import { startLauncher } from './processes.js';

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));
const COMPILER = join(REPOSITORY, 'node_modules/@typescript/native/bin/tsc');
const run = promisify(execFile);

let template = '';
let root = '';
let port = 0;

const says = (text: string) => `declare const console: { log(text: string): void };\nconsole.log('${text}');\n`;
const STAYS = `${says('stays')}declare function setInterval(run: () => void, ms: number): void;\nsetInterval(() => {}, 60000);\n`;
const write = (text: string) => writeFile(join(root, 'src/local.ts'), text);

/** `npm start` to its end. */
async function start(args: string[] = [], env: NodeJS.ProcessEnv = {}): Promise<{ code: number | null; said: string }> {
  const { ended, output } = startLauncher(root, { PORT: String(port), ...env }, args);
  const code = await ended;
  return { code, said: output() };
}

/** A small repository that was started once. */
async function makeTemplate(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-launcher-'));
  const options = {
    ...{ module: 'nodenext', target: 'es2022', lib: ['es2022'], types: [], rootDir: '.', outDir: 'dist' },
    ...{ incremental: true, tsBuildInfoFile: 'dist/.tsbuildinfo' },
  };
  const files = {
    'package.json': { type: 'module' },
    'package-lock.json': {},
    'tsconfig.json': { compilerOptions: options, include: ['src'] },
    'tsconfig.build.json': { extends: './tsconfig.json', include: ['src'] },
  };
  await mkdir(join(folder, 'src'));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), JSON.stringify(content));
  await symlink(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'src/local.ts'), says('one'));
  expect(await build(folder)).toBe(true);
  return folder;
}

beforeAll(async () => {
  template = await makeTemplate();
});
afterAll(() => rm(template, { recursive: true, force: true }));

beforeEach(async () => {
  [root, port] = [await mkdtemp(join(tmpdir(), 'tocsin-launcher-')), await freePort()];
  await cp(template, root, { recursive: true, verbatimSymlinks: true });
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('compiling', () => {
  it('is done at the first start, when the sources or their settings changed, and at no other', async () => {
    await rm(join(root, 'dist/src'), { recursive: true });
    const first = await start();
    expect(first).toEqual({
      code: 0,
      said: expect.stringMatching(/^· Compiling \(the first build\).*✓ Compiled.*\none\n$/s),
    });
    expect((await start()).said).toMatch(/^✓ Nothing to compile\n· Starting .*\none\n$/);
    await write(says('two'));
    expect((await start()).said).toMatch(/^· Compiling \(the sources changed\).*\ntwo\n$/s);
    expect(reasonToBuild(root)).toBe(null);
    for (const name of ['package-lock.json', 'tsconfig.json', 'src/data.json']) {
      const before = existsSync(join(root, name)) ? await readFile(join(root, name), 'utf8') : '';
      await writeFile(join(root, name), `${before} `);
      expect(reasonToBuild(root)).toBe('the sources changed');
      await writeFile(join(root, name), before);
    }
  });

  it('is said before it is done', async () => {
    await rm(join(root, 'dist'), { recursive: true });
    const { child, output, ended } = startLauncher(root, { PORT: String(port) });
    await eventually('the first words', async () => output().includes('Compiling'), 10_000);
    expect(existsSync(join(root, 'dist/src/local.js'))).toBe(false);
    child.kill('SIGKILL');
    await ended;
  });

  it('starts nothing where it fails, nor what it left when the sources are as before', async () => {
    await write(`${says('broken')}const text: string = 1;\n`);
    const broken = await start();
    expect(broken.code).toBe(1);
    expect(broken.said).toContain("Type 'number' is not assignable to type 'string'");
    expect(broken.said).toContain('✗ The sources do not compile, so nothing was started.');
    expect(broken.said).not.toContain('\nbroken\n');
    await write(says('one'));
    expect((await start()).said).toMatch(/Compiled.*\none\n$/s);
  });

  it('is done again where another build wrote to dist', async () => {
    await write(says('tested'));
    await run(process.execPath, [COMPILER, '-p', 'tsconfig.json'], { cwd: root });
    await write(says('one'));
    expect((await start()).said).toMatch(/^· Compiling \(dist was written by another build\).*\none\n$/s);
  });

  it('needs the packages', async () => {
    await rm(join(root, 'node_modules'));
    expect(await start()).toEqual({ code: 1, said: '\n✗ The packages are not installed.\n  Run npm ci first.\n' });
  });
});

describe('before anything is built', () => {
  it('a taken port is said', async () => {
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    await write(says('two'));
    const { code, said } = await start();
    other.close();
    expect(code).toBe(1);
    expect(said).toBe(
      `\n✗ Port ${port} is taken.\n  Stop what listens there, or start with another: PORT=${port + 1} npm start\n`,
    );
    expect(await readFile(join(root, 'dist/src/local.js'), 'utf8')).toContain('one');
    expect(readdirSync(join(root, '.tocsin'))).toEqual([]);
  });

  it('data in use are said, until their run has ended, however it did', async () => {
    await write(STAYS);
    const first = startLauncher(root, { PORT: String(port) });
    await eventually('the first run', async () => first.output().includes('stays'), 20_000);
    await write(says('two'));
    const { code, said } = await start();
    expect(code).toBe(1);
    expect(said).toContain(
      `✗ Tocsin already runs on the data in ${join(root, '.tocsin')} (process ${first.child.pid}).`,
    );
    expect(await readFile(join(root, 'dist/src/local.js'), 'utf8')).toContain('stays');
    first.child.kill('SIGKILL');
    await first.ended;
    expect((await start()).said).toContain('\ntwo\n');
  });

  it('a data folder that is a file is said, and what is set to nothing is not set', async () => {
    await writeFile(join(root, 'file'), '');
    const { code, said } = await start([], { TOCSIN_DATA_DIR: join(root, 'file') });
    expect(code).toBe(1);
    expect(said).toContain(`✗ The data folder ${join(root, 'file')} can't be used: it is a file\n`);
    expect((await start([], { TOCSIN_DATA_DIR: ' ' })).said).toContain('\none\n');
    expect(readdirSync(root)).toContain('.tocsin');
  });

  it('help is given, and an option that does not exist is named', async () => {
    await write(says('two'));
    const help = await start(['--help']);
    expect(help.code).toBe(0);
    for (const word of ['--clean', 'PORT=3001 npm start', 'TOCSIN_DATA_DIR', 'npm run send'])
      expect(help.said).toContain(word);
    expect(await start(['--claen'])).toEqual({
      code: 1,
      said: '\n✗ There is no option --claen.\n  npm start -- --help lists them.\n',
    });
    expect(reasonToBuild(root)).toBe('the sources changed');
  });
});

describe('clusters outside their data folders', () => {
  const shared = (name: string) => join(root, 'shared', name);

  /** A cluster as places.ts notes it; its data folder names `home`, or is gone. */
  async function cluster(name: string, dataFolder: string | null, home: string | null): Promise<void> {
    await mkdir(join(shared(name), 'cluster'), { recursive: true });
    await writeFile(join(shared(name), 'cluster/data'), 'x'.repeat(2_000_000));
    if (dataFolder === null) return;
    await writeFile(join(shared(name), 'data-folders'), `${join(root, 'never')}\n${join(root, dataFolder)}\n`);
    if (home === null) return;
    await mkdir(join(root, dataFolder), { recursive: true });
    await writeFile(join(root, dataFolder, 'moved-to'), `${shared(home)}\n`);
  }

  const [ABANDONED, RENEWED, KEPT, MOVED, RUNNING, UNKNOWN] = [...'abcdef'].map((letter) => letter.repeat(16));

  it('are named at start and removed by --clean where their data folder is gone, and only there', async () => {
    await cluster(ABANDONED as string, 'gone/postgres', null);
    // Its data folder was deleted and made again, so it names another cluster now.
    await cluster(RENEWED as string, 'renewed/postgres', `${RENEWED}-2`);
    await cluster(KEPT as string, 'kept/postgres', KEPT as string);
    // Noted elsewhere, but the data folder of this start names it.
    await cluster(MOVED as string, 'before/postgres', null);
    await mkdir(join(root, '.tocsin/postgres'), { recursive: true });
    await writeFile(join(root, '.tocsin/postgres/moved-to'), shared(MOVED as string));
    await cluster(RUNNING as string, 'gone-too/postgres', null);
    const words = ['-c', 'while sleep 1; do :; done', '-D', join(shared(RUNNING as string), 'cluster'), '.'];
    const server = spawn('sh', words, { stdio: 'ignore' });
    await writeFile(join(shared(RUNNING as string), 'cluster/postmaster.pid'), `${server.pid}\n`);
    await cluster(UNKNOWN as string, null, null);
    await mkdir(shared('postgres-18.4.0'));

    expect((await start()).said).toContain('2 databases in');
    const { code, said } = await start(['--clean']);
    expect(code).toBe(0);
    expect(said.match(/^removed: .*/gm)).toEqual(
      [ABANDONED, RENEWED].map((name) => `removed: ${shared(name as string)}`),
    );
    expect(said).toContain(`${join(root, 'gone/postgres')} are gone`);
    expect(said).toContain(`a server runs on it (end it with kill -INT ${server.pid})`);
    expect(readdirSync(join(root, 'shared')).sort()).toEqual([KEPT, MOVED, RUNNING, UNKNOWN, 'postgres-18.4.0']);

    server.kill('SIGKILL');
    await once(server, 'exit');
    expect((await start(['--clean'])).said).toContain(`removed: ${shared(RUNNING as string)}`);
    expect((await start(['--clean'])).said).toContain('Nothing to remove');
  });
});

describe('the launcher', () => {
  it('has the defaults of the settings', () => {
    const { PORT, TOCSIN_DATA_DIR } = settings.parse({});
    expect(DEFAULTS).toEqual({ PORT: String(PORT), TOCSIN_DATA_DIR });
  });

  it('takes nothing that must be built or installed', () => {
    const folder = join(REPOSITORY, 'src/local/launcher');
    const names = readdirSync(folder);
    expect(names).toContain('start.js');
    for (const name of names) {
      const { importedFiles } = ts.preProcessFile(readFileSync(join(folder, name), 'utf8'));
      const taken = importedFiles.map(({ fileName }) => fileName);
      expect(taken.filter((path) => !path.startsWith('node:') && !names.includes(path.replace('./', '')))).toEqual([]);
    }
  });

  it('counts from the command, npm’s own time included', async () => {
    const sinceCommand = (text: string) => Number(/\(([\d.]+) s since the command\)/.exec(text)?.[1]);
    const begun = performance.now();
    const { said } = await start();
    // Rounded to a tenth. The npm that runs the tests is not the command.
    expect(sinceCommand(said)).toBeLessThanOrEqual((performance.now() - begun) / 1_000 + 0.1);
    const script = `
      process.title = 'npm start';
      const { spawn } = await import('node:child_process');
      setTimeout(() => spawn(process.execPath, process.argv.slice(1), { stdio: 'inherit' }), 1_000);`;
    const { launcher, env } = { launcher: join(import.meta.dirname, 'launcher-run.js'), env: { PORT: String(port) } };
    const npm = startProcess(['--input-type=module', '-e', script, launcher, root, join(root, 'shared')], {
      cwd: root,
      env,
    });
    await npm.ended;
    expect(sinceCommand(npm.output())).toBeGreaterThan(process.platform === 'linux' ? 0.9 : 0);
  });
});
