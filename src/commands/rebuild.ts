/** `tocsin rebuild`: after Temporal's data were lost, or PostgreSQL was restored. What it does: src/temporal/rebuild.ts. */
import '../platform/reflect.js';
import { connectSystem, OF_COMMANDS } from '../core/data-source.js';
import type { UnsureDelivery } from '../core/maintenance/rebuild.statements.js';
import { ENGLISH } from '../i18n/labels.js';
import { reasonText } from '../i18n/reason-text.js';
import { systemTime } from '../platform/clock.js';
import { type Environment, productionConfig } from '../platform/config.js';
import { EXIT } from '../platform/exit-codes.js';
import { createLog } from '../platform/log.js';
import { SecretBox } from '../platform/secrets/secret-box.js';
import { withTemporal } from '../temporal/client.js';
import { type RebuildOptions, type Rebuilt, rebuild } from '../temporal/rebuild.js';
import { type CommandCall, readOptions, UsageError } from './command.js';

export const HELP = `tocsin rebuild                      gives Temporal back what it must know, from PostgreSQL
tocsin rebuild --dry-run            only says what there is to do
tocsin rebuild --restored-to TIME   after PostgreSQL was restored, to this moment: 2026-11-28T21:00:00Z
tocsin rebuild --force              also where Temporal has open runs

After Temporal's data were lost, or PostgreSQL was restored (docs/guide/backup.md): with the settings of a worker, with the API
running or not, and before the workers start. It registers search attributes and schedules, asks the payment providers for
what no webhook told, starts the run of each dispute whose ladder goes on, and gives every event without an end back to the
relay: a plan that is recorded is walked, not made again. It can be run again. What was open at TIME may have gone out since:
the ledger says so, and it goes out once more under the same id.`;

export const INTERRUPTED = 'What was given back stays so, and nothing is done twice: run it again.';

const OPTIONS = {
  'dry-run': { type: 'boolean', default: false },
  force: { type: 'boolean', default: false },
  'restored-to': { type: 'string' },
} as const;

export async function run({ args, settings }: CommandCall): Promise<number> {
  const values = readOptions(args, OPTIONS);
  const restoredTo = restoredMoment(values['restored-to'], systemTime());
  const options = { dryRun: values['dry-run'], force: values.force, restoredTo };
  const rebuilt = await withServers(settings('PRODUCTION'), options);
  console.log(rebuildReport(rebuilt, options));
  const faults = options.dryRun ? [] : rebuildFaults(rebuilt);
  for (const fault of faults) console.error(`✗ ${fault}`);
  return faults.length > 0 ? EXIT.failed : EXIT.done;
}

/** @throws a UsageError for what is no moment, or one that names no zone. */
function restoredMoment(text: string | undefined, now: Date): Date | null {
  if (text === undefined) return null;
  const moment = new Date(text);
  if (!/T.*(Z|[+-]\d\d:?\d\d)$/.test(text) || Number.isNaN(moment.getTime()))
    throw new UsageError(`"${text}" is no moment with its zone; it is written --restored-to 2026-11-28T21:00:00Z`);
  if (moment > now) throw new UsageError(`${text} is still to come: say the moment to which PostgreSQL was restored.`);
  return moment;
}

async function withServers(env: Environment, options: RebuildOptions): Promise<Rebuilt> {
  const { databaseUrl, poolSize, encryptionKeys, providers: urls, temporal } = productionConfig(env);
  const box = new SecretBox(encryptionKeys.reveal());
  const dataSource = await connectSystem(databaseUrl.reveal(), poolSize, box, OF_COMMANDS);
  try {
    const parts = { dataSource, box, log: createLog(env.TOCSIN_LOG), urls, now: systemTime, temporal };
    return await withTemporal(env, (client) => rebuild({ ...parts, client }, options));
  } finally {
    await dataSource.destroy();
  }
}

