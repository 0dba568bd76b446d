import type { Contestant, Name } from '../harness/contestants.js';
import { type Lane, OURS, rank, type Turn } from '../harness/lane.js';
import { closedLoop, openLoop, type Producer, untilTime } from '../harness/load.js';
import { countRows } from '../harness/rows.js';
import { playTurn } from '../harness/turn.js';

const SECONDS = Number(process.env.SECONDS ?? 8);
const CONNECTIONS = 40;
/** Webhooks a second by the clock: what the slowest of them can take. */
const PER_SECOND = Number(process.env.PER_SECOND ?? 100);
const WITHOUT_TEMPORAL = 'Tocsin, Temporal stopped';

/** How soon a webhook is answered while its deliveries, and those of the ones before, go out beside it. */
export const acknowledge: Lane<Name | typeof WITHOUT_TEMPORAL> = {
  name: 'acknowledge',
  title: 'Acknowledge a webhook',
  method: `${CONNECTIONS} connections post signed webhooks of 1.6 kB for ${SECONDS} s, each as soon as its last one was answered; then ${PER_SECOND} a second by the clock, whatever was answered, for ${SECONDS} s. The bare route verifies the signature and makes our own INSERT, one for each webhook, and has no deliveries; BullMQ and Tocsin have their workers at work beside it. Every 2xx must be a row afterwards.`,
  figures: [
    { name: 'rate', unit: 'webhooks/s', better: 'more' },
    { name: 'p50', unit: 'ms', better: 'less' },
    { name: 'p99', unit: 'ms', better: 'less' },
    { name: 'by the clock, p50', unit: 'ms', better: 'less' },
    { name: 'by the clock, p99', unit: 'ms', better: 'less' },
  ],
  contestants: ['bare route', OURS, 'BullMQ', WITHOUT_TEMPORAL],
  targets: [
    { figure: 'rate', against: 'bare route', ratio: 0.6 },
    { figure: 'p50', against: 'bare route', ratio: 1.5 },
    { figure: 'p99', against: 'bare route', ratio: 2 },
    { figure: 'by the clock, p50', against: 'bare route', ratio: 1.5 },
    { figure: 'by the clock, p99', against: 'bare route', ratio: 2 },
    { figure: 'rate', against: WITHOUT_TEMPORAL, ratio: 0.8 },
  ],
  async turn(world, name) {
    if (name !== WITHOUT_TEMPORAL) return playTurn(world, name, CONNECTIONS, measure);
    try {
      return await playTurn(world, OURS, CONNECTIONS, async (...started) => {
        await world.stopTemporal();
        return measure(...started);
      });
    } finally {
      await world.restartTemporal();
    }
  },
};

async function measure(producer: Producer, contestant: Contestant): Promise<Turn> {
  const one = () => producer.post('payment.succeeded');
  await closedLoop(CONNECTIONS, untilTime(2_000), async () => void (await one()));
  const before = producer.posted.length;
  const times: number[] = [];
  const ms = await closedLoop(CONNECTIONS, untilTime(SECONDS * 1_000), async () => void times.push((await one()).ms));
  const rate = ((producer.posted.length - before) / ms) * 1_000;
  const byClock = await openLoop(PER_SECOND, SECONDS, one);
  const lost = producer.posted.length - (await countRows(contestant));
  if (lost !== 0) return { lost, doubled: 0 };
  const [p50, p99] = [rank(0.5), rank(0.99)];
  return {
    ...{ rate, p50: p50(times), p99: p99(times) },
    ...{ 'by the clock, p50': p50(byClock), 'by the clock, p99': p99(byClock) },
  };
}
