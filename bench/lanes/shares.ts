import type { Name } from '../harness/contestants.js';
import { type Figure, type Lane, OURS, rank } from '../harness/lane.js';
import { closedLoop, openLoop, untilTime } from '../harness/load.js';
import { playTurn, unlessFaulty } from '../harness/turn.js';

const SECONDS = Number(process.env.SECONDS ?? 12);
const AT_ONCE = 40;
const WITHIN_MS = 120_000;
const SHARES = [0.5, 0.7, 0.9];
const [p50, p99] = [rank(0.5), rank(0.99)];

const percent = (share: number) => `${Math.round(share * 100)} %`;
const figure = (name: string): Figure => ({ name, unit: 'ms', better: 'less' });

/** How long messages take beside a load that is a share of what each can carry, and not of what the others can. */
export const shares: Lane<Name> = {
  name: 'shares',
  title: 'At a half, seven and nine tenths of what each can',
  method: `Payments that succeeded, one e-mail and one webhook each. First ${AT_ONCE} at a time for ${SECONDS} s, the next one posted when both messages of one have arrived: that is what a contestant can. Then for ${SECONDS} s each 50, 70 and 90 % of that by the clock, whatever became of the ones before: from when each was due to be posted until both messages have arrived. What each can differs, and so do the rates of its times: the figures say how even its work is, and are no race.`,
  figures: [
    { name: 'rate', unit: 'events/s', better: 'more' },
    ...SHARES.flatMap((share) => [figure(`${percent(share)}, p50`), figure(`${percent(share)}, p99`)]),
  ],
  contestants: ['BullMQ', OURS, 'bare workflow'],
  targets: [],
  turn: (world, name) =>
    playTurn(world, name, AT_ONCE, async (producer) => {
      const one = async () => {
        const { event } = await producer.post('payment.succeeded');
        await world.receivers.both(event, WITHIN_MS);
      };
      await closedLoop(AT_ONCE, untilTime(3_000), one);
      const before = producer.posted.length;
      const ms = await closedLoop(AT_ONCE, untilTime(SECONDS * 1_000), one);
      const rate = ((producer.posted.length - before) / ms) * 1_000;
      const figures: Record<string, number> = { rate };
      for (const share of SHARES) {
        const times = await openLoop(rate * share, SECONDS, one);
        figures[`${percent(share)}, p50`] = p50(times);
        figures[`${percent(share)}, p99`] = p99(times);
      }
      return unlessFaulty(world, producer, figures);
    }),
};
