import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/**
 * A dispute is known by its id within its source, one connected account, and one mode: in earnest or test (docs/decisions/0013). So are
 * the threads of items.
 */
export class IdSpaces1764001907000 implements Migration {
  name = 'IdSpaces1764001907000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }
}

/** SQL for the space of ids of row `x`. */
const spaceOf = (x: string, account: string) =>
  `${x}.source_id || coalesce('/' || ${account}, '') || CASE WHEN ${x}.test THEN '/test' ELSE '' END`;

const UP = [
  `ALTER TABLE disputes ADD COLUMN id_space text NOT NULL DEFAULT '', ADD COLUMN unanswerable boolean NOT NULL DEFAULT false`,
  `UPDATE disputes d SET id_space = ${spaceOf('d', 'c.account')}, unanswerable = coalesce(c.unanswerable, false) AND d.respond_by IS NULL
    FROM disputes o LEFT JOIN LATERAL (
      SELECT max(e.facts->>'account') AS account, bool_or(e.facts->'dispute'->>'due' = 'NONE') AS unanswerable FROM events e
      WHERE e.business_id = o.business_id AND e.source_id = o.source_id AND e.entity_id = o.external_id AND e.test = o.test) c ON true
    WHERE o.id = d.id`,
  // It refused a dispute in earnest beside one of test mode.
  `ALTER TABLE disputes DROP CONSTRAINT disputes_source_id_external_id_stage_key`,
  `CREATE UNIQUE INDEX disputes_identity ON disputes (business_id, external_id, stage, id_space)`,
  `WITH thread AS (
      SELECT DISTINCT ON (n.recipient_id, k.key) n.id, k.key
      FROM notifications n JOIN events e ON e.id = n.event_id
      CROSS JOIN LATERAL (SELECT replace(n.thread_key, e.source_id || ' ', ${spaceOf('e', "(e.facts->>'account')")} || ' ') AS key) k
      WHERE n.thread_key IS NOT NULL AND n.archived_at IS NULL AND k.key <> n.thread_key
      ORDER BY n.recipient_id, k.key, n.occurred_at DESC, n.id DESC
    )
    UPDATE notifications n SET thread_key = t.key FROM thread t WHERE n.id = t.id`,
];
