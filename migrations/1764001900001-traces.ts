import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** An event carries the trace that it came in with to the relay, which may be another process (docs/decisions/0029). */
export class Traces1764001900001 implements Migration {
  name = 'Traces1764001900001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE inbox ADD COLUMN traceparent text');
  }
}
