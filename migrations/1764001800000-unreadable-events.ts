import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** Finds the few events that could not be read; all others are not in this index. */
export class UnreadableEvents1764001800000 implements Migration {
  name = 'UnreadableEvents1764001800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX events_unreadable ON events (business_id, source_id, id) WHERE facts->>'unreadable' IS NOT NULL`,
    );
  }
}
