/** How long each command waits for PostgreSQL or Temporal to take a connection, and for an API to answer: a busy machine takes its time. */
export const CONNECT_LIMIT_MS = 15_000;
