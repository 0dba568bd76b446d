import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** How destinations and providers are doing. No row means well: what works costs no write. */
export class Health1764000800000 implements Migration {
  name = 'Health1764000800000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }
}

const UP = [
  // src/domain/health.ts says what the columns mean. last_at doubles as the version of a row.
  `CREATE TABLE destination_health (
    destination_id tocsin_id PRIMARY KEY REFERENCES destinations (id),
    business_id tocsin_id NOT NULL REFERENCES businesses (id),
    failures integer NOT NULL,
    since timestamptz NOT NULL,
    last_at timestamptz NOT NULL,
    probe_at timestamptz,
    told boolean NOT NULL,
    ends_at timestamptz,
    message text NOT NULL
  )`,
  `SELECT tocsin_protect('destination_health')`,
  // A provider that refuses our credentials; each business hears of it once.
  `CREATE TABLE channel_pauses (
    business_id tocsin_id NOT NULL REFERENCES businesses (id),
    channel text NOT NULL,
    since timestamptz NOT NULL,
    refused_at timestamptz NOT NULL,
    message text NOT NULL,
    PRIMARY KEY (business_id, channel)
  )`,
  `SELECT tocsin_protect('channel_pauses')`,
  // From when on it missed what replayMissed sends.
  `ALTER TABLE destinations ADD COLUMN missed_since timestamptz`,
];
