/** The local run of a test: a process of its own, its GraphQL and its webhooks. */
import type { ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Webhook } from 'standardwebhooks';
import Stripe from 'stripe';
import { freePort } from '../../src/local/ports.js';
import { makeDataFolder } from '../support/folders.js';
import type { GraphqlError } from '../support/graphql.js';
import { startProcess } from '../support/processes.js';
import { eventually } from '../support/program.js';

const PROGRAM = fileURLToPath(new URL('../../src/local.js', import.meta.url));
export const START_MS = 90_000;

interface Running {
  child: ChildProcess;
  ended: Promise<number | null>;
  url: string;
  output: string;
  adminKey: string;
  sources: { dodo: { url: string; secret: string }; stripe: { url: string; secret: string } };
}

export interface SeenEvent {
  status: string;
  summary: string;
  workflowUrl: string;
  deliveries: { edges: { node: { to: string; channel: string; status: string } }[] };
}

export interface ListedEvent {
  id: string;
  externalId: string;
  status: string;
  deliveries: { edges: { node: { id: string; channel: string; status: string } }[] };
}

/** In a new folder, ready to be started. */
export async function newLocalRun(name: string): Promise<LocalRun> {
  const [folder, port] = await Promise.all([makeDataFolder(name), freePort()]);
  return new LocalRun(folder, port);
}

/** One local run that is started anew in its folder, asked and posted to as its user does. */
export class LocalRun {
  /** Once it has started. */
  running!: Running;

  constructor(
    readonly folder: string,
    private readonly port: number,
  ) {}

  /** @param more what else its shell says. @throws with what it printed where it does not start. */
  async start(more: NodeJS.ProcessEnv = {}): Promise<void> {
    const { PATH, HOME } = process.env;
    const env = { ...more, PATH, HOME, PORT: String(this.port), TOCSIN_LOG: 'warn', RATE_LIMIT_PER_MINUTE: '100000' };
    const { child, output, ended } = startProcess([PROGRAM], { cwd: this.folder, env });
    await eventually(
      'the start to end',
      async () => output().includes('Ctrl-C stops') || child.exitCode !== null,
      START_MS,
    );
    if (child.exitCode !== null) throw new Error(`It did not start: ${output()}`);
    const words = output().split(/\s+/);
    const [dodo, stripe] = words.filter((word) => word.includes('/webhooks/'));
    const [dodoSecret, stripeSecret] = words.filter((word) => word.startsWith('whsec_'));
    this.running = {
      child,
      ended,
      url: `http://localhost:${this.port}`,
      output: output(),
      adminKey: words.find((word) => word.startsWith('toc_')) ?? '',
      sources: {
        dodo: { url: dodo ?? '', secret: dodoSecret ?? '' },
        stripe: { url: stripe ?? '', secret: stripeSecret ?? '' },
      },
    };
  }

  /** Ctrl-C, and nothing of it is left. */
  async end(): Promise<void> {
    this.running?.child.kill('SIGINT');
    await this.running?.ended;
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Comes back where it is told to, as clients do. */
  async ask<T>(query: string, variables: object = {}): Promise<T> {
    const answer = await fetch(`${this.running.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.running.adminKey}` },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await answer.json()) as { data: T; errors?: GraphqlError[] };
    const comeBackS = errors?.[0]?.extensions.retryAfterSeconds;
    if (comeBackS !== undefined) {
      await sleep(comeBackS * 1_000);
      return this.ask(query, variables);
    }
    if (errors) throw new Error(errors[0]?.message);
    return data;
  }

  async postDodo(id: string, body: object): Promise<Response> {
    const { url, secret } = this.running.sources.dodo;
    const text = JSON.stringify(body);
    const now = new Date();
    const signature = new Webhook(secret).sign(id, now, text);
    return fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': signature,
      },
      body: text,
    });
  }

  async postStripe(body: object): Promise<Response> {
    const { url, secret } = this.running.sources.stripe;
    const payload = JSON.stringify(body);
    const signature = new Stripe('sk_test_none').webhooks.generateTestHeaderString({ payload, secret });
    return fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'stripe-signature': signature },
      body: payload,
    });
  }

  async processed(id: string): Promise<SeenEvent> {
    return eventually(`${id} to be processed`, async () => {
      const { event } = await this.ask<{ event: SeenEvent }>(
        'query ($id: ID!) { event(id: $id) { status summary workflowUrl deliveries { edges { node { to channel status } } } } }',
        { id },
      );
      return event.status === 'PROCESSED' && event;
    });
  }

  async page(path: string): Promise<string> {
    return (await fetch(`${this.running.url}${path}`)).text();
  }

  async allEvents(): Promise<ListedEvent[]> {
    const events: ListedEvent[] = [];
    for (let after: string | null = null; ; ) {
      const page: {
        events: { edges: { node: ListedEvent }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
      } = await this.ask(
        'query ($after: String) { events(first: 100, after: $after) { edges { node { id externalId status deliveries { edges { node { id channel status } } } } } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      events.push(...page.events.edges.map(({ node }) => node));
      if (!page.events.pageInfo.hasNextPage) return events;
      after = page.events.pageInfo.endCursor;
    }
  }

  async killedEvents(): Promise<ListedEvent[]> {
    return (await this.allEvents()).filter((event) => event.externalId.startsWith('msg_kill_'));
  }

  /** In-app items of the killed events, each of which must be there once. */
  async inboxItems(customer: string): Promise<number> {
    const events = new Set((await this.killedEvents()).map((event) => event.id));
    let count = 0;
    for (let after: string | null = null; ; ) {
      const page: {
        notifications: {
          edges: { node: { title: string; event: { id: string } } }[];
          pageInfo: { hasNextPage: boolean; endCursor: string };
        };
      } = await this.ask(
        'query ($after: String) { notifications(first: 200, after: $after) { edges { node { title event { id } } } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      count += page.notifications.edges.filter(
        ({ node }) => events.has(node.event.id) && node.title.includes(customer),
      ).length;
      if (!page.notifications.pageInfo.hasNextPage) return count;
      after = page.notifications.pageInfo.endCursor;
    }
  }
}
