import { setTimeout as sleep } from 'node:timers/promises';
import { type Name, startContestant } from '../harness/contestants.js';
import { type Lane, OURS, type Turn } from '../harness/lane.js';
import { closedLoop, type EventType, Producer, times } from '../harness/load.js';
import type { World } from '../harness/world.js';

const EVENTS = Number(process.env.EVENTS ?? 1_500);
const WARM_UP = 100;
const AT_ONCE = 20;
const WITHIN_MS = 300_000;
/** What doubles comes soon after, if at all. */
const SETTLE_MS = 1_500;
const PEERS = ['BullMQ', 'pg-boss', 'graphile-worker'] as const;

/** How fast events that wait are worked off. */
const backlogOf = (name: string, title: string, type: EventType): Lane => ({
  name,
  title,
  method: `The worker is stopped (SIGSTOP) after ${WARM_UP} events, ${EVENTS} webhooks are taken in meanwhile, and it goes on: events over the time from then until the last of their e-mails and webhooks has arrived.`,
  figures: [{ name: 'rate', unit: 'events/s', better: 'more' }],
  contestants: ['BullMQ', OURS, 'pg-boss', 'graphile-worker'],
  targets: PEERS.map((against) => ({ figure: 'rate', against, ratio: 1 })),
  turn: (world, contestant) => backlog(world, contestant as Name, type),
});

async function backlog(world: World, name: Name, type: EventType): Promise<Turn> {
  const contestant = await startContestant(world, name);
  const { receivers } = world;
  const producer = new Producer(contestant, AT_ONCE);
  try {
    const post = async () => void (await producer.post(type));
    const allSent = () => Promise.all(producer.posted.map((event) => receivers.both(event, WITHIN_MS)));
    await closedLoop(AT_ONCE, times(WARM_UP), post);
    await allSent();
    contestant.holdWorker();
    await closedLoop(AT_ONCE, times(EVENTS), post);
    const begun = performance.now();
    contestant.releaseWorker();
    await allSent();
    const ms = performance.now() - begun;
    await sleep(SETTLE_MS);
    const faults = receivers.faults(producer.posted);
    return faults.lost + faults.doubled > 0 ? faults : { rate: (EVENTS / ms) * 1_000 };
  } finally {
    contestant.releaseWorker();
    producer.close();
    await contestant.stop();
  }
}

export const backlogInfo = backlogOf('backlog-info', 'INFO events that wait', 'payment.succeeded');
export const backlogWarning = backlogOf('backlog-warning', 'WARNING events that wait', 'payment.failed');
