import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** Links to sign in are not the only tokens that work once: who connects a chat comes back with one, too. */
export class UsedTokens1764001880000 implements Migration {
  name = 'UsedTokens1764001880000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE used_sign_in_links RENAME TO used_tokens');
  }
}
