/** Sets the business of a request for PostgreSQL's row-level security (docs/decisions/0006). */
import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { makeReason } from '../../domain/reasons.js';
import { FairShare } from '../fair-share.js';
import { shortRequests } from '../short-requests.js';
import { dropSilent } from './drop-silent.js';

/** Why what a request asked for ends unfinished: nobody waits for it any more. It is no fault. */
export class ClientGone extends Error {
  override readonly name = 'ClientGone';

  constructor() {
    super('The client has gone.');
  }
}

/** One per request. Authentication fills it in; until then the request sees no row. */
export interface Tenant {
  businessId: string | null;
  /** Aborted with a ClientGone when whoever asked has gone: what still waits is not begun, and what runs is cancelled. */
  gone?: AbortSignal;
  /** Of a request that others let go first, until it has ended or is found to ask much. */
  endShort?: (wasShort?: boolean) => void;
  /** Whether it asks much (`askMuch`). */
  asksMuch?: true;
  /** Set where its statements wait for each other (`takeTurns`). */
  turns?: Turns;
  /** A large answer, in pieces of its text (`keepAnswer`). */
  answer?: Uint8Array[];
}

/** Statements of one request, one after the other, each after the short requests of others. */
class Turns {
  private last: Promise<void> = Promise.resolve();

  /** Resolves when all before have ended, to what ends this one. */
  async take(): Promise<() => void> {
    const before = this.last;
    let end: () => void = () => undefined;
    this.last = new Promise((resolve) => {
      end = resolve;
    });
    await before;
    await shortRequests.letGo();
    return end;
  }
}

const current = new AsyncLocalStorage<Tenant>();

/** Runs `work` and all that it awaits for this tenant, in requests over HTTP and WebSocket. */
export function asTenant<Result>(tenant: Tenant, work: () => Result): Result {
  return current.run(tenant, work);
}

/** Sets the tenant of the current request. Outside of a request it does nothing, and statements see no row. */
export function nameTenant(businessId: string): void {
  const tenant = current.getStore();
  if (tenant) tenant.businessId = businessId;
}

/** The current request asks much: short ones go first from now on. */
export function askMuch(): void {
  const tenant = current.getStore();
  if (!tenant) return;
  tenant.endShort?.(false);
  tenant.asksMuch = true;
}

/** Whether the current request asks much. */
export function asksMuch(): boolean {
  return current.getStore()?.asksMuch ?? false;
}

/**
 * From now on the statements of the current request run one after the other: what asks much takes one processor of the database,
 * and not all. Not for what holds a transaction while it asks by another connection: it would wait for itself.
 */
export function takeTurns(): void {
  const tenant = current.getStore();
  if (tenant) tenant.turns ??= new Turns();
}

/**
 * Keeps the answer to the current request, in UTF-8: as one text it would be in memory once more, and so large that to give it back
 * takes as long as a slice. @returns false outside of a request
 */
export function keepAnswer(pieces: Uint8Array[]): boolean {
  const tenant = current.getStore();
  if (tenant) tenant.answer = pieces;
  return tenant !== undefined;
}

/** What was kept for the current request, once. */
export function takeAnswer(): Uint8Array[] | undefined {
  const tenant = current.getStore();
  const pieces = tenant?.answer;
  if (tenant) tenant.answer = undefined;
  return pieces;
}

/** Whose request goes on; empty where nobody has said. */
export function businessOfRequest(): string {
  return current.getStore()?.businessId ?? '';
}

/** Aborted when whoever asked for what goes on has gone. */
export function goneOfRequest(): AbortSignal | undefined {
  return current.getStore()?.gone;
}

type Release = (error?: Error | boolean) => void;
type Connected = (error: Error | undefined, client: pg.PoolClient | undefined, release: Release) => void;

/**
 * How many of one business wait for a connection at once, and for how long, milliseconds: they wait behind each other and behind
 * nobody else, so that a burst on a slow machine is better served late than refused.
 */
const [WAITING_PER_BUSINESS, WAIT_MS] = [200, 6_000];

/** The business that was last set on each connection; absent for a new connection. */
const businessOf = new WeakMap<pg.PoolClient, string>();

/**
 * A pool whose connections see the business of the request that checks them out. To set it costs a statement, so it is set
 * only when it changes; an installation with one business pays once per connection. One business has half of the connections
 * at most, and businesses that wait are served in turn.
 */
export class TenantPool extends pg.Pool {
  private readonly shares: FairShare;

  constructor(config: pg.PoolConfig) {
    super(config);
    dropSilent(this);
    const places = this.options.max;
    this.shares = new FairShare({
      places,
      perKey: Math.max(1, Math.floor(places / 2)),
      waitingPerKey: WAITING_PER_BUSINESS,
      waitMs: WAIT_MS,
      busy: makeReason('DATABASE_BUSY'),
    });
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(connected: Connected): void;
  override connect(connected?: Connected): Promise<pg.PoolClient> | undefined {
    // Read now: what waits goes on in the context of the request that returns a connection.
    const checkedOut = this.checkOut(current.getStore() ?? { businessId: null });
    if (!connected) return checkedOut;
    checkedOut.then(
      (client) => connected(undefined, client, client.release),
      (error: Error) => connected(error, undefined, () => undefined),
    );
    return undefined;
  }

  private async checkOut({ businessId: named, gone, turns }: Tenant): Promise<pg.PoolClient> {
    const businessId = named ?? '';
    const giveBack = await this.takePlace(businessId, gone, turns);
    try {
      const client = await super.connect();
      if (businessOf.get(client) !== businessId) await setTenant(client, businessId);
      this.releaseWith(client, giveBack, gone);
      return client;
    } catch (error) {
      giveBack();
      throw error;
    }
  }

  private async takePlace(businessId: string, gone?: AbortSignal, turns?: Turns): Promise<() => void> {
    const endTurn = await turns?.take();
    const giveBack = await this.shares.take(businessId, gone).catch((error: unknown) => {
      endTurn?.();
      throw error;
    });
    return () => {
      giveBack();
      endTurn?.();
    };
  }

  /** Also where somebody has gone: the connection is free again when its statement has ended, and not before. */
  private releaseWith(client: pg.PoolClient, giveBack: () => void, gone?: AbortSignal): void {
    const release = client.release;
    let cancelled: Promise<void> | undefined;
    const cancel = () => {
      cancelled = this.cancel(client);
    };
    gone?.addEventListener('abort', cancel, { once: true });
    client.release = (error) => {
      gone?.removeEventListener('abort', cancel);
      void Promise.resolve(cancelled).then(() => {
        release(error);
        giveBack();
      });
    };
  }

  /** By a connection of its own: all others may be taken. A statement that cannot be cancelled ends by its time limit. */
  private async cancel(client: pg.PoolClient & { processID?: number }): Promise<void> {
    const other = new pg.Client(this.options);
    try {
      await other.connect();
      // The tenants' role may cancel nobody; the user that the connections were made by may cancel its own.
      await other.query('SET ROLE NONE');
      await other.query('SELECT pg_cancel_backend($1)', [client.processID]);
    } catch {
      // The database is away, and with it the statement.
    } finally {
      await other.end().catch(() => undefined);
    }
  }
}

/** A connection that cannot be given to the business is thrown away. */
async function setTenant(client: pg.PoolClient, businessId: string): Promise<void> {
  businessOf.delete(client);
  try {
    await client.query("SELECT set_config('tocsin.business', $1, false)", [businessId]);
    businessOf.set(client, businessId);
  } catch (error) {
    client.release(error instanceof Error ? error : true);
    throw error;
  }
}
