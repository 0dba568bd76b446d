/** One contestant's turn: started, measured, and stopped. */
import { type Contestant, type Name, startContestant } from './contestants.js';
import type { Turn } from './lane.js';
import { Producer } from './load.js';
import { Unsent } from './receivers.js';
import type { World } from './world.js';

/**
 * @param connections of its producer
 * @param measure once it is ready for webhooks
 * @param env of its processes, before what all of them have
 * @returns what it measured; where it gave up waiting for messages, how many were lost
 */
export async function playTurn(
  world: World,
  name: Name,
  connections: number,
  measure: (producer: Producer, contestant: Contestant) => Promise<Turn>,
  env: NodeJS.ProcessEnv = {},
): Promise<Turn> {
  const contestant = await startContestant(world, name, env);
  const producer = new Producer(contestant, connections);
  try {
    return await measure(producer, contestant);
  } catch (error) {
    if (error instanceof Unsent) return world.receivers.faults(producer.posted);
    throw error;
  } finally {
    producer.close();
    await contestant.stop();
  }
}

/** What was measured, where each message of these events came once. */
export function unlessFaulty({ receivers }: World, { posted }: Producer, figures: Record<string, number>): Turn {
  const faults = receivers.faults(posted);
  return faults.lost + faults.doubled > 0 ? faults : figures;
}
