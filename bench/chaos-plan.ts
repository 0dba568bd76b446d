/** What happens in a run of chaos.ts, decided by its seed alone: which webhooks come in which order, what strikes when, and what carriers do. Pure. */
import { createHash } from 'node:crypto';
import type { Fate } from './carriers.js';

/** One webhook as its producer means it; it may be posted twice. */
export interface Post {
  /** Its producer's id. */
  externalId: string;
  /** `dispute.opened`. */
  type: string;
  /** Of what it speaks: a payment, a refund, a dispute. */
  entityId: string;
  /** Its moment, in posts since the first one: an outcome is later than its opening, whichever comes first. */
  at: number;
}

/** `empty`: Temporal, whose database is gone, too. */
export type Victim = 'worker' | 'api' | 'postgres' | 'temporal' | 'empty';

export interface Strike {
  victim: Victim;
  /** Comes when so many posts have been taken. */
  after: number;
  /** How long it stays away, milliseconds. */
  awayMs: number;
}

export interface Plan {
  /** In the order in which they are posted, with those that come twice. */
  posts: Post[];
  strikes: Strike[];
}

const SHARE_OF_DISPUTES = 0.1;
const TYPES: [share: number, type: string, prefix: string][] = [
  [0.55, 'payment.succeeded', 'pay'],
  [0.85, 'payment.failed', 'pay'],
  [1, 'refund.succeeded', 'ref'],
];
const [DOUBLED, MOVED] = [0.1, 0.2];
/** In posts: how far a webhook comes out of its order. */
const FARTHEST = 20;
const [SHORTEST_MS, LONGEST_MS] = [200, 2_500];

/** 0 to below 1, by the seed and the name alone. */
export function chanceOf(seed: number, ...name: (string | number)[]): number {
  return (
    createHash('sha256')
      .update([seed, ...name].join(' '))
      .digest()
      .readUInt32BE() /
    2 ** 32
  );
}

export function planOf(seed: number, events: number): Plan {
  const placed = eventsOf(seed, events).flatMap((post): [place: number, post: Post][] => {
    const chance = (name: string) => chanceOf(seed, name, post.externalId);
    const place = post.at + (chance('moved') < MOVED ? chance('how far') * FARTHEST : 0);
    const again = place + chance('when again') * FARTHEST;
    return chance('doubled') < DOUBLED
      ? [
          [place, post],
          [again, post],
        ]
      : [[place, post]];
  });
  const posts = placed.sort(([a], [b]) => a - b).map(([, post]) => post);
  return { posts, strikes: strikesOf(seed, events, posts.length) };
}

/** A tenth are disputes that are opened and, some events later, won or lost. */
function eventsOf(seed: number, events: number): Post[] {
  const made: Post[] = [];
  const outcomes: Post[] = [];
  while (made.length < events) {
    const at = made.length;
    const due = outcomes[0] && outcomes[0].at <= at ? outcomes.shift() : undefined;
    if (due) made.push({ ...due, externalId: `msg_${at}`, at });
    else made.push(newEvent(seed, at, outcomes));
  }
  return made;
}

function newEvent(seed: number, at: number, outcomes: Post[]): Post {
  const externalId = `msg_${at}`;
  if (chanceOf(seed, 'dispute', at) < SHARE_OF_DISPUTES) {
    const entityId = `dp_${at}`;
    const type = chanceOf(seed, 'outcome', at) < 0.5 ? 'dispute.won' : 'dispute.lost';
    outcomes.push({ externalId, type, entityId, at: at + FARTHEST / 2 });
    return { externalId, type: 'dispute.opened', entityId, at };
  }
  const kind = chanceOf(seed, 'type', at);
  const [, type, prefix] = TYPES.find(([share]) => kind < share) as (typeof TYPES)[number];
  return { externalId, type, entityId: `${prefix}_${at}`, at };
}

/** Of 500 events two kills of a worker, and one of all others; of 10,000 twenty of a worker, ten of an API, three of each server. */
function strikesOf(seed: number, events: number, posts: number): Strike[] {
  const times = (atLeast: number, per: number) => Math.max(atLeast, Math.round(events / per));
  const counts: [Victim, number][] = [
    ['worker', times(2, 500)],
    ['api', times(1, 1_000)],
    ['postgres', times(1, 3_300)],
    ['temporal', times(1, 3_300)],
    ['empty', 1],
  ];
  const victims = counts.flatMap(([victim, count]) => Array.from({ length: count }, (_, at) => ({ victim, at })));
  return victims
    .sort((a, b) => chanceOf(seed, 'turn', a.victim, a.at) - chanceOf(seed, 'turn', b.victim, b.at))
    .map(({ victim, at }, turn) => ({
      victim,
      after: Math.floor(((turn + 0.2 + chanceOf(seed, 'jitter', turn) / 2) / victims.length) * posts),
      awayMs: Math.round(SHORTEST_MS + chanceOf(seed, 'away', victim, at) * (LONGEST_MS - SHORTEST_MS)),
    }));
}

/** Of messages: 5xx 10 %, 429 5 %, a reset 2 %, taken without a word 3 %, taken and reset 2 %. `count`: how many its carrier has had before. */
export function fateOf(seed: number, channel: string, count: number): Fate {
  const chance = chanceOf(seed, channel, count);
  if (chance < 0.1) return { does: 'refuses' };
  if (chance < 0.15) return { does: 'limits', seconds: 1 + Math.floor(chanceOf(seed, channel, count, 'wait') * 3) };
  if (chance < 0.17) return { does: 'hangs up' };
  if (chance < 0.2) return { does: 'takes and is silent' };
  if (chance < 0.22) return { does: 'takes and hangs up' };
  return { does: 'takes' };
}
