/** The pool of what works for all businesses. Its statements are our own, so that it is bounded only where all of them wait. */
import pg from 'pg';
import { NoPlaceFree } from '../fair-share.js';
import { dropSilent } from './drop-silent.js';

type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  release: (error?: Error | boolean) => void,
) => void;

/** Far more than a worker's activities, or the requests of a busy API, wait at once. */
const MOST_WAITING = 1_000;

export class SystemPool extends pg.Pool {
  constructor(config: pg.PoolConfig) {
    super(config);
    dropSilent(this);
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(connected: Connected): void;
  override connect(connected?: Connected): Promise<pg.PoolClient> | undefined {
    if (this.waitingCount < MOST_WAITING) return connected ? void super.connect(connected) : super.connect();
    if (!connected) return Promise.reject(new NoPlaceFree());
    connected(new NoPlaceFree(), undefined, () => undefined);
    return undefined;
  }
}
