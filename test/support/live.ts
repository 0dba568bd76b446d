/** Subscribers as a browser has them: the real graphql-ws client on a real socket. */
import type { ExecutionResult } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Data, GraphqlError } from './graphql.js';
import { eventually } from './program.js';

export class Subscriber {
  /** Of closed sockets, in order. */
  readonly closes: { code: number; reason: string }[] = [];
  /** How often the server said yes to a connection. */
  connects = 0;
  readonly client: Client;

  /** @param key null: it says nothing of itself. @param retryAttempts how often it comes back. @param language its Accept-Language */
  constructor(program: { url: string }, key: string | null, retryAttempts = 0, language?: string) {
    this.client = createClient({
      url: `${program.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: key === null ? undefined : { authorization: `Bearer ${key}`, 'accept-language': language },
      retryAttempts,
      retryWait: () => new Promise((resolve) => setTimeout(resolve, 100)),
      shouldRetry: () => true,
      on: {
        closed: (event) => void this.closes.push(event as { code: number; reason: string }),
        connected: () => {
          this.connects += 1;
        },
      },
    });
  }

  /** Begins; returns when the server listens for it, which it shows by the count that comes first on the same socket. */
  async listen(selection: string): Promise<Stream> {
    const stream = new Stream(this.client, `subscription { ${selection} }`);
    const ready = new Stream(this.client, 'subscription { unreadCountChanged }');
    await ready.next('the first count');
    ready.stop();
    return stream;
  }

  async close(): Promise<void> {
    await this.client.dispose();
  }
}

export class Stream {
  readonly items: Data[] = [];
  readonly errors: GraphqlError[] = [];
  ended = false;
  readonly stop: () => void;
  private read = 0;

  constructor(client: Client, query: string) {
    this.stop = client.subscribe<Data>(
      { query },
      {
        next: ({ data, errors }: ExecutionResult<Data>) => {
          if (errors) this.errors.push(...(errors as unknown as GraphqlError[]));
          else this.items.push(Object.values(data as object)[0]);
        },
        error: (error) => {
          this.ended = true;
          if (Array.isArray(error)) this.errors.push(...(error as GraphqlError[]));
        },
        complete: () => {
          this.ended = true;
        },
      },
    );
  }

  /** The item after the last one that was asked for. */
  async next(what: string): Promise<Data> {
    await eventually(what, async () => this.items.length > this.read || this.errors.length > 0);
    if (this.items.length <= this.read) throw new Error(`${what}: ${JSON.stringify(this.errors)}`);
    return this.items[this.read++];
  }

  /** Items until one fits; the others are skipped. */
  async until(what: string, fits: (item: Data) => boolean): Promise<Data> {
    for (;;) {
      const item = await this.next(what);
      if (fits(item)) return item;
    }
  }
}
