// `npm run deploy:check`: what reads our deployment files in earnest, none of which needs an engine. Each is also shown a fault, which it
// must refuse. Programs that cannot be had are skipped, and named; with REQUIRE_DEPLOY_TOOLS=1 that is a failure.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, parseAllDocuments } from 'yaml';
import { deployTools } from './deploy-tools.js';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const DEPLOY = join(ROOT, 'deploy');
const CHART = join(DEPLOY, 'helm/tocsin');
/** The oldest and the newest Kubernetes that we say we run on. */
const KUBERNETES = ['1.30', '1.37'];

const { bin, missing } = await deployTools();
const scratch = await mkdtemp(join(tmpdir(), 'tocsin-deploy-'));
const faults = [];

/** @returns what a program says, and whether it ended well. */
function call(name, args, env = {}) {
  return new Promise((resolve) => {
    execFile(
      join(bin, name),
      args,
      { env: { ...process.env, ...env }, cwd: scratch, maxBuffer: 1e8 },
      (error, out, err) => resolve({ ok: !error, out, said: `${out}${err}`.trim() }),
    );
  });
}

function report(title, ok, detail = '') {
  console.log(`${ok ? '✓' : '✗'} ${title}`);
  if (ok) return;
  faults.push(title);
  console.log(detail.replace(/^/gm, '    '));
}

/** Runs the checks of one program; skips them, and says so, where it is not there. */
async function withTool(name, source, checks) {
  if (!missing[source]) return checks();
  console.log(`SKIPPED: ${name} could not be had: ${missing[source]}`);
  if (process.env.REQUIRE_DEPLOY_TOOLS) faults.push(`${name} is not there`);
}

/** Takes what we have, and refuses a copy with a fault. `check(file)` tells whether the program takes it. */
async function takesAndRefuses(title, path, [from, to], check) {
  const taken = await check(join(DEPLOY, path));
  report(title, taken.ok, taken.said);
  const text = await readFile(join(DEPLOY, path), 'utf8');
  if (!text.includes(from)) return report(`${title}: the fault "${to}"`, false, `"${from}" does not stand in ${path}`);
  const copy = join(scratch, path.replaceAll('/', '-'));
  await writeFile(copy, text.replace(from, to));
  report(`${title}: refuses "${to.trim()}"`, !(await check(copy)).ok);
}

await withTool('hadolint', 'pip', () =>
  takesAndRefuses('hadolint: Dockerfile', 'Dockerfile', ['COPY src src', 'ADD src src'], (file) =>
    call('hadolint', ['--failure-threshold', 'info', file]),
  ),
);

await withTool('docker compose', 'pip', async () => {
  const config = (file) =>
    call('docker-compose', ['--project-directory', DEPLOY, '-f', file, 'config', '--quiet'], {
      SITE_ADDRESS: 'tocsin.test',
    });
  const title = 'docker compose config: compose.yaml';
  await takesAndRefuses(title, 'compose.yaml', ['depends_on: [prometheus]', 'depends_on: [prometeus]'], config);
  await takesAndRefuses(title, 'compose.yaml', ['stop_grace_period:', 'stop_grace_periode:'], config);
  const unset = await call('docker-compose', ['-f', join(DEPLOY, 'compose.yaml'), 'config', '--quiet'], {
    SITE_ADDRESS: '',
  });
  report(
    'docker compose config: says what to do where make-secrets.sh never ran',
    /make-secrets/.test(unset.said),
    unset.said,
  );
});

await withTool('Caddy', 'pip', () =>
  takesAndRefuses('caddy validate: Caddyfile', 'Caddyfile', ['health_uri', 'healthy_uri'], (file) =>
    call('caddy', ['validate', '--adapter', 'caddyfile', '--config', file], { SITE_ADDRESS: 'tocsin.test' }),
  ),
);

await withTool('shellcheck', 'pip', async () => {
  const check = (file) => call('shellcheck', [file]);
  await takesAndRefuses('shellcheck: make-secrets.sh', 'make-secrets.sh', ['"secrets/$1"', 'secrets/$1'], check);
  await takesAndRefuses('shellcheck: roles.sh', 'postgres/roles.sh', ['"$POSTGRES_USER"', '$POSTGRES_USER'], check);
  await takesAndRefuses('shellcheck: schema.sh', 'temporal/schema.sh', ['"$1"', '$1'], check);
});

const VALUES = {
  publicUrl: 'https://tocsin.test',
  'temporal.address': 'temporal:7233',
  'secrets.app': 'tocsin',
  'secrets.owner': 'tocsin-owner',
};

