import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

const UP = [
  // Every text that was written so far is for the team.
  `ALTER TABLE templates ADD COLUMN audience text NOT NULL DEFAULT 'TEAM' CHECK (audience IN ('TEAM', 'CUSTOMER'))`,
  'ALTER TABLE templates DROP CONSTRAINT templates_pkey',
  'ALTER TABLE templates ADD PRIMARY KEY (business_id, event_type, channel, locale, audience)',
  `CREATE TABLE activation_instructions (
    business_id tocsin_id NOT NULL REFERENCES businesses (id),
    product_id text NOT NULL,
    locale text NOT NULL,
    markdown text NOT NULL,
    changed_by text NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (business_id, product_id, locale)
  )`,
  `SELECT tocsin_protect('activation_instructions')`,
];

/** What customers read in the words of the business: texts of their e-mails, and how a licence key is activated. */
export class CustomerWords1764001772000 implements Migration {
  name = 'CustomerWords1764001772000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }
}
