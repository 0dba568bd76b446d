import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** Since when a source is quieter than its own habit; null while it is not. */
export class Silence1764001300000 implements Migration {
  name = 'Silence1764001300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sources ADD COLUMN silent_since timestamptz');
  }
}
