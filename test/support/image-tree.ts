/**
 * Builds an image without an engine: each stage of our Dockerfile is a folder, its COPYs copy what .dockerignore lets through, its RUNs
 * run there. What it cannot show: the base image, and commands that take paths outside the working directory (it refuses those).
 */
import { execFile } from 'node:child_process';
import { cp, lstat, mkdir, readdir, readFile, stat, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { readDockerfile, type Stage, seenByBuild } from './dockerfile.js';

const run = promisify(execFile);
const BUILD_MS = 15 * 60_000;
/** Its result stands in the checkout already, whose own installation it is: it is not made a second time. */
const INSTALLATION = 'npm ci --no-audit --no-fund';

export interface ImageTree {
  /** What is the working directory in the image. */
  folder: string;
  final: Stage;
}

/** @param below an empty folder; the stages are built in it */
export async function buildImage(root: string, below: string): Promise<ImageTree> {
  const stages = readDockerfile(await readFile(join(root, 'deploy/Dockerfile'), 'utf8'));
  const seen = seenByBuild(await readFile(join(root, '.dockerignore'), 'utf8'));
  const folders = new Map<string | null, string>();
  for (const stage of stages) {
    const folder = join(below, stage.name ?? 'final');
    await mkdir(folder);
    folders.set(stage.name, folder);
    for (const step of stage.steps) {
      if (step.kind === 'RUN' && step.command === INSTALLATION)
        await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
      else if (step.kind === 'RUN') await runStep(step.command, folder);
      else {
        const from = step.from === null ? root : (folders.get(step.from) ?? '');
        const filter = step.from === null ? (path: string) => seen(path.slice(root.length + 1)) : undefined;
        const sources = step.sources.map((one) => join(from, one.replace(/^\/app\//, '')));
        for (const source of sources) await copyTo(source, folder, step.to, filter);
      }
    }
  }
  return { folder: folders.get(null) ?? '', final: stages.at(-1) as Stage };
}

async function runStep(command: string, cwd: string): Promise<void> {
  const outside = / (\/[\w./]+)/.exec(command);
  if (outside) throw new Error(`RUN takes ${outside[1]}, which is outside of its working directory: ${command}`);
  // As in the image: nothing of the environment of whoever builds.
  const env = { PATH: process.env.PATH, HOME: process.env.HOME };
  await run('/bin/sh', ['-c', command], { cwd, env, timeout: BUILD_MS, maxBuffer: 1e8 });
}

/** A folder is copied as what `to` names; files into the folder `to`, where that is one. */
async function copyTo(source: string, folder: string, to: string, filter?: (path: string) => boolean): Promise<void> {
  const target = to.endsWith('/') ? join(folder, to, basename(source)) : join(folder, to);
  await mkdir(dirname(target), { recursive: true });
  if (filter) await cp(source, target, { recursive: true, verbatimSymlinks: true, filter });
  // Tens of thousands of files of another stage, which nobody changes any more.
  else await run('cp', ['-al', source, target]);
}

/** Bytes of all files. */
export async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map(async ({ parentPath, name }) => (await lstat(join(parentPath, name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** Packages that are installed, those within others too. */
export async function countPackages(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const roots = names.filter((name) => /(^|\/)node_modules\/(@[^/]+\/)?[^/@.][^/]*$/.test(name));
  const packages = await Promise.all(roots.map((name) => stat(join(folder, name, 'package.json')).catch(() => null)));
  return packages.filter((found) => found !== null).length;
}
