import type { Name } from '../harness/contestants.js';
import { type Lane, OURS } from '../harness/lane.js';
import { closedLoop, times } from '../harness/load.js';
import { playTurn, unlessFaulty } from '../harness/turn.js';

const EVENTS = Number(process.env.EVENTS ?? 400);
const AT_ONCE = 40;
const WITHIN_MS = 120_000;

/** Events of which each has a run of its own in Temporal. */
export const oneRun: Lane<Name> = {
  name: 'one-run',
  title: 'One run for each event, two sends',
  method: `${EVENTS} failed payments, ${AT_ONCE} at a time: the next webhook is posted when both messages of one have arrived. Each is a run of its own at both.`,
  figures: [{ name: 'rate', unit: 'events/s', better: 'more' }],
  contestants: ['bare workflow', OURS],
  targets: [{ figure: 'rate', against: 'bare workflow', ratio: 1 }],
  turn: (world, name) =>
    playTurn(world, name, AT_ONCE, async (producer) => {
      const one = async () => {
        const { event } = await producer.post('payment.failed');
        await world.receivers.both(event, WITHIN_MS);
      };
      await closedLoop(AT_ONCE, times(AT_ONCE * 2), one);
      const ms = await closedLoop(AT_ONCE, times(EVENTS), one);
      return unlessFaulty(world, producer, { rate: (EVENTS / ms) * 1_000 });
    }),
};
