import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** Why a request was refused is a code with parameters; the sentences of before stay as they stood. */
export class RejectionReasons1764001710000 implements Migration {
  name = 'RejectionReasons1764001710000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE rejected_requests ALTER COLUMN reason TYPE jsonb
        USING jsonb_build_object('code', 'TEXT', 'params', jsonb_build_object('text', reason))`,
    );
  }
}
