import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/**
 * One in-app item per case, in the order of its newest state, and unread counts that read at most 100 rows. Milliseconds
 * only in `updated_at`: it stands in cursors, which JavaScript writes.
 */
export class Inbox1763769668000 implements Migration {
  name = 'Inbox1763769668000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }
}

const UP = [
  `ALTER TABLE notifications ADD COLUMN case_key text, ADD COLUMN occurred_at timestamptz, ADD COLUMN updated_at timestamptz(3)`,
  `UPDATE notifications SET updated_at = created_at`,
  `ALTER TABLE notifications ALTER COLUMN updated_at SET NOT NULL, ALTER COLUMN updated_at SET DEFAULT now()`,
  `CREATE UNIQUE INDEX notifications_case ON notifications (recipient_id, case_key) WHERE case_key IS NOT NULL AND archived_at IS NULL`,
  `CREATE INDEX notifications_unread ON notifications (recipient_id) WHERE read_at IS NULL AND archived_at IS NULL`,
  `CREATE INDEX notifications_unread_team ON notifications (business_id) WHERE read_at IS NULL AND archived_at IS NULL`,
  `DROP INDEX notifications_recipient`,
  `DROP INDEX notifications_business`,
  `CREATE INDEX notifications_recipient ON notifications (recipient_id, updated_at, id)`,
  `CREATE INDEX notifications_business ON notifications (business_id, updated_at, id)`,
];
