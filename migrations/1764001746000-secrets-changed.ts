import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** When the secrets of a source were changed last: what was refused before says nothing of those that hold now. */
export class SecretsChanged1764001746000 implements Migration {
  name = 'SecretsChanged1764001746000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sources ADD COLUMN secrets_changed_at timestamptz');
  }
}
