import { setTimeout as sleep } from 'node:timers/promises';
import type { Name } from '../harness/contestants.js';
import { type Lane, OURS, rank } from '../harness/lane.js';
import { playTurn, unlessFaulty } from '../harness/turn.js';

const EVENTS = Number(process.env.EVENTS ?? 60);
const WARM_UP = 20;
const WITHIN_MS = 30_000;
const PAUSE_MS = 100;

/** How soon a carrier is called when nothing else is to be done. */
export const idle: Lane<Name> = {
  name: 'idle',
  title: 'One webhook, nothing else to do',
  method: `${EVENTS} webhooks, each ${PAUSE_MS} ms after both messages of the one before had arrived: from the first byte of the webhook to the request at the endpoint, and to the e-mail at its server.`,
  figures: [
    { name: 'endpoint p50', unit: 'ms', better: 'less' },
    { name: 'endpoint p99', unit: 'ms', better: 'less' },
    { name: 'e-mail p50', unit: 'ms', better: 'less' },
  ],
  contestants: ['bare workflow', OURS, 'BullMQ'],
  targets: [
    { figure: 'endpoint p50', against: 'bare workflow', ratio: 0.5 },
    { figure: 'endpoint p50', against: 'BullMQ', ratio: 4 },
  ],
  turn: (world, name) =>
    playTurn(world, name, 1, async (producer) => {
      const [endpoint, mail]: [number[], number[]] = [[], []];
      for (let at = 0; at < WARM_UP + EVENTS; at++) {
        const { event } = await producer.post('payment.failed');
        const arrivals = await world.receivers.both(event, WITHIN_MS);
        await sleep(PAUSE_MS);
        if (at < WARM_UP) continue;
        for (const { channel, at } of arrivals) (channel === 'EMAIL' ? mail : endpoint).push(at - event.at);
      }
      return unlessFaulty(world, producer, {
        ...{ 'endpoint p50': rank(0.5)(endpoint), 'endpoint p99': rank(0.99)(endpoint) },
        'e-mail p50': rank(0.5)(mail),
      });
    }),
};
