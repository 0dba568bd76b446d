/** The first try of a small plan, by the task that planned it: a local activity, so that Temporal is asked for nothing in between. */
import type { DeliverInput, DeliverResult } from '../src/core/delivery/deliver.js';
import type { Chunk } from '../src/domain/planning/chunks.js';
import type { NotifyInput } from '../src/domain/run-inputs.js';

/** Plans that are tried at once, in this process: carriers that hang hold no more of its tasks, and the other plans go the usual way. */
export const AT_ONCE_PLACES = 10;

export interface AtOnceInput extends NotifyInput {
  chunks: Chunk[];
}

/** All of it is left to activities, without a wait. */
const left = ({ count }: Chunk): DeliverResult => ({ sent: 0, retry: { pending: count, answers: [], afterMs: 0 } });

export class AtOnce {
  private underWay = 0;

  /** @param deliver tries one chunk */
  constructor(private readonly deliver: (input: DeliverInput) => Promise<DeliverResult>) {}

  /** @returns what became of each chunk, in their order: neither a failure nor a place that is not free is one of the others */
  async tryAll({ chunks, ...input }: AtOnceInput): Promise<DeliverResult[]> {
    if (this.underWay >= AT_ONCE_PLACES) return chunks.map(left);
    this.underWay += 1;
    try {
      return await Promise.all(chunks.map((chunk) => this.deliver({ ...input, chunk }).catch(() => left(chunk))));
    } finally {
      this.underWay -= 1;
    }
  }
}