const EARLIER = { 'worker.earlier[0].buildId': '1.1.1', 'worker.earlier[0].tag': '1.1.1' };

/** Each value of the chart, set to another than its own: each must change what is rendered. Some need others beside them. */
const OTHERS = {
  'image.repository': 'registry.test/tocsin',
  'image.tag': '9.9.9',
  'image.pullPolicy': 'Always',
  'image.pullSecrets': '{registry}',
  publicUrl: 'https://other.test',
  'temporal.address': 'other:7233',
  'temporal.namespace': 'other',
  'secrets.app': 'other',
  'secrets.owner': 'other',
  settings: { 'settings.TOCSIN_LOG': 'warn' },
  proxies: '2',
  ...process_('api'),
  ...process_('worker'),
  'api.tag': '8.8.8',
  'worker.buildId': '9.9.9',
  'worker.earlier': { 'worker.buildId': '9.9.9', ...EARLIER },
  'keda.enabled': { 'keda.enabled': 'true', 'keda.prometheus': 'http://prometheus' },
  'keda.prometheus': { 'keda.enabled': 'true', 'keda.prometheus': 'http://other' },
  'keda.seconds': { 'keda.enabled': 'true', 'keda.prometheus': 'http://prometheus', 'keda.seconds': '99' },
  'ingress.enabled': 'true',
  'ingress.className': { 'ingress.enabled': 'true', 'ingress.className': 'nginx' },
  'ingress.tlsSecret': { 'ingress.enabled': 'true', 'ingress.tlsSecret': 'certificate' },
  'ingress.annotations': { 'ingress.enabled': 'true', 'ingress.annotations.a': 'b' },
  'networkPolicy.enabled': 'false',
  'networkPolicy.from': { 'networkPolicy.from.kind': 'ingress' },
  'networkPolicy.monitoring': { 'networkPolicy.monitoring.kind': 'monitoring' },
  'networkPolicy.ports': '{5432,7233,443}',
  podMonitor: 'true',
};

function process_(name) {
  const others = { replicas: '3', maxReplicas: '9', cpuPercent: '11', cpu: '900m', memoryMiB: '1024' };
  return Object.fromEntries(Object.entries(others).map(([key, value]) => [`${name}.${key}`, value]));
}

/** What the chart refuses, and what it says. */
const REFUSALS = [
  [{ publicUrl: '' }, /Set publicUrl to the URL/],
  [{ 'temporal.address': '' }, /Set temporal\.address/],
  [{ 'secrets.app': '' }, /Set secrets\.app/],
  [{ 'secrets.owner': '' }, /Set secrets\.owner/],
  [{ 'keda.enabled': 'true' }, /Set keda\.prometheus/],
  [{ 'api.replicas': '9' }, /api\.maxReplicas is less/],
  [{ 'worker.replicas': '9' }, /worker\.maxReplicas is less/],
  [EARLIER, /worker\.buildId is empty/],
  [{ 'worker.buildId': '1.1.1', ...EARLIER }, /which is worker\.buildId itself/],
  [{ 'settings.PUBLIC_URL': 'https://x.test' }, /settings\.PUBLIC_URL is set by the chart/],
  [{ 'settings.DATABASE_URL': 'postgres://x' }, /settings\.DATABASE_URL is a secret/],
  [{ 'settings.mail_from': 'x' }, /mail_from/],
  [{ 'api.replica': '3' }, /replica/],
  [{ 'image.tag': 'latest' }, /tag/],
  [{ publicUrl: 'tocsin.test' }, /publicUrl/],
];

const render = (values, version = KUBERNETES[0]) =>
  call('helm', [
    ...['template', 'tocsin', CHART, '--kube-version', `${version}.0`],
    ...Object.entries({ ...VALUES, ...values }).flatMap(([name, value]) => ['--set', `${name}=${value}`]),
  ]);

/** The paths of all values that stand for themselves. */
function leaves(value, path) {
  const map = value !== null && typeof value === 'object' && !Array.isArray(value);
  // These hold what the user puts there.
  const open = ['settings', 'ingress.annotations', 'networkPolicy.from', 'networkPolicy.monitoring'].includes(path);
  if (!map || open) return [path];
  return Object.entries(value).flatMap(([name, one]) => leaves(one, path ? `${path}.${name}` : name));
}

