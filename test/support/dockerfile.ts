/** Reads our Dockerfile: the instructions that it has, and no other. */

type Step = { kind: 'COPY'; from: string | null; sources: string[]; to: string } | { kind: 'RUN'; command: string };

export interface Stage {
  name: string | null;
  /** The image that it begins with. */
  base: string;
  workdir: string;
  steps: Step[];
  env: Record<string, string>;
  user: string | null;
  entrypoint: string[];
  cmd: string[];
  health: string | null;
}

/** @throws an Error for an instruction that it does not know. */
export function readDockerfile(text: string): Stage[] {
  const joined = text.replace(/^#.*\n/gm, '').replace(/ *\\\n */g, ' ');
  const args = new Map<string, string>();
  const stages: Stage[] = [];
  for (const line of joined.split('\n').filter(Boolean)) {
    const [, kind = '', rest = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    if (kind === 'ARG') args.set(...pair(rest));
    else if (kind === 'FROM') stages.push(newStage(rest, args));
    else instruct(stages.at(-1), kind, rest);
  }
  return stages;
}

function pair(text: string): [string, string] {
  const at = text.indexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
}

function newStage(rest: string, args: ReadonlyMap<string, string>): Stage {
  const [image = '', name = null] = rest.split(' AS ');
  const base = image.replace(/\$\{(\w+)\}/, (_, arg: string) => args.get(arg) ?? '');
  return { name, base, workdir: '/', steps: [], env: {}, user: null, entrypoint: [], cmd: [], health: null };
}

function instruct(stage: Stage | undefined, kind: string, rest: string): void {
  if (!stage) throw new Error(`${kind} stands before FROM`);
  switch (kind) {
    case 'WORKDIR':
      stage.workdir = rest;
      return;
    case 'COPY':
      stage.steps.push(copyOf(rest));
      return;
    case 'RUN':
      stage.steps.push({ kind: 'RUN', command: rest });
      return;
    case 'ENV':
      Object.assign(stage.env, Object.fromEntries(rest.split(' ').map(pair)));
      return;
    case 'USER':
      stage.user = rest;
      return;
    case 'ENTRYPOINT':
      stage.entrypoint = JSON.parse(rest);
      return;
    case 'CMD':
      stage.cmd = JSON.parse(rest);
      return;
    case 'HEALTHCHECK':
      stage.health = rest;
      return;
    case 'EXPOSE':
      return;
    default:
      throw new Error(`The Dockerfile has ${kind}, which nobody reads here`);
  }
}

function copyOf(rest: string): Step {
  const words = rest.split(' ');
  const from = words[0]?.startsWith('--from=') ? (words.shift()?.slice('--from='.length) ?? null) : null;
  const to = words.pop() ?? '';
  return { kind: 'COPY', from, sources: words, to };
}

/** Whether a path of the repository reaches the build: the last rule that fits decides, `*` keeps out all. */
export function seenByBuild(dockerignore: string): (path: string) => boolean {
  const rules = dockerignore.split('\n').filter((line) => line && !line.startsWith('#'));
  return (path) =>
    rules.reduce((seen, rule) => {
      const name = rule.replace('!', '');
      return name === '*' || path === name || path.startsWith(`${name}/`) ? rule.startsWith('!') : seen;
    }, true);
}
