/** Asks one query over and over from some connections until it is told to stop: a thread of its own, so that it does not slow what measures. */
import { parentPort, workerData } from 'node:worker_threads';

export interface Attack {
  url: string;
  /** One connection each. */
  keys: readonly string[];
  query: string;
  seconds: number;
}

/** How often it was answered, and with which codes of errors ("" for none). */
export type Outcomes = Record<string, number>;

const { url, keys, query, seconds } = workerData as Attack;
const outcomes: Outcomes = {};

async function ask(key: string, until: number): Promise<void> {
  while (Date.now() < until) {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
    const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) }).catch(
      () => null,
    );
    const text = (await answer?.text().catch(() => null)) ?? '{"errors":[{"extensions":{"code":"connection"}}]}';
    // Large answers are not read: what they say is no matter.
    const code = text.startsWith('{"errors"') ? JSON.parse(text).errors[0].extensions.code : '';
    outcomes[code] = (outcomes[code] ?? 0) + 1;
  }
}

const until = Date.now() + seconds * 1_000;
await Promise.all(keys.map((key) => ask(key, until)));
parentPort?.postMessage(outcomes);
