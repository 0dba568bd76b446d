/** A webhook's receiver and Loops, as they outlive the program: they know a message by its id and nothing else. */
import { type HttpStandIn, startHttpStandIn } from '../support/stand-ins.js';

const RECEIVERS = {
  WEBHOOK: { header: 'webhook-id', paymentOf: (body: Body) => body.data?.payment_id },
  LOOPS: { header: 'idempotency-key', paymentOf: (body: Body) => body.eventProperties?.payment_id },
};

type Receiver = keyof typeof RECEIVERS;

interface Body {
  data?: { payment_id: string };
  eventProperties?: { payment_id: string };
}

export interface Receivers {
  /** What they are added by: inputs of `addEndpoint`. */
  endpoints: { channel: Receiver; label: string; url: string; eventTypes: string[]; secret: string | null }[];
  /** Whether each has something that it took and did not answer. */
  keepWaiting(): boolean;
  /** From now on each call gets its answer. */
  answerAll(): void;
  /** How many calls came, repeated ones too. */
  calls(channel: Receiver): number;
  /** `id payment` of everything that came, equal ones once: more than one of a payment, or of an id, is a duplicate. */
  takenBy(channel: Receiver): string[];
  stop(): Promise<void>;
}

const ANSWERED_AT_FIRST = 3;

/** Each answers its first calls, and then none until `answerAll`: a kill meets calls that arrived and are not known to have. */
export async function startReceivers(): Promise<Receivers> {
  const server: HttpStandIn = await startHttpStandIn();
  const seen = new Set<unknown>();
  let all = false;
  const of = (channel: Receiver) => server.requests.filter(({ path }) => path === `/${channel}`);
  server.answer = ({ path, headers }, response) => {
    const key = headers['idempotency-key'];
    // As Loops answers what it has taken before.
    const status = key && seen.has(key) ? 409 : 200;
    seen.add(key);
    if (all || of(path.slice(1) as Receiver).length <= ANSWERED_AT_FIRST) response.writeHead(status).end();
  };
  return {
    endpoints: (['WEBHOOK', 'LOOPS'] as const).map((channel) => ({
      ...{ channel, label: channel, url: `${server.url}/${channel}`, eventTypes: ['payment.failed'] },
      secret: channel === 'LOOPS' ? 'loops-key-of-the-test' : null,
    })),
    keepWaiting: () => Math.min(of('WEBHOOK').length, of('LOOPS').length) > ANSWERED_AT_FIRST,
    answerAll: () => {
      all = true;
    },
    calls: (channel) => of(channel).length,
    takenBy: (channel) => {
      const { header, paymentOf } = RECEIVERS[channel];
      const pairs = of(channel).map(({ headers, body }) => `${headers[header]} ${paymentOf(JSON.parse(body))}`);
      return [...new Set(pairs)].sort();
    },
    stop: () => server.stop(),
  };
}
