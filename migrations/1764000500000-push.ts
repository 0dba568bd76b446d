import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** Devices: a phone's token or a browser's subscription, sealed; its hash finds the same device again. */
export class Push1764000500000 implements Migration {
  name = 'Push1764000500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE destinations ADD COLUMN platform text, ADD COLUMN sealed_token text,
      ADD COLUMN token_hash text, ADD COLUMN last_seen_at timestamptz`);
    await runner.query(`CREATE UNIQUE INDEX destinations_device ON destinations (business_id, token_hash)
      WHERE removed_at IS NULL AND token_hash IS NOT NULL`);
  }
}
