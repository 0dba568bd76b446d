import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** An endpoint's own secrets, sealed: what webhooks are signed with, or the key of an API. The current one first. */
export class EndpointSecrets1764000600000 implements Migration {
  name = 'EndpointSecrets1764000600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE destinations ADD COLUMN sealed_secrets jsonb NOT NULL DEFAULT '[]'`);
  }
}
