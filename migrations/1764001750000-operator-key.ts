import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

const UP = [
  'ALTER TABLE api_keys ADD COLUMN of_operator boolean NOT NULL DEFAULT false',
  // Whoever makes a key by the API stands in the audit trail; the environment's keys were never made there.
  `UPDATE api_keys k SET of_operator = true WHERE name = 'operator' AND access = 'ADMIN'
     AND NOT EXISTS (SELECT FROM audit_entries a WHERE a.business_id = k.business_id AND a.subject = k.id AND a.action = 'createApiKey')`,
];

/** The key of TOCSIN_ADMIN_KEY is one key: a new one ends the old one, which therefore has to be known. */
export class OperatorKey1764001750000 implements Migration {
  name = 'OperatorKey1764001750000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }
}