/** What is valid, and would be wrong in a cluster. */
function checkBuilds(manifests) {
  const of = (kind) => manifests.filter((one) => one?.kind === kind);
  const scaled = of('HorizontalPodAutoscaler').map(({ spec }) => spec.scaleTargetRef.name);
  const deployed = of('Deployment').map(({ metadata }) => metadata.name);
  report(
    'each Deployment has an autoscaler',
    String(scaled.sort()) === String(deployed.sort()),
    `${scaled} | ${deployed}`,
  );
  const wrong = of('Deployment').filter(({ spec: { template } }) => {
    const [, tag] = template.spec.containers[0].image.split(':');
    return template.metadata.labels['app.kubernetes.io/version'] !== tag;
  });
  report('pods say the version of their own image', wrong.length === 0, JSON.stringify(wrong));
  const hosts = of('Ingress').flatMap(({ spec }) => spec.rules.map(({ host }) => host));
  report('an ingress has the host alone, without a port', String(hosts) === 'tocsin.test', String(hosts));
}

const isManifest = async (file, version) => call('kubernetes-validate', ['-k', version, '--strict', '--quiet', file]);

await withTool('helm', 'helm', async () => {
  const linted = await call('helm', [
    'lint',
    CHART,
    '--strict',
    ...Object.entries(VALUES).flatMap(([k, v]) => ['--set', `${k}=${v}`]),
  ]);
  report('helm lint', linted.ok, linted.said);
  const plain = await render({});
  report('helm template', plain.ok, plain.said);
  const named = leaves(parse(await readFile(join(CHART, 'values.yaml'), 'utf8')), '').sort();
  report(
    'every value is tried',
    String(named) === String(Object.keys(OTHERS).sort()),
    `${named}\n${Object.keys(OTHERS).sort()}`,
  );
  const idle = [];
  const everything = {};
  for (const [name, value] of Object.entries(OTHERS)) {
    const values = typeof value === 'string' ? { [name]: value } : value;
    // Against the same ones without it: what it needs beside itself must not pass for its own effect.
    const beside = Object.fromEntries(Object.entries(values).filter(([one]) => !one.startsWith(name)));
    const [without, changed] = [await render(beside), await render(values)];
    if (!changed.ok || changed.out === without.out)
      idle.push(`${name}: ${changed.ok ? 'changes nothing' : changed.said}`);
    if (name !== 'networkPolicy.enabled') Object.assign(everything, values);
  }
  report('every value does something', idle.length === 0, idle.join('\n'));
  for (const [values, sentence] of REFUSALS) {
    const { ok, said } = await render(values);
    report(`refuses ${JSON.stringify(values)}`, !ok && sentence.test(said), said);
  }
  const earlier = await render({
    publicUrl: 'https://tocsin.test:8443',
    'ingress.enabled': 'true',
    'api.tag': '8.8.8',
    ...OTHERS['worker.earlier'],
  });
  checkBuilds(parseAllDocuments(earlier.out).map((one) => one.toJS()));
  const files = { plain: plain.out, full: (await render(everything)).out };
  for (const [name, text] of Object.entries(files)) await writeFile(join(scratch, `${name}.yaml`), text);
  await writeFile(join(scratch, 'wrong.yaml'), plain.out.replace('failureThreshold', 'failureTreshold'));
  await withTool('kubernetes-validate', 'pip', async () => {
    for (const version of KUBERNETES) {
      for (const name of Object.keys(files)) {
        const valid = await isManifest(join(scratch, `${name}.yaml`), version);
        report(`kubernetes-validate ${version}: ${name}`, valid.ok, valid.said);
      }
      report(
        `kubernetes-validate ${version}: refuses a misspelt probe`,
        !(await isManifest(join(scratch, 'wrong.yaml'), version)).ok,
      );
    }
  });
  await withTool('kube-score', 'kube-score', async () => {
    // A limit of CPU slows what waits for nobody; tags are pinned, so an image is pulled once.
    const score = (file) =>
      call('kube-score', [
        'score',
        '--ignore-container-cpu-limit',
        '--ignore-test',
        'container-image-pull-policy',
        '--output-format',
        'ci',
        file,
      ]);
    const scored = await score(join(scratch, 'plain.yaml'));
    report(
      'kube-score',
      scored.ok && !/WARNING|CRITICAL/.test(scored.out),
      scored.said.replace(/^\[(OK|SKIPPED)\].*\n?/gm, ''),
    );
    const open = join(scratch, 'open.yaml');
    await writeFile(open, plain.out.replaceAll('readOnlyRootFilesystem: true', 'readOnlyRootFilesystem: false'));
    report('kube-score: refuses a root file system that can be written', !(await score(open)).ok);
  });
});

await rm(scratch, { recursive: true });
console.log(faults.length === 0 ? 'The deployment files are sound.' : `${faults.length} faults.`);
process.exitCode = faults.length === 0 ? 0 : 1;
