import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/**
 * A dispute is known by its id within what that id is one thing (docs/decisions/0013): at a payment provider whichever source tells of
 * it, of any other producer within its source; within one connected account; in earnest or in test mode. So are the threads of items.
 */
export class IdSpaces1764001907000 implements Migration {
  name = 'IdSpaces1764001907000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }
}

/** SQL for the space of ids of row `x`, which came by source `o`. */
const spaceOf = (x: string, account: string) =>
  `coalesce(CASE WHEN o.kind IN ('STRIPE', 'DODO') THEN o.kind ELSE o.id END, '') || coalesce('/' || ${account}, '')
    || CASE WHEN ${x}.test THEN '/test' ELSE '' END`;

const UP = [
  `ALTER TABLE disputes ADD COLUMN id_space text NOT NULL DEFAULT '', ADD COLUMN unanswerable boolean NOT NULL DEFAULT false`,
  // Where two sources told of one dispute, the newer row goes on. The others keep a space that nothing is told in.
  `WITH known AS (
      SELECT d.id, d.source_id, ${spaceOf('d', 'e.account')} AS space,
        row_number() OVER (PARTITION BY d.business_id, d.external_id, d.stage, ${spaceOf('d', 'e.account')}
          ORDER BY o.removed_at IS NULL DESC, d.id DESC) AS place, coalesce(e.unanswerable, false) AS unanswerable
      FROM disputes d LEFT JOIN sources o ON o.id = d.source_id LEFT JOIN LATERAL (
        SELECT max(c.facts->>'account') AS account, bool_or(c.facts->'dispute'->>'due' = 'NONE') AS unanswerable FROM events c
        WHERE c.business_id = d.business_id AND c.source_id = d.source_id AND c.entity_id = d.external_id AND c.test = d.test) e ON true
    )
    UPDATE disputes d SET id_space = CASE WHEN k.place = 1 THEN k.space ELSE 'former/' || k.source_id END,
      unanswerable = k.unanswerable AND d.respond_by IS NULL,
      state = CASE WHEN k.place > 1 AND d.state IN ('NEEDS_RESPONSE', 'ACKNOWLEDGED', 'RESPONDED') THEN 'CLOSED' ELSE d.state END,
      next_at = CASE WHEN k.place = 1 THEN d.next_at END
    FROM known k WHERE k.id = d.id`,
  // It refused a dispute in earnest beside one of test mode.
  `ALTER TABLE disputes DROP CONSTRAINT disputes_source_id_external_id_stage_key`,
  `CREATE UNIQUE INDEX disputes_identity ON disputes (business_id, external_id, stage, id_space)`,
  `WITH thread AS (
      SELECT DISTINCT ON (n.recipient_id, k.key) n.id, k.key
      FROM notifications n JOIN events e ON e.id = n.event_id JOIN sources o ON o.id = e.source_id
      CROSS JOIN LATERAL (SELECT replace(n.thread_key, e.source_id || ' ', ${spaceOf('e', "(e.facts->>'account')")} || ' ') AS key) k
      WHERE n.thread_key IS NOT NULL AND n.archived_at IS NULL AND k.key <> n.thread_key
      ORDER BY n.recipient_id, k.key, n.occurred_at DESC, n.id DESC
    )
    UPDATE notifications n SET thread_key = t.key FROM thread t WHERE n.id = t.id`,
];