function rebuildReport({ counts, requeued, providers, unsure, ...rebuilt }: Rebuilt, options: RebuildOptions): string {
  const { dryRun } = options;
  const { schedules, attributes, ladders, openRuns } = rebuilt;
  const relay = dryRun ? `${counts.unfinished} to be given back to the relay` : `${requeued} back at the relay`;
  const lines = [
    ['runs open before', `${openRuns}`],
    ['search attributes', `${attributes.there} of ${attributes.wanted}`],
    ['schedules', `${schedules.there} of ${schedules.wanted}`],
    ...providers.sources.map((source) => [
      `source "${source.name}"`,
      `${askedText(source, options)}${missedText(providers.missed, source.id)}`,
    ]),
    ['found at providers', listOrNone(providers.found.map(({ type, count }) => `${count} ${type}`))],
    ['ladders of disputes', `${ladders.there} of ${ladders.wanted} have a run${nextText(counts.firstLadder)}`],
    ['events without an end', `${relay}; ${counts.planned} have a plan, which is walked`],
    ['deliveries to go out', `${counts.pending}`],
    ['deliveries held', `${heldText(counts.held)}${nextText(counts.firstDue)}`],
    ['events set aside', `${counts.parked}`],
    ['UNKNOWN', unsureText(unsure)],
  ];
  const text = lines.map(([what = '', how]) => `${what.padEnd(24)}${how}`).join('\n');
  const next = dryRun ? 'Nothing was changed.' : 'Start the workers now, if they do not run yet.';
  return `${text}\n${unsureLines(unsure)}${next}`;
}

const listOrNone = (parts: readonly string[]) => (parts.length > 0 ? parts.join(', ') : 'none');
const nextText = (at: Date | null) => (at ? `, the first at ${at.toISOString()}` : '');
const heldText = (held: Record<string, number>) =>
  listOrNone(Object.entries(held).map(([by, count]) => `${count} ${by}`));

function askedText(
  { hasKey, problem, underway }: Rebuilt['providers']['sources'][number],
  { dryRun, restoredTo }: RebuildOptions,
): string {
  if (!hasKey && restoredTo) return `not asked, without a key of an API: have it send again what it sent since then`;
  if (!hasKey) return 'not asked, without a key of an API';
  if (problem) return `could not be asked: ${reasonText(ENGLISH, problem)}`;
  if (dryRun) return 'to be asked';
  return underway ? 'asked; the hourly reconciliation goes on with its list' : 'asked';
}

/** Where a provider lists its webhooks: those that were lost. */
function missedText(missed: Rebuilt['providers']['missed'], id: string): string {
  const listed = missed.find(({ sourceId }) => sourceId === id);
  if (!listed) return '';
  const taken = `; ${listed.taken} lost webhooks taken in`;
  if (listed.problem)
    return `${taken}, and not all were listed (may the key read events?): ${reasonText(ENGLISH, listed.problem)}`;
  return listed.isCut ? `${taken}, and there are older ones: have it send them again` : taken;
}

function unsureText(unsure: readonly UnsureDelivery[]): string {
  if (unsure.length === 0) return 'none';
  const byChannel = new Map<string, number>();
  for (const { channel } of unsure) byChannel.set(channel, (byChannel.get(channel) ?? 0) + 1);
  const counts = [...byChannel].map(([channel, count]) => `${count} ${channel}`).join(', ');
  return `${counts} may have gone out; they go out under the same id, and the ledger says so`;
}

const SHOWN = 20;

function unsureLines(unsure: readonly UnsureDelivery[]): string {
  const shown = unsure.slice(0, SHOWN).map(({ id, eventId, channel }) => `  ${id}  ${channel}  of ${eventId}\n`);
  const more = unsure.length > SHOWN ? `  and ${unsure.length - SHOWN} more\n` : '';
  return shown.join('') + more;
}

/** What is not as it should be in the end. */
function rebuildFaults({ attributes, schedules, ladders }: Rebuilt): string[] {
  const compared = { 'search attributes': attributes, schedules, 'runs of disputes': ladders };
  return Object.entries(compared)
    .filter(([, { wanted, there }]) => there < wanted)
    .map(([what, { wanted, there }]) => `Only ${there} of ${wanted} ${what} are in Temporal: rebuild again.`);
}
