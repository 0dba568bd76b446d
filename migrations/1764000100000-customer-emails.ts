import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** E-mails to the merchant's customers: a switch per event type, and deliveries without a destination. */
export class CustomerEmails1764000100000 implements Migration {
  name = 'CustomerEmails1764000100000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }
}

const UP = [
  // Only what somebody chose: a missing row is on.
  `CREATE TABLE customer_emails (
    business_id tocsin_id NOT NULL REFERENCES businesses (id),
    event_type text NOT NULL,
    enabled boolean NOT NULL,
    changed_by text NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (business_id, event_type)
  )`,
  `SELECT tocsin_protect('customer_emails')`,
  `ALTER TABLE deliveries ADD COLUMN audience text NOT NULL DEFAULT 'TEAM',
    ADD CHECK (audience IN ('TEAM', 'CUSTOMER')), ADD CHECK (audience = 'TEAM' OR destination_id IS NULL)`,
  // An event is told to its customer once, whoever plans it and how often.
  `CREATE UNIQUE INDEX deliveries_customer ON deliveries (event_id) WHERE audience = 'CUSTOMER'`,
  // Finds the address of a customer whose event names none.
  `CREATE INDEX events_customer ON events (business_id, (facts->>'customerId'), occurred_at, id)
    WHERE facts->>'customerEmail' IS NOT NULL`,
];
