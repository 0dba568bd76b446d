// What no program that reads deployment files can know: that they fit this program (`npm run deploy:check` has those programs).
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { SETTING_NAMES, settingDoc } from '../../src/platform/settings.js';
import { readDockerfile, seenByBuild } from '../support/dockerfile.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const { version, engines } = JSON.parse(read('package.json'));

interface Service {
  image: string;
  environment?: Record<string, string | number>;
  secrets?: string[];
  volumes?: string[];
}

const compose: { services: Record<string, Service>; secrets: Record<string, { file: string }> } = parse(
  read('deploy/compose.yaml'),
  { merge: true },
);
const services = Object.entries(compose.services);
const stages = readDockerfile(read('deploy/Dockerfile'));
const final = stages.at(-1);
const TEMPLATES = 'deploy/helm/tocsin/templates';
const pod = read(`${TEMPLATES}/_helpers.tpl`);
const SECRETS = SETTING_NAMES.filter((name) => settingDoc(name).secret);

/** Node's own. */
const NOT_OURS = ['NODE_ENV', 'NODE_OPTIONS'];
const isSetting = (name: string) =>
  NOT_OURS.includes(name) ||
  SETTING_NAMES.some((one) => one === name || (settingDoc(one).secret && `${one}_FILE` === name));

describe('names in the environment are settings', () => {
  it('in the image', () => {
    expect(Object.keys(final?.env ?? {}).filter((name) => !isSetting(name))).toEqual([]);
  });

  it('in the compose file', () => {
    const ours = services.filter(([, { image }]) => image.startsWith('tocsin:'));
    expect(ours.map(([name]) => name).sort()).toEqual(['api-1', 'api-2', 'migrate', 'worker-1', 'worker-2']);
    const names = ours.flatMap(([, { environment = {} }]) => Object.keys(environment));
    expect(names.filter((name) => !isSetting(name))).toEqual([]);
  });

  it('in the chart, which refuses them among `settings`, and all secrets', () => {
    const names = [...pod.matchAll(/- name: ([A-Z][A-Z_]+)$/gm)].map(([, name]) => name as string);
    expect(names.filter((name) => !isSetting(name))).toEqual([]);
    const refused = (kind: RegExp) =>
      [...(kind.exec(read(`${TEMPLATES}/validate.yaml`))?.[0] ?? '').matchAll(/"([A-Z_]+)"/g)].map(([, name]) => name);
    expect(refused(/tuple "PUBLIC_URL".*/)).toEqual(
      expect.arrayContaining(names.filter((name) => !NOT_OURS.includes(name))),
    );
    expect(refused(/tuple "DATABASE_URL".*/).sort()).toEqual([...SECRETS].sort());
  });
});

describe('files', () => {
  it('that the image copies are there, and are not kept from the build', () => {
    const copies = stages.flatMap(({ steps }) =>
      steps.flatMap((step) => (step.kind === 'COPY' && step.from === null ? step.sources : [])),
    );
    expect(copies.length).toBeGreaterThan(10);
    const seen = seenByBuild(read('.dockerignore'));
    expect(copies.filter((path) => !existsSync(join(ROOT, path)) || !seen(path))).toEqual([]);
    expect(['.env', 'deploy/secrets/admin_key', 'web/e2e/run.mjs', '.git/config'].filter(seen)).toEqual([]);
  });

  it('that containers are given are there', () => {
    const mounted = services.flatMap(([, { volumes = [] }]) => volumes.map((one) => one.split(':')[0] as string));
    const files = mounted.filter((path) => path.startsWith('./')).map((path) => join(ROOT, 'deploy', path));
    expect(files.length).toBeGreaterThan(4);
    expect(files.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('with secrets are made by make-secrets.sh, and kept out of the repository', () => {
    const script = read('deploy/make-secrets.sh');
    const names = Object.keys(compose.secrets);
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(script))).toEqual([]);
    expect(names.map((name) => compose.secrets[name]?.file)).toEqual(names.map((name) => `secrets/${name}`));
    const used = new Set(services.flatMap(([, { secrets = [] }]) => secrets));
    expect([...used].sort()).toEqual(names.sort());
    expect(read('.gitignore')).toMatch(/^deploy\/secrets\/$/m);
    expect(SECRETS.filter((name) => services.some(([, { environment = {} }]) => name in environment))).toEqual([]);
  });
});

describe('versions', () => {
  it('of images are exact', () => {
    const images = [...services.map(([, { image }]) => image), ...stages.map(({ base }) => base)];
    const loose = images.filter((image) => !/:v?\d+\.\d+(\.\d+)?(-[a-z-]+)?$/.test(image));
    expect(loose.filter((image) => !image.startsWith('tocsin:'))).toEqual([]);
  });

  it('of Node are ones that we say we run on', () => {
    const least = /\d+/.exec(engines.node)?.[0];
    for (const { base } of stages) expect(Number(/^node:(\d+)/.exec(base)?.[1])).toBeGreaterThanOrEqual(Number(least));
  });

  it('of Tocsin are that of the package', () => {
    expect(compose.services['api-1']?.image).toContain(`:-${version}}`);
    expect(parse(read('deploy/helm/tocsin/Chart.yaml')).appVersion).toBe(version);
  });
});

it('probes ask where the process answers', () => {
  const port = final?.env.OPERATIONS_PORT;
  expect(final?.health).toContain(`127.0.0.1:${port}/readyz`);
  expect(pod).toContain(`containerPort: ${port}`);
  const scraped: { scrape_configs: { static_configs: { targets: string[] }[] }[] } = parse(
    read('deploy/monitoring/prometheus.yaml'),
  );
  const targets = scraped.scrape_configs.flatMap((one) => one.static_configs.flatMap((two) => two.targets));
  for (const target of targets) expect(Object.keys(compose.services)).toContain(target.split(':')[0]);
  for (const name of ['api-1', 'api-2', 'worker-1', 'worker-2']) expect(targets).toContain(`${name}:${port}`);
});

it('each template of the chart renders something', () => {
  const names = readdirSync(join(ROOT, TEMPLATES));
  expect(names.sort()).toEqual([
    'NOTES.txt',
    '_helpers.tpl',
    'api.yaml',
    'migrate.yaml',
    'network.yaml',
    'validate.yaml',
    'worker.yaml',
  ]);
});
