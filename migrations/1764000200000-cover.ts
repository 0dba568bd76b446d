import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** One source of notices per business, and the gaps in coverage that its team was told of. */
export class Cover1764000200000 implements Migration {
  name = 'Cover1764000200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE UNIQUE INDEX sources_own ON sources (business_id) WHERE kind = 'TOCSIN'`);
    await runner.query(`CREATE TABLE coverage_gaps (
      business_id tocsin_id NOT NULL REFERENCES businesses (id),
      event_type text NOT NULL,
      since timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (business_id, event_type)
    )`);
    await runner.query(`SELECT tocsin_protect('coverage_gaps')`);
  }
}
