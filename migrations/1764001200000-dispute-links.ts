import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** What each link in a message was used for, and the order in which disputes ask for attention. */
export class DisputeLinks1764001200000 implements Migration {
  name = 'DisputeLinks1764001200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(USED_LINKS);
    await runner.query(`SELECT tocsin_protect('used_links')`);
    await runner.query(URGENCY);
    await runner.query('CREATE INDEX disputes_urgency ON disputes (business_id, urgency, id)');
  }
}

const USED_LINKS = `CREATE TABLE used_links (
  delivery_id tocsin_id NOT NULL,
  act text NOT NULL,
  business_id tocsin_id NOT NULL REFERENCES businesses (id),
  dispute_id tocsin_id NOT NULL REFERENCES disputes (id),
  used_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (delivery_id, act)
)`;

// The difference of two moments is immutable; a part of one is not, by its time zone.
const msOf = (column: string) =>
  `(extract(epoch FROM ${column} - timestamptz '1970-01-01 00:00:00+00') * 1000)::bigint`;

/** Ascending: open ones by deadline, open ones without any by age, then all others; of the last two the newest first. */
const URGENCY = `ALTER TABLE disputes ADD COLUMN urgency bigint NOT NULL GENERATED ALWAYS AS (
  CASE WHEN state NOT IN ('NEEDS_RESPONSE', 'ACKNOWLEDGED') THEN 200000000000000 - ${msOf('opened_at')}
    WHEN respond_by IS NULL THEN 100000000000000 - ${msOf('opened_at')}
    ELSE ${msOf('respond_by')} END) STORED`;
