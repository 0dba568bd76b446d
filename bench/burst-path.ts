/** Where an event's time goes between its webhook and its carrier: by the ledger's times, and by Temporal's of its run. */
import { Client, Connection } from '@temporalio/client';
import type { DataSource } from 'typeorm';
import { rank } from './verdict.js';

/** One event's webhook and its carrier, milliseconds since 1970. */
export interface Sent {
  id: string;
  postedAt: number;
  calledAt: number;
}

/** The sections of the way, in their order, each up to the moment that it names. */
const SECTIONS = ['stored', 'Temporal was asked for its run', 'its plan begins', 'the carrier is called'] as const;

/** Of each section, how long it took, milliseconds. */
export type Path = number[];

/** Events alone in their runs, of which each calls one carrier. */
export async function pathsOf(dataSource: DataSource, sent: readonly Sent[]): Promise<Path[]> {
  const connection = await Connection.connect({ address: process.env.TEST_TEMPORAL_ADDRESS });
  const client = new Client({ connection });
  const rows: { id: string; received_at: Date; planned_at: Date }[] = await dataSource.query(
    'SELECT id, received_at, planned_at FROM events WHERE id = ANY($1)',
    [sent.map(({ id }) => id)],
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  const pathOf = async ({ id, postedAt, calledAt }: Sent): Promise<Path[]> => {
    const row = found.get(id);
    const { events } = await client.workflow.getHandle(id).fetchHistory();
    const at = events?.find((event) => event.workflowExecutionStartedEventAttributes)?.eventTime;
    const startedAt = at ? Number(at.seconds) * 1_000 + Number(at.nanos) / 1e6 : Number.NaN;
    if (!row) return [];
    const moments = [postedAt, row.received_at.getTime(), startedAt, row.planned_at.getTime(), calledAt];
    return [moments.slice(1).map((at, place) => at - (moments[place] ?? Number.NaN))];
  };
  const paths: Path[] = [];
  for (const one of sent) paths.push(...(await pathOf(one).catch(() => [])));
  await connection.close();
  return paths;
}

export function tableOf(quiet: readonly Path[], beside: readonly Path[]): Record<string, string>[] {
  return SECTIONS.map((until, place) => {
    const words = (paths: readonly Path[]) => {
      const times = paths.map((path) => path[place] ?? Number.NaN);
      return `${rank(times, 0.5).toFixed(1)} (${rank(times, 0.95).toFixed(1)})`;
    };
    return { 'until …': until, quiet: words(quiet), beside: words(beside) };
  });
}
