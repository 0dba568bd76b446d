import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

const UP = [
  'ALTER TABLE destinations ADD COLUMN takes_unknown boolean',
  `UPDATE destinations SET takes_unknown = false WHERE channel IN ('SLACK', 'DISCORD', 'TEAMS')`,
];

/** Chats get event types that the catalogue does not know only where somebody chose them. */
export class UnknownTypes1764001700000 implements Migration {
  name = 'UnknownTypes1764001700000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }
}
