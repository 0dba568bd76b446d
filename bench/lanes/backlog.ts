import { setTimeout as sleep } from 'node:timers/promises';
import type { Name } from '../harness/contestants.js';
import { type Lane, OURS } from '../harness/lane.js';
import { closedLoop, type EventType, times } from '../harness/load.js';
import { playTurn, unlessFaulty } from '../harness/turn.js';
import type { World } from '../harness/world.js';

const EVENTS = Number(process.env.EVENTS ?? 1_500);
const WARM_UP = 100;
const AT_ONCE = 20;
const WITHIN_MS = 300_000;
/** What doubles comes soon after, if at all. */
const SETTLE_MS = 1_500;
const PEERS = ['BullMQ', 'pg-boss', 'graphile-worker'] as const;

/** How fast events that wait are worked off. */
const backlogOf = (name: string, title: string, type: EventType): Lane<Name> => ({
  name,
  title,
  method: `The worker is stopped (SIGSTOP) after ${WARM_UP} events, ${EVENTS} webhooks are taken in meanwhile, and it goes on: events over the time from then until the last of their e-mails and webhooks has arrived.`,
  figures: [{ name: 'rate', unit: 'events/s', better: 'more' }],
  contestants: ['BullMQ', OURS, 'pg-boss', 'graphile-worker'],
  targets: PEERS.map((against) => ({ figure: 'rate', against, ratio: 1 })),
  turn: (world, contestant) => backlog(world, contestant, type),
});

const backlog = (world: World, name: Name, type: EventType) =>
  playTurn(world, name, AT_ONCE, async (producer, contestant) => {
    const post = async () => void (await producer.post(type));
    const allSent = () => Promise.all(producer.posted.map((event) => world.receivers.both(event, WITHIN_MS)));
    await closedLoop(AT_ONCE, times(WARM_UP), post);
    await allSent();
    contestant.holdWorker();
    await closedLoop(AT_ONCE, times(EVENTS), post);
    const begun = performance.now();
    contestant.releaseWorker();
    await allSent();
    const ms = performance.now() - begun;
    await sleep(SETTLE_MS);
    return unlessFaulty(world, producer, { rate: (EVENTS / ms) * 1_000 });
  });

export const backlogInfo = backlogOf('backlog-info', 'INFO events that wait', 'payment.succeeded');
export const backlogWarning = backlogOf('backlog-warning', 'WARNING events that wait', 'payment.failed');
