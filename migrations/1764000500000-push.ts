import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Devices: a phone's token or a browser's subscription, sealed; its hash finds the same device again. */
export class Push1764000500000 implements MigrationInterface {
  name = 'Push1764000500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE destinations ADD COLUMN platform text, ADD COLUMN sealed_token text,
      ADD COLUMN token_hash text, ADD COLUMN last_seen_at timestamptz`);
    await runner.query(`CREATE UNIQUE INDEX destinations_device ON destinations (business_id, token_hash)
      WHERE removed_at IS NULL AND token_hash IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DELETE FROM preferences WHERE destination_id IN (SELECT id FROM destinations WHERE kind = 'PUSH')`,
    );
    await runner.query(`DELETE FROM destinations WHERE kind = 'PUSH'`);
    await runner.query(`ALTER TABLE destinations DROP COLUMN platform, DROP COLUMN sealed_token, DROP COLUMN token_hash,
      DROP COLUMN last_seen_at`);
  }
}
