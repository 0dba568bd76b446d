/** The receivers' process, seen from the one that measures: what arrived when, and whether all arrived once. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What the receivers tell of one message. */
export interface Arrival {
  channel: 'EMAIL' | 'WEBHOOK' | 'PUSH';
  key: string;
  /** The address, or the token of the device; '' at the endpoint. */
  to: string;
  /** Milliseconds since 1970, with fractions. */
  at: number;
}

/** How many messages did not arrive, or arrived more than once. */
export interface Faults {
  lost: number;
  doubled: number;
}

/** Their ports, once they listen. */
export interface Listening {
  smtp: number;
  http: number;
}

/** An event as its producer knows it, and as the program that took it does. */
export interface Posted {
  payment: string;
  id: string;
  /** When its webhook was begun to be sent; milliseconds since 1970. */
  at: number;
}

/** An event of which nobody heard, or not on both channels. */
export class Unsent extends Error {
  constructor(payment: string) {
    super(`event ${payment} was not sent`);
  }
}

/** One e-mail and one webhook for each event. */
const CHANNELS = ['EMAIL', 'WEBHOOK'] as const;

export class Receivers {
  private readonly arrivals = new Map<string, Arrival[]>();
  private readonly watchers = new Map<string, () => void>();

  private constructor(
    private readonly child: ChildProcess,
    private readonly ports: Listening,
  ) {
    child.on('message', (arrival: Arrival) => this.take(arrival));
  }

  static async start(): Promise<Receivers> {
    const child = fork(join(import.meta.dirname, '../programs/receivers.js'));
    const [ports] = await once(child, 'message');
    return new Receivers(child, ports as Listening);
  }

  get smtpUrl(): string {
    return `smtp://127.0.0.1:${this.ports.smtp}`;
  }

  /** Of SendGrid's API, of FCM's, and of its tokens (`/token`). */
  get apiUrl(): string {
    return `http://127.0.0.1:${this.ports.http}`;
  }

  get endpointUrl(): string {
    return `${this.apiUrl}/hook`;
  }

  private take(arrival: Arrival): void {
    const { key } = arrival;
    const others = this.arrivals.get(key);
    if (others) others.push(arrival);
    else this.arrivals.set(key, [arrival]);
    this.watchers.get(key)?.();
  }

  forget(): void {
    this.arrivals.clear();
  }

  of({ payment, id }: Posted): Arrival[] {
    return [...(this.arrivals.get(payment) ?? []), ...(this.arrivals.get(id) ?? [])];
  }

  /** Resolves when both messages of an event are there. @throws Unsent where they are not within that many milliseconds */
  both(posted: Posted, withinMs: number): Promise<Arrival[]> {
    return this.when(posted, withinMs, (came) =>
      CHANNELS.every((channel) => came.some((one) => one.channel === channel)),
    );
  }

  /** Resolves when what has come of an event is enough. @throws Unsent where it is not within that many milliseconds */
  async when(posted: Posted, withinMs: number, isEnough: (came: Arrival[]) => boolean): Promise<Arrival[]> {
    const arrived = () => isEnough(this.of(posted));
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => done(new Unsent(posted.payment)), withinMs);
      const done = (error?: Error) => {
        clearTimeout(timer);
        for (const key of [posted.payment, posted.id]) this.watchers.delete(key);
        if (error) reject(error);
        else resolve();
      };
      const look = () => arrived() && done();
      for (const key of [posted.payment, posted.id]) this.watchers.set(key, look);
      look();
    });
    return this.of(posted);
  }

  /** How many messages are missing, and how many came more than once. */
  faults(posted: readonly Posted[]): Faults {
    let [lost, doubled] = [0, 0];
    for (const one of posted) {
      for (const channel of CHANNELS) {
        const came = this.of(one).filter((arrival) => arrival.channel === channel).length;
        if (came === 0) lost++;
        doubled += Math.max(0, came - 1);
      }
    }
    return { lost, doubled };
  }

  /** It may have ended already: what is interrupted at a terminal is so with all its processes. */
  async stop(): Promise<void> {
    if (this.child.connected) this.child.disconnect();
  }
}
