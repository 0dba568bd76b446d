import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** What a chat said of the room that somebody connected by its button: {"room","team","manageUrl"}. */
export class ChatConnections1764001902000 implements Migration {
  name = 'ChatConnections1764001902000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE destinations ADD COLUMN connection jsonb');
  }
}
