import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

const UP = [
  `ALTER TABLE sources ADD COLUMN sealed_api_key text, ADD COLUMN api_key_hint text, ADD COLUMN reconciled_at timestamptz,
    ADD COLUMN reconcile_problem text, ADD COLUMN sweep jsonb`,
  `CREATE INDEX sources_reconciled ON sources (id) WHERE sealed_api_key IS NOT NULL AND removed_at IS NULL`,
  `ALTER TABLE events ADD COLUMN found_by_sweep boolean NOT NULL DEFAULT false`,
];

/** A provider's API key of a source, how far it was asked with it, and which events it was that said so. */
export class Reconcile1764001400000 implements Migration {
  name = 'Reconcile1764001400000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }
}
