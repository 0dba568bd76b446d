import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** A pause of a channel ends with the first message that the carrier takes which refused us. */
export class PausesEnd1764001906000 implements Migration {
  name = 'PausesEnd1764001906000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }
}

const UP = [
  // Null of pauses that were noted before: any carrier of the channel ends them.
  `ALTER TABLE channel_pauses ADD COLUMN carrier text, ADD COLUMN taken_at timestamptz`,
  `CREATE INDEX channel_pauses_open ON channel_pauses (channel) WHERE taken_at IS NULL OR taken_at < refused_at
    /* safe: it has a row for each business and channel at most */`,
];
