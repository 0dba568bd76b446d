/** Sets the business of a request for PostgreSQL's row-level security (docs/decisions/0006). */
import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';

/** One per request. Authentication fills it in; until then the request sees no row. */
export interface Tenant {
  businessId: string | null;
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

type Release = (error?: Error | boolean) => void;
type Connected = (error: Error | undefined, client: pg.PoolClient | undefined, release: Release) => void;

/** The business that was last set on each connection; absent for a new connection. */
const businessOf = new WeakMap<pg.PoolClient, string>();

/**
 * A pool whose connections see the business of the request that checks them out. To set it costs a statement, so it is set
 * only when it changes; an installation with one business pays once per connection.
 */
export class TenantPool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>;
  override connect(connected: Connected): void;
  override connect(connected?: Connected): Promise<pg.PoolClient> | undefined {
    if (!connected)
      return new Promise((resolve, reject) =>
        this.connect((error, client) => (client ? resolve(client) : reject(error))),
      );
    // Read now: a check-out that waits in the queue goes on in the context of the request that returns a connection.
    const wanted = current.getStore()?.businessId ?? '';
    super.connect((error, client, release) => {
      if (error || !client || businessOf.get(client) === wanted) return connected(error, client, release);
      setTenant(client, wanted).then(
        () => connected(undefined, client, release),
        (failure: Error) => {
          release(failure);
          connected(failure, undefined, () => undefined);
        },
      );
    });
    return undefined;
  }
}

async function setTenant(client: pg.PoolClient, businessId: string): Promise<void> {
  businessOf.delete(client);
  await client.query("SELECT set_config('tocsin.business', $1, false)", [businessId]);
  businessOf.set(client, businessId);
}
