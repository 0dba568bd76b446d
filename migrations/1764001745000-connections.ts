import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** The endpoint of a source at its payment provider, what the provider's API said of it, and until when one is being connected. */
export class Connections1764001745000 implements Migration {
  name = 'Connections1764001745000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE sources ADD COLUMN endpoint_id text, ADD COLUMN provider_check jsonb, ADD COLUMN connecting_until timestamptz',
    );
  }
}
