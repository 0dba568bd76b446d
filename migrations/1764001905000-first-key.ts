import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** The first key of a business has no name of its own any more: whoever reads it reads it in their language. */
export class FirstKey1764001905000 implements Migration {
  name = 'FirstKey1764001905000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE api_keys k SET name = '' WHERE name = 'first key' AND EXISTS (SELECT FROM audit_entries a
        WHERE a.business_id = k.business_id AND a.subject = k.id AND a.action = 'createApiKey' AND a.actor = 'tocsin business add')`);
  }
}
