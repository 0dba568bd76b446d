/** By what Nest finds those things of a process that have no class, or whose class has two instances. */

/** TypeORM's DataSource for all businesses. `DataSource` itself is that of the tenants: it shows the rows of who asks. */
export const SYSTEM_DATA_SOURCE = Symbol('SystemDataSource');
export const CONFIG = Symbol('Config');
export const LOG = Symbol('Logger');
export const BUS = Symbol('Bus');
/** The carriers of e-mail; null where none is set up. */
export const MAIL = Symbol('MailAccess');
export const RELAY_NUDGE = Symbol('RelayNudge');
