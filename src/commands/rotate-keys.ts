/** `tocsin rotate-keys`: the way from one encryption key to the next (docs/guide/operate.md). What it does: src/core/sealing/. */
import '../platform/reflect.js';
import { connectSystem, OF_COMMANDS } from '../core/data-source.js';
import { type RotatedPlace, rotateKeys } from '../core/sealing/rotate-keys.js';
import { systemTime } from '../platform/clock.js';
import { productionConfig } from '../platform/config.js';
import { EXIT } from '../platform/exit-codes.js';
import { createLog } from '../platform/log.js';
import { SecretBox } from '../platform/secrets/secret-box.js';
import { type CommandCall, readOptions } from './command.js';

export const HELP = `tocsin rotate-keys            seals all that is stored by the current encryption key, and says which key may go
tocsin rotate-keys --dry-run  only looks: what is sealed by which key
tocsin rotate-keys --json     the same for programs

The first key of TOCSIN_ENCRYPTION_KEYS seals, all open. Add the new one behind (k1:…,k2:…) in all processes; then put it in
front (k2:…,k1:…) in all processes; then run this, with the same settings, while they go on. It can be stopped and run again.
Code 1: something is still sealed by another key than the current one; it says what.`;

export const INTERRUPTED = 'What was sealed anew stays so: run it again for the rest.';

const OPTIONS = { 'dry-run': { type: 'boolean', default: false }, json: { type: 'boolean', default: false } } as const;

/** What a rotation leaves behind. */
interface Outcome {
  current: string;
  /** Former keys that nothing stored needs. */
  removable: string[];
  /** Former keys that something needs. */
  needed: string[];
  /** Keys that something needs, and that are not there. */
  missing: string[];
  /** `place id` of what does not open. */
  closed: string[];
  /** Bodies that no key has sealed yet. */
  plain: number;
}

export async function run({ args, settings }: CommandCall): Promise<number> {
  const { 'dry-run': dryRun, json } = readOptions(args, OPTIONS);
  const { databaseUrl, encryptionKeys } = productionConfig(settings('PRODUCTION'));
  const box = new SecretBox(encryptionKeys.reveal());
  const dataSource = await connectSystem(databaseUrl.reveal(), 1, box, OF_COMMANDS);
  try {
    const parts = { dataSource, log: createLog('silent'), now: systemTime };
    const places = await rotateKeys(parts, { dryRun }, (place) => json || console.log(rotationLine(place, box)));
    const outcome = rotationOutcome(places, box);
    console.log(
      json
        ? JSON.stringify({ dryRun, ...outcome, places }, null, 2)
        : rotationReport(outcome, { dryRun, alone: isAlone(box) }),
    );
    return dryRun || isRotated(outcome) ? EXIT.done : EXIT.failed;
  } finally {
    await dataSource.destroy();
  }
}

const isAlone = ({ keyIds }: SecretBox) => keyIds.length === 1;

function rotationOutcome(places: readonly RotatedPlace[], { keyId: current, keyIds }: SecretBox): Outcome {
  const used = new Set(places.flatMap(({ byKey }) => Object.keys(byKey)));
  const former = keyIds.filter((key) => key !== current);
  return {
    current,
    removable: former.filter((key) => !used.has(key)),
    needed: former.filter((key) => used.has(key)),
    missing: [...used].filter((key) => key !== '' && !keyIds.includes(key)).sort(),
    closed: places.flatMap(({ place, closed }) => closed.map((id) => `${place} ${id}`)),
    plain: places.reduce((sum, { byKey }) => sum + (byKey[''] ?? 0), 0),
  };
}

const isRotated = ({ needed, missing, closed, plain }: Outcome) =>
  needed.length + missing.length + closed.length + plain === 0;

function rotationLine({ place, resealed, byKey }: RotatedPlace, { keyIds }: SecretBox): string {
  const words = Object.entries(byKey).map(([key, count]) => {
    if (key === '') return `${count} in plain`;
    return `${count} by ${key}${keyIds.includes(key) ? '' : ' (not there)'}`;
  });
  const now = words.length > 0 ? words.join(', ') : 'nothing';
  return `${place.padEnd(30)}${now}${resealed > 0 ? `; ${resealed} sealed anew` : ''}`;
}

const MOST_NAMED = 20;

function rotationReport(outcome: Outcome, { dryRun, alone }: { dryRun: boolean; alone: boolean }): string {
  const { current, removable, needed, missing, closed, plain } = outcome;
  const lines: string[] = [''];
  if (removable.length > 0)
    lines.push(
      `Nothing that is stored needs ${removable.join(', ')} any more: once every process has ${current} in front, remove it from TOCSIN_ENCRYPTION_KEYS.`,
      'Sessions and links in messages that were sent under it end then; where it did not leak, keep it as the last one until they are old.',
    );
  if (needed.length > 0)
    lines.push(
      dryRun
        ? `${needed.join(', ')} is still needed: tocsin rotate-keys seals that by ${current}.`
        : `Keep ${needed.join(', ')}: something is still sealed by it. Does a process still have it in front? Run this again once none has.`,
    );
  if (plain > 0) lines.push(`${plain} bodies are sealed by no key yet.`);
  if (missing.length > 0)
    lines.push(
      `${missing.join(', ')} is not in TOCSIN_ENCRYPTION_KEYS, and something needs it: add it behind the others from your backup of the keys.`,
    );
  if (closed.length > 0) {
    const more = closed.length > MOST_NAMED ? `, and ${closed.length - MOST_NAMED} more` : '';
    lines.push(
      `These cannot be opened; without their key enter them anew, or remove them: ${closed.slice(0, MOST_NAMED).join(', ')}${more}.`,
    );
  }
  if (isRotated(outcome) && removable.length === 0)
    lines.push(
      `All is sealed by ${current}${alone ? ', the only key. For another one, put it in front: see tocsin rotate-keys --help' : ''}.`,
    );
  if (dryRun) lines.push('Nothing was changed.');
  return lines.join('\n');
}
