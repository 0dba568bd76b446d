import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when a source is quieter than its own habit; null while it is not. */
export class Silence1764001300000 implements MigrationInterface {
  name = 'Silence1764001300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sources ADD COLUMN silent_since timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sources DROP COLUMN silent_since');
  }
}
