/** Webhooks of a producer behind a load balancer: every second one goes to the other API first. */

export interface Target {
  url: string;
}

export interface Reply {
  status: number;
  body: { id: string; error?: string };
}

interface Refusal {
  target: Target;
  /** `connection`, or the status and what was said. */
  fault: string;
}

export interface Traffic {
  /** By the producer's ids, our ids. */
  accepted: Map<string, string>;
  refused: Refusal[];
}

const LANES = 8;

/**
 * Posts each of `ids` until somebody says 202. What one target does not take goes to the other one, under the same id.
 * @param onAccepted hears of the first, the second … that is taken
 */
export async function sendTraffic(
  targets: readonly [Target, Target],
  ids: readonly string[],
  post: (target: Target, id: string) => Promise<Reply>,
  onAccepted: (count: number) => void,
): Promise<Traffic> {
  const traffic: Traffic = { accepted: new Map(), refused: [] };
  const deliver = async (id: string, [first, second]: readonly [Target, Target]): Promise<void> => {
    const reply = await post(first, id).catch(() => null);
    if (reply?.status === 202) {
      traffic.accepted.set(id, reply.body.id);
      return onAccepted(traffic.accepted.size);
    }
    traffic.refused.push({ target: first, fault: reply ? `${reply.status} ${reply.body.error}` : 'connection' });
    return deliver(id, [second, first]);
  };
  const todo = [...ids.entries()];
  const lane = async () => {
    for (let next = todo.shift(); next; next = todo.shift()) {
      const [index, id] = next;
      await deliver(id, index % 2 ? targets : [targets[1], targets[0]]);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return traffic;
}
