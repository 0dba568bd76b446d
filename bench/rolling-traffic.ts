/** What goes on while processes are replaced: a producer's webhooks, browsers that listen, people who read, and who hears of events. */
import { setTimeout as sleep } from 'node:timers/promises';
import { GraphqlClient } from '../test/support/graphql.js';
import { Subscriber } from '../test/support/live.js';
import { send, type TestSource } from '../test/support/producers.js';
import { type HttpStandIn, startHttpStandIn } from '../test/support/stand-ins.js';

interface Place {
  url: string;
}

const SOCKETS = 10;
const READ_EVERY_MS = 250;
const READ = '{ events(first: 20) { edges { node { id type status } } } }';
/** Slack's hooks that each burst goes to: whichever worker is stopped has some of them. */
const HOOKS = 4;
/** Below what a chat takes in a minute before messages are gathered, and far beyond its message a second. */
const BURST = 25;
/** Of little weight, so that those of a burst share a run, as they do under a backlog. One for each burst. */
export const BURST_TYPES = ['payment.succeeded', 'refund.succeeded'] as const;

/** As one that posts once and does not come again. */
export class Producer {
  /** By the payment, our id. */
  readonly accepted = new Map<string, string>();
  /** Status codes, and words of connections that failed. */
  readonly refused: string[] = [];
  private readonly posts: Promise<void>[] = [];
  private count = 0;

  constructor(
    private readonly place: Place,
    private readonly source: TestSource,
  ) {}

  async sendUntil(isOver: () => boolean, perSecond: number): Promise<void> {
    while (!isOver()) {
      this.post('payment.failed');
      await sleep(1_000 / perSecond);
    }
    await Promise.all(this.posts);
  }

  burst(type: string): void {
    for (let number = 0; number < BURST; number++) this.post(type);
  }

  private post(type: string): void {
    const payment = `pay_${this.count++}`;
    const data = { payment_id: payment, refund_id: payment, total_amount: 2_890, amount: 2_890, currency: 'USD' };
    const posted = send(this.place, this.source, { type, data }, { externalId: `msg_${payment}` }).then(
      ({ status, body }) =>
        status === 202 ? void this.accepted.set(payment, body.id) : void this.refused.push(String(status)),
      (error: Error) => void this.refused.push(`${error.message}: ${error.cause ?? ''}`),
    );
    this.posts.push(posted);
  }
}

/** Who hears of events: an endpoint of every failed payment, and Slack's hooks of each burst. */
export class Ears {
  private constructor(
    private readonly endpoint: HttpStandIn,
    private readonly slack: HttpStandIn,
  ) {}

  /** Through the API, as an operator adds them. */
  static async add(client: GraphqlClient): Promise<Ears> {
    const [endpoint, slack] = await Promise.all([startHttpStandIn(), startHttpStandIn()]);
    const mutation = 'mutation ($input: AddEndpointInput!) { addEndpoint(input: $input) { destination { id } } }';
    const add = (input: object) => client.get(mutation, { input });
    await add({ channel: 'WEBHOOK', label: 'ours', url: `${endpoint.url}/`, eventTypes: ['payment.failed'] });
    for (const type of BURST_TYPES)
      for (let number = 0; number < HOOKS; number++) {
        const url = `${slack.url}/${type}/${number}`;
        await add({ channel: 'SLACK', label: `${type} ${number}`, url, eventTypes: [type] });
      }
    return new Ears(endpoint, slack);
  }

  /** What was heard of these events, by the receivers' own notes. */
  figures(events: number): { silent: number; twice: number; twoKeys: number; slackLost: number; slackTwice: number } {
    const keys = new Map<string, string[]>();
    for (const { body, headers } of this.endpoint.requests) {
      const { payment_id: payment } = JSON.parse(body).data;
      keys.set(payment, [...(keys.get(payment) ?? []), String(headers['webhook-id'])]);
    }
    const all = [...keys.values()];
    const sent = this.slack.requests.map(({ path, body }) => `${path} ${/pay_\d+/.exec(body)?.[0]}`);
    const burst = BURST * BURST_TYPES.length;
    return {
      silent: events - burst - keys.size,
      twice: all.reduce((sum, list) => sum + list.length - new Set(list).size, 0),
      twoKeys: all.filter((list) => new Set(list).size > 1).length,
      slackLost: burst * HOOKS - new Set(sent).size,
      slackTwice: sent.length - new Set(sent).size,
    };
  }

  async stop(): Promise<void> {
    await Promise.all([this.endpoint.stop(), this.slack.stop()]);
  }
}

/** Browsers' sockets, which come back when they are closed. */
export class Watchers {
  /** How long each break of one of them lasted, milliseconds. */
  readonly breaks: number[] = [];

  private constructor(private readonly subscribers: readonly Subscriber[]) {
    for (const { client } of subscribers) {
      let closedAt = 0;
      client.on('closed', () => {
        closedAt ||= performance.now();
      });
      client.on('connected', () => {
        if (closedAt > 0) this.breaks.push(performance.now() - closedAt);
        closedAt = 0;
      });
    }
  }

  static async open(place: Place, key: string): Promise<Watchers> {
    const subscribers = Array.from({ length: SOCKETS }, () => new Subscriber(place, key, Number.POSITIVE_INFINITY));
    await Promise.all(subscribers.map((subscriber) => subscriber.listen('eventUpdated { id }')));
    return new Watchers(subscribers);
  }

  get count(): number {
    return this.subscribers.length;
  }

  async close(): Promise<void> {
    await Promise.all(this.subscribers.map((subscriber) => subscriber.close()));
  }
}

/** A page that is read four times a second. @returns how often it was read, and what came in its place */
export async function readUntil(
  place: Place,
  key: string,
  isOver: () => boolean,
): Promise<{ reads: number; bad: string[] }> {
  const client = new GraphqlClient(place.url, key);
  const bad: string[] = [];
  let reads = 0;
  for (; !isOver(); reads++) {
    const answer = await client.ask(READ).catch((error: unknown) => String(error));
    if (typeof answer === 'string') bad.push(answer);
    else if (answer.status >= 500 || answer.errors?.length > 0)
      bad.push(`${answer.status} ${answer.errors?.[0]?.message}`);
    await sleep(READ_EVERY_MS);
  }
  return { reads, bad };
}
