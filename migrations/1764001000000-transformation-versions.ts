import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** The code that an endpoint had, one version after the other, and whether it was switched off because it keeps failing. */
export class TransformationVersions1764001000000 implements Migration {
  name = 'TransformationVersions1764001000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE transformation_versions (
      destination_id tocsin_id NOT NULL,
      number integer NOT NULL,
      business_id tocsin_id NOT NULL,
      code text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      created_by text,
      PRIMARY KEY (destination_id, number)
    )`);
    await runner.query(`SELECT tocsin_protect('transformation_versions')`);
    await runner.query(`INSERT INTO transformation_versions (destination_id, number, business_id, code)
      SELECT id, 1, business_id, transformation FROM destinations WHERE transformation IS NOT NULL`);
    await runner.query('ALTER TABLE destinations ADD COLUMN code_failures integer NOT NULL DEFAULT 0');
    await runner.query('ALTER TABLE destinations ADD COLUMN code_off_since timestamptz');
  }
}
