import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** Keys of one person, and the audit trail. */
export class Access1763769800000 implements Migration {
  name = 'Access1763769800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE api_keys ADD COLUMN recipient_id tocsin_id REFERENCES recipients (id)');
    await runner.query('CREATE INDEX api_keys_business ON api_keys (business_id, id)');
    await runner.query(`CREATE TABLE audit_entries (
      id tocsin_id PRIMARY KEY,
      business_id tocsin_id NOT NULL REFERENCES businesses (id),
      at timestamptz NOT NULL,
      actor text NOT NULL,
      action text NOT NULL,
      subject text NOT NULL,
      before jsonb,
      after jsonb
    )`);
    await runner.query('CREATE INDEX audit_entries_business ON audit_entries (business_id, id)');
    await runner.query('CREATE INDEX audit_entries_subject ON audit_entries (business_id, subject, id)');
  }
}
