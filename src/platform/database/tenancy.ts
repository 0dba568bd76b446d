/** Which business the statements of a request are for: the second wall's side of the program (docs/decisions/0006). */
import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';

/** One per request. The guard fills it in when it knows who asks; until then, no row is seen. */
export interface Tenant {
  businessId: string | null;
}

const current = new AsyncLocalStorage<Tenant>();

/** Runs `work` and all that it awaits for this tenant. What GraphQL runs outside of HTTP (a WebSocket) starts here too. */
export function asTenant<Result>(tenant: Tenant, work: () => Result): Result {
  return current.run(tenant, work);
}

/** Tells the running request whose it is. Outside of one nothing happens, and no row is seen. */
export function nameTenant(businessId: string): void {
  const tenant = current.getStore();
  if (tenant) tenant.businessId = businessId;
}

type Release = (error?: Error | boolean) => void;
type Connected = (error: Error | undefined, client: pg.PoolClient | undefined, release: Release) => void;

/** What each connection was last told; a client is new to us and knows nothing. */
const told = new WeakMap<pg.PoolClient, string>();

/**
 * A pool whose connections see one business: that of the request which checks them out. Telling a connection costs a
 * statement, so it is told only when it changes hands; an installation with one business pays once per connection.
 */
export class TenantPool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>;
  override connect(connected: Connected): void;
  override connect(connected?: Connected): Promise<pg.PoolClient> | undefined {
    if (!connected)
      return new Promise((resolve, reject) =>
        this.connect((error, client) => (client ? resolve(client) : reject(error))),
      );
    // Asked now: a queued check-out is continued by whoever gives a connection back.
    const wanted = current.getStore()?.businessId ?? '';
    super.connect((error, client, release) => {
      if (error || !client || told.get(client) === wanted) return connected(error, client, release);
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
  told.delete(client);
  await client.query("SELECT set_config('tocsin.business', $1, false)", [businessId]);
  told.set(client, businessId);
}
