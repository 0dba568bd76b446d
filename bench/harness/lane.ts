/** A lane: the same task for several contestants, in turns, round after round; what counts is our ratio to each within a round. */
import type { Faults } from './receivers.js';
import type { World } from './world.js';

export interface Figure {
  /** `p50`, `events/s` … */
  name: string;
  unit: string;
  better: 'less' | 'more';
}

/** What our figure may be: times theirs, or at most. */
export type Target = { figure: string; against: string; ratio: number } | { figure: string; most: number };

/** What one contestant did in one round: a number for each figure; or how many messages were lost or doubled, which scores 0. */
export type Turn = Record<string, number> | Faults;

/** A lane whose contestants are asked in turns within one round, since what they need takes long to make. */
export interface Together<Contestant extends string> {
  round(): Promise<Record<Contestant, Turn>>;
  end(): Promise<void>;
}

/** One contestant after the other, each begun anew; or all of them together. */
type Playing<Contestant extends string> =
  | { turn(world: World, contestant: Contestant): Promise<Turn> }
  | { together(world: World): Promise<Together<Contestant>> };

/** @typeParam Contestant who competes in it */
export type Lane<Contestant extends string = string> = Words<Contestant> & Playing<Contestant>;

interface Words<Contestant extends string> {
  name: string;
  title: string;
  /** What is done and measured, for the page of benchmarks. */
  method: string;
  figures: Figure[];
  /** In the order of their turns; ours is OURS. */
  contestants: readonly Contestant[];
  targets: Target[];
}

export const OURS = 'Tocsin';

export interface LaneResult {
  lane: string;
  /** ISO 8601. */
  at: string;
  /** With the numbers that it was run with. */
  method: string;
  machine: Machine;
  /** Of each contestant its turns, one for each round. */
  turns: Record<string, Turn[]>;
}

export interface Machine {
  cpu: string;
  cores: number;
  /** Processes that wanted to run, over the last minute, when it began: beyond 1 others were at work. */
  load: number;
  node: string;
  postgres: string;
  temporal: string;
  redis: string;
}

export const isFault = (turn: Turn): turn is Faults => 'lost' in turn;

/** A share of sorted numbers: 0.99 is p99. */
export function rank(share: number): (values: readonly number[]) => number {
  return (values) => {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  };
}

/** Our figure over theirs, of each round that both finished without a fault. */
export function ratiosOf({ turns }: LaneResult, figure: string, against: string): number[] {
  const [ours, theirs] = [turns[OURS] ?? [], turns[against] ?? []];
  return ours.flatMap((turn, round) => {
    const their = theirs[round];
    if (!their || isFault(turn) || isFault(their)) return [];
    const [a, b] = [turn[figure], their[figure]];
    return a === undefined || b === undefined ? [] : [a / b];
  });
}
