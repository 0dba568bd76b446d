import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** What providers report of mails that they took. The key is theirs: a report that comes again finds itself here. */
export class Receipts1764000900000 implements Migration {
  name = 'Receipts1764000900000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE receipts (
      id text PRIMARY KEY,
      business_id tocsin_id NOT NULL,
      delivery_id tocsin_id NOT NULL,
      report text NOT NULL,
      at timestamptz NOT NULL,
      received_at timestamptz NOT NULL DEFAULT now()
    )`);
    await runner.query(`CREATE INDEX receipts_delivery ON receipts (delivery_id)`);
    await runner.query(`SELECT tocsin_protect('receipts')`);
  }
}
