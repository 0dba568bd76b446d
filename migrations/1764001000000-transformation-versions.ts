import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The code that an endpoint had, one version after the other, and whether it was switched off because it keeps failing. */
export class TransformationVersions1764001000000 implements MigrationInterface {
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

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE destinations DROP COLUMN code_failures, DROP COLUMN code_off_since');
    await runner.query('DROP TABLE transformation_versions');
  }
}
