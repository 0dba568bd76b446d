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
/** What comes all the time. */
const STEADY_TYPE = 'payment.failed';
/** Of little weight, so that those of a burst share a run, as they do under a backlog. One for each burst. */
export const BURST_TYPES = ['payment.succeeded', 'refund.succeeded'] as const;

interface AcceptedWebhook {
  type: string;
  payment: string;
  /** Our id of the event. */
  id: string;
}

/** As one that posts once and does not come again. */
export class Producer {
  /** What was taken. */
  readonly accepted: AcceptedWebhook[] = [];
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
      this.post(STEADY_TYPE);
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
        status === 202
          ? void this.accepted.push({ type, payment, id: body.id })
          : void this.refused.push(String(status)),
      (error: Error) => void this.refused.push(`${error.message}: ${error.cause ?? ''}`),
    );
    this.posts.push(posted);
  }
}

/** Counts. */
interface Heard {
  /** Events that the endpoint did not hear of. */
  silent: number;
  /** Its calls under a key that it had heard. */
  twice: number;
  /** Events that it heard of under two keys. */
  twoKeys: number;
  slackLost: number;
  slackTwice: number;
}

/** Who hears of events: an endpoint of every failed payment, and Slack's hooks of each burst. */
export class Receivers {
  private constructor(
    private readonly endpoint: HttpStandIn,
    private readonly slack: HttpStandIn,
  ) {}

  /** Through the API, as an operator adds them. */
  static async add(client: GraphqlClient): Promise<Receivers> {
    const [endpoint, slack] = await Promise.all([startHttpStandIn(), startHttpStandIn()]);
    const mutation = 'mutation ($input: AddEndpointInput!) { addEndpoint(input: $input) { destination { id } } }';
    const add = (input: object) => client.get(mutation, { input });
    await add({ channel: 'WEBHOOK', label: 'ours', url: `${endpoint.url}/`, eventTypes: [STEADY_TYPE] });
    for (const type of BURST_TYPES)
      for (let number = 0; number < HOOKS; number++) {
        const url = `${slack.url}/${type}/${number}`;
        await add({ channel: 'SLACK', label: `${type} ${number}`, url, eventTypes: [type] });
      }
    return new Receivers(endpoint, slack);
  }

  /** What was heard of these events, by their own notes. */
  figures(accepted: readonly AcceptedWebhook[]): Heard {
    const keys = new Map<string, string[]>();
    for (const { body, headers } of this.endpoint.requests) {
      const { payment_id: payment } = JSON.parse(body).data;
      keys.set(payment, [...(keys.get(payment) ?? []), String(headers['webhook-id'])]);
    }
    const all = [...keys.values()];
    const sent = this.slack.requests.map(({ path, body }) => `${path} ${/pay_\d+/.exec(body)?.[0]}`);
    const shown = new Set(sent);
    const steady = accepted.filter(({ type }) => type === STEADY_TYPE);
    const wanted = accepted
      .filter(({ type }) => type !== STEADY_TYPE)
      .flatMap(({ type, payment }) => Array.from({ length: HOOKS }, (_, hook) => `/${type}/${hook} ${payment}`));
    return {
      silent: steady.filter(({ payment }) => !keys.has(payment)).length,
      twice: all.reduce((sum, list) => sum + list.length - new Set(list).size, 0),
      twoKeys: all.filter((list) => new Set(list).size > 1).length,
      slackLost: wanted.filter((one) => !shown.has(one)).length,
      slackTwice: sent.length - shown.size,
    };
  }

  async stop(): Promise<void> {
    await Promise.all([this.endpoint.stop(), this.slack.stop()]);
  }
}

/** Browsers' sockets, which come back when they are closed. */
export class Watchers {
  /** Of each socket, since when it is closed (`performance.now()`); null: it is open. */
  private readonly closedAt: (number | null)[];
  private readonly over: number[] = [];

  private constructor(private readonly subscribers: readonly Subscriber[]) {
    this.closedAt = subscribers.map(() => null);
    for (const [at, { client }] of subscribers.entries()) {
      client.on('closed', () => {
        this.closedAt[at] ??= performance.now();
      });
      client.on('connected', () => {
        const since = this.closedAt[at] ?? null;
        if (since !== null) this.over.push(performance.now() - since);
        this.closedAt[at] = null;
      });
    }
  }

  /** How long each break of one of them lasted, milliseconds; one that is not over has lasted until now. */
  breaks(): number[] {
    return [...this.over, ...this.closedAt.flatMap((since) => (since === null ? [] : performance.now() - since))];
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
