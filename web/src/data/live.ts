/**
 * The live stream. It is a hint that something changed; the truth is what a query says. So each reconnect asks anew for all that is
 * on screen, and what shows says how old it is while the stream is away.
 */
import { createClient, type Client as SocketClient } from 'graphql-ws';
import { sleep } from './sleep.js';

/** LIVE: hints come. WAITING: it is being connected again. AWAY: the server said that it will not take us; see `connect`. */
export interface LiveState {
  state: 'LIVE' | 'WAITING' | 'AWAY';
  /** Until when what is on screen is known to be whole, epoch milliseconds. */
  since: number;
}

/** A hidden page holds no socket for longer. */
const HIDDEN_MS = 30_000;
/** While the server closes each socket with a code after which nobody may try again, the truth is asked for as often. */
const POLL_MS = 30_000;
/** Coming back to a window is told in two ways. */
const LOOK_MS = 1_000;
/** Between tries: a page is whole again within 3 s of the server's return. */
const LONGEST_WAIT_MS = 2_500;

type Listener = () => void;

export class LiveLink {
  state: LiveState = { state: 'WAITING', since: Date.now() };
  /** Goes up with each `connect`: what was subscribed to before has ended. */
  generation = 0;
  private readonly listeners = new Set<Listener>();
  private socket: SocketClient | null = null;
  private polling: number | undefined;
  private hiding: number | undefined;
  private lookedAt = Date.now();
  private connectedBefore = false;
  private readonly over = new AbortController();

  /**
   * @param refetch asks anew for all that is on screen. @param refused the session is over.
   * @param params what the socket says as it connects.
   */
  constructor(
    private readonly url: string,
    private readonly refetch: () => void,
    private readonly refused: () => void,
    private readonly params: () => Record<string, string>,
  ) {
    document.addEventListener('visibilitychange', () => this.seen(), { signal: this.over.signal });
    window.addEventListener('focus', () => this.look(), { signal: this.over.signal });
  }

  /** The client that subscriptions go through; made when first needed, and again after `connect`. */
  get client(): SocketClient {
    this.socket ??= this.open();
    return this.socket;
  }

  subscribe = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Once more, after a sign-in or by the button. */
  connect(): void {
    window.clearInterval(this.polling);
    this.polling = undefined;
    void this.socket?.dispose();
    this.socket = null;
    this.generation++;
    this.state = { state: 'WAITING', since: this.state.since };
    this.tell();
    this.refetch();
  }

  /** For good: what uses it is gone. */
  end(): void {
    this.over.abort();
    window.clearInterval(this.polling);
    window.clearTimeout(this.hiding);
    void this.socket?.dispose();
  }

  private open(): SocketClient {
    return createClient({
      url: this.url,
      connectionParams: this.params,
      lazy: false,
      // Five tries, then silence for ever, would be its own way.
      retryAttempts: Number.POSITIVE_INFINITY,
      shouldRetry: () => true,
      connectionAckWaitTimeout: 5_000,
      keepAlive: 10_000,
      retryWait: async (retries) => {
        await sleep(Math.min(LONGEST_WAIT_MS, 250 * 2 ** retries) * (0.5 + Math.random() / 2));
        await whenVisible();
      },
      onNonLazyError: () => undefined,
      on: {
        connected: () => this.connected(),
        closed: (event) => this.closed((event as CloseEvent).code),
      },
    });
  }

  private connected(): void {
    this.say('LIVE');
    if (this.connectedBefore) this.refetch();
    this.connectedBefore = true;
  }

  private closed(code: number): void {
    if (code === 4401 || code === 4403) {
      this.say('AWAY');
      this.refused();
      return;
    }
    const final = (code >= 1002 && code <= 1004) || (code >= 1007 && code <= 1011) || code >= 4400;
    this.say(final ? 'AWAY' : 'WAITING');
    if (final) this.polling ??= window.setInterval(this.refetch, POLL_MS);
  }

  /** A laptop that slept, a tab that was left: the socket may be dead without knowing it. */
  private seen(): void {
    window.clearTimeout(this.hiding);
    if (document.visibilityState === 'hidden')
      this.hiding = window.setTimeout(() => this.socket?.terminate(), HIDDEN_MS);
    else this.look();
  }

  /** Not all that colleagues change comes by the stream, nor what its reader did in another tab. */
  private look(): void {
    if (Date.now() - this.lookedAt < LOOK_MS) return;
    this.lookedAt = Date.now();
    this.refetch();
  }

  private say(state: LiveState['state']): void {
    if (state === this.state.state) return;
    this.state = { state, since: state === 'LIVE' || this.state.state === 'LIVE' ? Date.now() : this.state.since };
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

function whenVisible(): Promise<void> {
  if (document.visibilityState === 'visible') return Promise.resolve();
  return new Promise((resolve) => document.addEventListener('visibilitychange', () => resolve(), { once: true }));
}
