import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** Who asked that something goes out again, and what it was before: the ledger keeps one row per destination. */
export class Repeats1764000400000 implements Migration {
  name = 'Repeats1764000400000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }
}

const UP = [
  // Without a delivery: the whole event was replayed.
  `CREATE TABLE repeats (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    business_id tocsin_id NOT NULL,
    event_id tocsin_id NOT NULL,
    delivery_id tocsin_id,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    how text NOT NULL,
    status text,
    reason text
  )`,
  `CREATE INDEX repeats_event ON repeats (event_id, id)`,
  `SELECT tocsin_protect('repeats')`,
  // What the relay looks for once a second, and what a bulk retry counts.
  `CREATE INDEX deliveries_again ON deliveries (due_at) WHERE held_by IN ('RETRY', 'REPLAY') AND status = 'DEFERRED'`,
  `CREATE INDEX deliveries_failed ON deliveries (business_id, id) WHERE status IN ('FAILED', 'BOUNCED', 'UNKNOWN', 'CANCELLED')`,
];
