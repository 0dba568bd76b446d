import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** The relay takes from each business in turns, and steps from one to the next through this index; it no longer reads by the others. */
export class InTurns1764001904000 implements Migration {
  name = 'InTurns1764001904000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE INDEX inbox_waiting_in_turns ON inbox (business_id, event_type, next_attempt_at) WHERE dispatched_at IS NULL AND parked_reason IS NULL',
    );
    await runner.query('DROP INDEX inbox_waiting, inbox_waiting_by_type');
  }
}
