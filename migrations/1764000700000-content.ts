import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** How a business looks in its e-mails, and its own words in place of ours. */
export class Content1764000700000 implements Migration {
  name = 'Content1764000700000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }
}

const UP = [
  // What it chose; what is absent is ours (src/domain/brand.ts).
  `ALTER TABLE businesses ADD COLUMN brand jsonb NOT NULL DEFAULT '{}'`,
  `CREATE TABLE templates (
    business_id tocsin_id NOT NULL REFERENCES businesses (id),
    event_type text NOT NULL,
    channel text NOT NULL,
    locale text NOT NULL,
    subject text,
    body text NOT NULL,
    changed_by text NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (business_id, event_type, channel, locale)
  )`,
  `SELECT tocsin_protect('templates')`,
];
