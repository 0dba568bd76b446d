import { type Name, startContestant } from '../harness/contestants.js';
import { type Lane, OURS } from '../harness/lane.js';
import { closedLoop, Producer, times } from '../harness/load.js';

const EVENTS = Number(process.env.EVENTS ?? 400);
const AT_ONCE = 40;
const WITHIN_MS = 120_000;

/** Events of which each has a run of its own in Temporal. */
export const oneRun: Lane = {
  name: 'one-run',
  title: 'One run for each event, two sends',
  method: `${EVENTS} failed payments, ${AT_ONCE} at a time: the next webhook is posted when both messages of one have arrived. Each is a run of its own at both.`,
  figures: [{ name: 'rate', unit: 'events/s', better: 'more' }],
  contestants: ['bare workflow', OURS],
  targets: [{ figure: 'rate', against: 'bare workflow', ratio: 1 }],
  async turn(world, name) {
    const contestant = await startContestant(world, name as Name);
    const producer = new Producer(contestant, AT_ONCE);
    const one = async () => {
      const { event } = await producer.post('payment.failed');
      await world.receivers.both(event, WITHIN_MS);
    };
    try {
      await closedLoop(AT_ONCE, times(AT_ONCE * 2), one);
      const ms = await closedLoop(AT_ONCE, times(EVENTS), one);
      const faults = world.receivers.faults(producer.posted);
      return faults.lost + faults.doubled > 0 ? faults : { rate: (EVENTS / ms) * 1_000 };
    } finally {
      producer.close();
      await contestant.stop();
    }
  },
};
