import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** What Temporal refused for good is counted each time that somebody asks for metrics. */
export class Parked1764001893000 implements Migration {
  name = 'Parked1764001893000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX inbox_parked ON inbox (event_type) WHERE parked_reason IS NOT NULL');
  }
}
