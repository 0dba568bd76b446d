import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

const UP = [
  // What is sealed does not compress: PostgreSQL would try each time.
  'ALTER TABLE inbox ALTER COLUMN body SET STORAGE EXTERNAL',
  // By which key the bodies are sealed up to which event: maintenance goes on there. Null: by none.
  `ALTER TABLE businesses ADD COLUMN bodies_key text,
    ADD COLUMN bodies_sealed_to tocsin_id NOT NULL DEFAULT 'evt_00000000000000000000000000'`,
];

/** Bodies are sealed at rest (docs/decisions/0026). Those that are there already follow piece by piece, in the nights after. */
export class SealedBodies1764001840000 implements Migration {
  name = 'SealedBodies1764001840000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }
}
