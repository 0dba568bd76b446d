import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

const RENAMED = [
  'ALTER TABLE receipts RENAME TO delivery_receipts',
  'ALTER INDEX receipts_pkey RENAME TO delivery_receipts_pkey',
  'ALTER INDEX receipts_delivery RENAME TO delivery_receipts_delivery',
  'ALTER TABLE repeats RENAME TO resends',
  'ALTER INDEX repeats_pkey RENAME TO resends_pkey',
  'ALTER INDEX repeats_event RENAME TO resends_event',
  'ALTER SEQUENCE repeats_id_seq RENAME TO resends_id_seq',
  'ALTER INDEX deliveries_again RENAME TO deliveries_resend',
  'ALTER TABLE notifications RENAME COLUMN case_key TO thread_key',
  'ALTER INDEX notifications_case RENAME TO notifications_thread',
  'ALTER TABLE events RENAME COLUMN found_by_sweep TO found_by_reconcile',
  'ALTER TABLE sources RENAME COLUMN sweep TO reconcile_progress',
  'ALTER TABLE disputes RENAME COLUMN swept_at TO requeued_at',
  'ALTER TABLE destination_health RENAME COLUMN told TO notice_raised',
  'ALTER TABLE destinations RENAME COLUMN code_failures TO transformation_failures',
  'ALTER TABLE destinations RENAME COLUMN code_off_since TO transformation_off_since',
];

/** Tables and columns are called as in docs/glossary.md (docs/decisions/0017). Policies and grants go with their table. */
export class Names1764001600000 implements Migration {
  name = 'Names1764001600000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of RENAMED) await runner.query(statement);
  }
}
