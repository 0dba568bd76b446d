import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

const UP = [
  // What was added before is known by now: each of its mails has had links that end them.
  `ALTER TABLE destinations ADD COLUMN welcome_due boolean NOT NULL DEFAULT false`,
  `CREATE INDEX destinations_welcome_due ON destinations (id) WHERE welcome_due`,
];

/** Which addresses still have to be told that they were added. */
export class Welcomes1764001820000 implements Migration {
  name = 'Welcomes1764001820000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }
}
