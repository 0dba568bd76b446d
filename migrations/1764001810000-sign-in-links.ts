import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** Which links to sign in were used: each works once. A row is of no use when its link has ended, and goes with a later sign-in. */
export class SignInLinks1764001810000 implements Migration {
  name = 'SignInLinks1764001810000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE used_sign_in_links (
      hash bytea PRIMARY KEY,
      business_id tocsin_id NOT NULL REFERENCES businesses (id),
      ends_at timestamptz NOT NULL
    )`);
    await runner.query(`SELECT tocsin_protect('used_sign_in_links')`);
  }
}
