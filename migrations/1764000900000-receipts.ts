import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What providers report of mails that they took. The key is theirs: a report that comes again finds itself here. */
export class Receipts1764000900000 implements MigrationInterface {
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

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE receipts');
  }
}
