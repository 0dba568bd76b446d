import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** The relay takes what is urgent before what has waited longer; only what waits is in this index. */
export class UrgentFirst1764001901000 implements Migration {
  name = 'UrgentFirst1764001901000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE INDEX inbox_waiting_by_type ON inbox (event_type, next_attempt_at) WHERE dispatched_at IS NULL AND parked_reason IS NULL',
    );
  }
}
