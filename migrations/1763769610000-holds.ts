import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** Quiet hours, digests, what they hold, and what a business chose for all of its people. */
export class Holds1763769610000 implements Migration {
  name = 'Holds1763769610000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }
}

const UP = [
  `ALTER TABLE recipients ADD COLUMN quiet_start text, ADD COLUMN quiet_end text,
    ADD CHECK ((quiet_start IS NULL) = (quiet_end IS NULL))`,
  `ALTER TABLE destinations ADD COLUMN digest_every text, ADD COLUMN digest_at text`,
  `ALTER TABLE deliveries ADD COLUMN due_at timestamptz, ADD COLUMN held_by text,
    ADD CHECK ((due_at IS NULL) = (held_by IS NULL))`,
  `CREATE INDEX deliveries_held ON deliveries (destination_id, due_at)
    WHERE held_by IS NOT NULL AND status IN ('DEFERRED', 'PENDING')`,
  `CREATE TABLE business_defaults (
    business_id tocsin_id NOT NULL REFERENCES businesses (id),
    event_type text NOT NULL,
    enabled boolean NOT NULL,
    changed_by text NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (business_id, event_type)
  )`,
];
