import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

const UP = [
  `ALTER TABLE events ADD COLUMN erased_at timestamptz, ADD COLUMN erased_by text CHECK (erased_by IN ('RETENTION', 'REQUEST'))`,
  // Up to which event bodies were erased: the next walk goes on there, and no index has to list those that are kept.
  `ALTER TABLE businesses ADD COLUMN payload_days integer,
    ADD COLUMN payloads_erased_to tocsin_id NOT NULL DEFAULT 'evt_00000000000000000000000000'`,
  `CREATE TABLE kept_payloads (
    event_id tocsin_id PRIMARY KEY,
    business_id tocsin_id NOT NULL REFERENCES businesses (id)
  )`,
  'CREATE INDEX kept_payloads_business ON kept_payloads (business_id, event_id)',
  `CREATE TABLE erasures (
    id tocsin_id PRIMARY KEY,
    business_id tocsin_id NOT NULL REFERENCES businesses (id),
    requested_at timestamptz NOT NULL,
    subject text NOT NULL,
    sealed_customer text,
    done_at timestamptz,
    CHECK ((sealed_customer IS NULL) = (done_at IS NOT NULL))
  )`,
  'CREATE INDEX erasures_open ON erasures (business_id, id) WHERE done_at IS NULL',
  `SELECT tocsin_protect('kept_payloads'), tocsin_protect('erasures')`,
  // By what a person is found.
  `CREATE INDEX events_of_customer ON events (business_id, (facts->>'customerId')) WHERE facts->>'customerId' IS NOT NULL`,
  `CREATE INDEX events_customer_email ON events (business_id, lower(facts->>'customerEmail')) WHERE facts->>'customerEmail' IS NOT NULL`,
  'CREATE INDEX transformation_failures_event ON transformation_failures (event_id)',
];

/** How long bodies are kept, and what was asked to be erased (docs/decisions/0022). */
export class Retention1764001760000 implements Migration {
  name = 'Retention1764001760000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }
}
