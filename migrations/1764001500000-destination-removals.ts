import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

// Rare, so that it may cost the lock which NOTIFY takes at commit. Triggers, because destinations end in many statements.
const UP = [
  `CREATE FUNCTION notify_removal() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_notify('tocsin_removals', NEW.business_id);
      RETURN NULL;
    END $$`,
  `CREATE TRIGGER notify_removal AFTER UPDATE OF enabled, suppressed, removed_at ON destinations FOR EACH ROW
    WHEN (OLD.enabled AND NOT NEW.enabled OR NEW.suppressed AND NOT OLD.suppressed
      OR NEW.removed_at IS NOT NULL AND OLD.removed_at IS NULL)
    EXECUTE FUNCTION notify_removal()`,
  `CREATE TRIGGER notify_removal AFTER UPDATE OF removed_at ON recipients FOR EACH ROW
    WHEN (NEW.removed_at IS NOT NULL AND OLD.removed_at IS NULL) EXECUTE FUNCTION notify_removal()`,
  `CREATE TRIGGER notify_removal AFTER INSERT OR UPDATE ON customer_emails FOR EACH ROW
    WHEN (NOT NEW.enabled) EXECUTE FUNCTION notify_removal()`,
];

/** Workers hear at once of what may get nothing any more, so that a slow chunk need not ask again and again. */
export class DestinationRemovals1764001500000 implements Migration {
  name = 'DestinationRemovals1764001500000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }
}
