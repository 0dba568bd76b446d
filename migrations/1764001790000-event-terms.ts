import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/**
 * The words by which events are found (docs/decisions/0023). A comparison of texts is all that PostgreSQL lets an index decide
 * before row-level security has: patterns, trigrams and text search would read every event of the business.
 */
export class EventTerms1764001790000 implements Migration {
  name = 'EventTerms1764001790000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
    await runner.query(TERMS_OF);
    await runner.query(
      `INSERT INTO event_terms (business_id, event_id, term) SELECT e.business_id, e.id, t.term FROM events e
       CROSS JOIN LATERAL tocsin_terms_of(e.type, e.external_id, e.entity_id, e.facts) t`,
    );
    await runner.query('CREATE INDEX event_terms_search ON event_terms (business_id, term)');
    await runner.query('CREATE INDEX event_terms_event ON event_terms (event_id)');
    await runner.query("SELECT tocsin_protect('event_terms')");
    for (const statement of FOLLOWING) await runner.query(statement);
    await runner.query('ANALYZE event_terms');
  }
}

const TABLE = `CREATE TABLE event_terms (
  business_id tocsin_id NOT NULL,
  event_id tocsin_id NOT NULL,
  term text COLLATE "C" NOT NULL
)`;

/**
 * What a search for one event may begin with, in small letters: its ids, type, last part of the type, amount, and of the customer the
 * e-mail, its domain, and the name from each of its words on. Where words have no spaces between them, from each letter on.
 */
const TERMS_OF = `CREATE FUNCTION tocsin_terms_of(type text, external_id text, entity_id text, facts jsonb)
  RETURNS TABLE (term text) LANGUAGE sql IMMUTABLE AS $$
  SELECT DISTINCT left(lower(found.term), 100) COLLATE "C" FROM (
    SELECT unnest(ARRAY[type, regexp_replace(type, '^[^.]*[.]', ''), external_id, entity_id, facts->>'amount', facts->>'account',
      facts->>'customerId', facts->>'customerEmail', split_part(facts->>'customerEmail', '@', 2), facts->>'paymentId',
      facts->>'subscriptionId', facts->>'invoiceId', facts->>'invoiceNumber', facts->>'refundId', facts->>'disputeId',
      facts->>'payoutId']) AS term
    UNION ALL
    SELECT term FROM regexp_split_to_array(btrim(left(facts->>'customerName', 200)), '[[:space:]]+') AS words,
      generate_series(1, least(cardinality(words), 12)) AS word,
      LATERAL (
        SELECT array_to_string(words[word:], ' ') AS term
        UNION ALL SELECT part FROM regexp_split_to_table(words[word], '-') AS part WHERE words[word] LIKE '%-%'
        UNION ALL SELECT substr(words[word], letter) FROM generate_series(2, least(length(words[word]), 12)) AS letter
          WHERE words[word] ~ '[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]'
      ) AS named
  ) AS found WHERE found.term <> ''
  $$`;

/** Whoever writes an event writes its terms beside it, in one statement; here is kept up with what changes or ends one, which is rare. */
const FOLLOWING = [
  `CREATE FUNCTION tocsin_follow_event() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    DELETE FROM event_terms WHERE event_id = OLD.id AND business_id = OLD.business_id;
    IF TG_OP = 'UPDATE' THEN
      INSERT INTO event_terms (business_id, event_id, term) SELECT NEW.business_id, NEW.id, t.term
      FROM tocsin_terms_of(NEW.type, NEW.external_id, NEW.entity_id, NEW.facts) t;
    END IF;
    RETURN NULL;
  END $$`,
  `CREATE TRIGGER event_terms AFTER UPDATE OF type, external_id, entity_id, facts OR DELETE ON events
    FOR EACH ROW EXECUTE FUNCTION tocsin_follow_event()`,
];
