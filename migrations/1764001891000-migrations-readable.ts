import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** Processes that log in as another user than the owner look at their start whether the database is of their version. */
export class MigrationsReadable1764001891000 implements Migration {
  name = 'MigrationsReadable1764001891000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('GRANT SELECT ON migrations TO tocsin_app');
  }
}
