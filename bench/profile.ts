/**
 * Says of profiles of the processor (`PROFILE=folder npm run bench -- LANE` writes them) where the time went, as text:
 * `node dist/bench/profile.js FILE …`. Times are those of a function itself, without what it called.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

interface CpuProfile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number }; children?: number[] }[];
  samples: number[];
  /** Microseconds before each sample. */
  timeDeltas: number[];
}

const LINES = 45;

/** `pg`, `@temporalio/worker`, `src/core/delivery`, `node:net`, or what V8 calls itself. */
function placeOf(url: string, name: string): string {
  const inPackage = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url);
  if (inPackage?.[1]) return inPackage[1];
  const ours = /dist\/((?:src|activities|workflows)\/.*|[^/]+)$/.exec(url);
  if (ours?.[1]) return ours[1];
  return url || name || '(anonymous)';
}

function summary(file: string, { nodes, samples, timeDeltas }: CpuProfile): string {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const [places, functions] = [new Map<string, number>(), new Map<string, number>()];
  let total = 0;
  const add = (map: Map<string, number>, key: string, us: number) => map.set(key, (map.get(key) ?? 0) + us);
  samples.forEach((id, at) => {
    const us = timeDeltas[at] ?? 0;
    const frame = byId.get(id)?.callFrame;
    if (!frame) return;
    total += us;
    const place = placeOf(frame.url, frame.functionName);
    add(places, place, us);
    add(functions, `${frame.functionName || '(anonymous)'} ${place}:${frame.lineNumber + 1}`, us);
  });
  const idle = places.get('(idle)') ?? 0;
  const table = (map: Map<string, number>) =>
    [...map]
      .filter(([name]) => !name.startsWith('(idle)'))
      .sort(([, a], [, b]) => b - a)
      .slice(0, LINES)
      .map(
        ([name, us]) =>
          `${(us / 1_000).toFixed(0).padStart(8)} ms ${((100 * us) / (total - idle)).toFixed(1).padStart(5)} %  ${name}`,
      );
  return [
    `${basename(file)}: ${(total / 1e6).toFixed(1)} s, idle ${((100 * idle) / total).toFixed(0)} %; shares are of the time at work`,
    'By place:',
    ...table(places),
    'By function:',
    ...table(functions),
    '',
  ].join('\n');
}

for (const file of process.argv.slice(2)) console.log(summary(file, JSON.parse(await readFile(file, 'utf8'))));
