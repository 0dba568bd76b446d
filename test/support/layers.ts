/** The one rule of direction (docs/architecture.md): from the processes down to the domain, never up, types included. */

/** From the top to the ground. Folders of one line do not know each other. */
const LAYERS: readonly (readonly string[])[] = [
  ['src/local/', 'src/commands/', 'src/tocsin.ts', 'src/main.ts', 'src/worker.ts', 'src/local.ts'],
  ['src/api/'],
  ['src/temporal/'],
  ['activities/'],
  ['src/core/'],
  ['src/channels/', 'src/sources/'],
  ['src/platform/'],
  ['src/i18n/'],
  ['src/domain/'],
];
const MIGRATIONS = 'migrations/';
const MESSAGES = 'workflows/messages.ts';
const [ACTIVITIES, GROUND] = [LAYERS.findIndex((one) => one.includes('activities/')), LAYERS.length];

/** 0 is the top. -1: nowhere in the house. */
function layerOf(path: string): number {
  if (path.startsWith(MIGRATIONS)) return GROUND;
  return LAYERS.findIndex((places) => places.some((place) => path.startsWith(place)));
}

const placeOf = (path: string) => LAYERS.flat().find((place) => path.startsWith(place));

/** Whether a file may import another one of ours. */
export function mayTake({ from, to, typeOnly }: { from: string; to: string; typeOnly: boolean }): boolean {
  if (from.startsWith('workflows/'))
    return /^(workflows|src\/domain)\//.test(to) || (typeOnly && to.startsWith('activities/'));
  const [above, below] = [layerOf(from), layerOf(to)];
  if (above < 0) return false;
  if (to === MESSAGES) return above <= ACTIVITIES;
  return above < below || (above === below && (above === 0 || placeOf(from) === placeOf(to)));
}
