import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

const UP = [
  'ALTER TABLE events ADD COLUMN published_by text',
  // Webhooks, which are nearly all there is, pay nothing for it.
  'CREATE INDEX events_published ON events (business_id, published_by, id) WHERE published_by IS NOT NULL',
];

/** Which credential published an event: a PRODUCER sees its own. */
export class PublishedBy1764001830000 implements Migration {
  name = 'PublishedBy1764001830000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }
}
