import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';
import { OLD_SENTENCES, type OldSentence } from './reasons-old-sentences.js';

/**
 * Reasons are codes with parameters: `{"code", "params"}` in place of English sentences. Notices of Tocsin are marked by a
 * column instead of the beginning of an id that producers choose, too, and each origin has external ids of its own.
 */
export class Reasons1764001550000 implements Migration {
  name = 'Reasons1764001550000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(REASON_OF);
    for (const statement of [...COLUMNS.map(toReason), ...RENAMED, ...ORIGINS]) await runner.query(statement);
    await runner.query('DROP FUNCTION reason_of(text)');
  }
}

/** Tables and their columns. */
const COLUMNS: [table: string, ...columns: string[]][] = [
  ['deliveries', 'because', 'reason'],
  ['attempts', 'detail'],
  ['repeats', 'reason'],
  ['events', 'status_reason'],
  ['inbox', 'parked_reason'],
  ['destinations', 'disabled_reason'],
  ['destination_health', 'message'],
  ['channel_pauses', 'message'],
  ['transformation_failures', 'message'],
  ['sources', 'reconcile_problem'],
];

/** One rewriting of each table. */
function toReason([table, ...columns]: [string, ...string[]]): string {
  const changes = columns.map((column) => `ALTER COLUMN ${column} TYPE jsonb USING reason_of(${column})`);
  return `ALTER TABLE ${table} ${changes.join(', ')}`;
}

const RENAMED = ['destination_health', 'channel_pauses', 'transformation_failures'].map(
  (table) => `ALTER TABLE ${table} RENAME COLUMN message TO reason`,
);

const ORIGINS = [
  `ALTER TABLE events ADD COLUMN own boolean NOT NULL DEFAULT false`,
  `UPDATE events e SET own = true WHERE EXISTS (SELECT FROM sources s WHERE s.id = e.source_id AND s.kind = 'TOCSIN')
    OR e.external_id LIKE 'tocsin:%'
      AND e.type IN ('dispute.reminder', 'dispute.deadline_passed', 'dispute.acknowledged', 'dispute.responded')`,
  `ALTER TABLE inbox ADD COLUMN origin text NOT NULL DEFAULT 'PRODUCER' CHECK (origin IN ('PRODUCER', 'RECONCILE', 'TOCSIN'))`,
  `UPDATE inbox i SET origin = CASE WHEN e.own THEN 'TOCSIN' ELSE 'RECONCILE' END
    FROM events e WHERE e.id = i.id AND (e.own OR e.found_by_sweep)`,
  `ALTER TABLE inbox DROP CONSTRAINT inbox_source_id_external_id_key, ADD UNIQUE (source_id, origin, external_id)`,
];

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Of what a parameter consists, where it is not any text, and what SQL makes of it. */
const KINDS: Record<string, { pattern: string; value: (text: string) => string }> = {
  why: { pattern: '.*', value: (text) => `reason_of(${text})` },
  since: { pattern: '[-0-9]+T[0-9:.]+Z', value: (text) => `jsonb_build_object('at', ${text}, 'timeZone', 'UTC')` },
  ...Object.fromEntries(
    ['times', 'status', 'port', 'ms'].map((name) => [
      name,
      { pattern: '[0-9]{1,9}', value: (text: string) => `${text}::integer` },
    ]),
  ),
};

const TEXT = { pattern: '.*', value: (text: string) => text };

const kindOf = (name: string) => KINDS[name] ?? TEXT;

const literal = (text: string) => text.replace(/[.*+?^$()[\]|\\]/g, '\\$&');

/** SQL that returns the code of a sentence like this one. */
function ruleOf([code, sentence, fixed = {}]: OldSentence): string {
  // Every second part is a name.
  const parts = sentence.split(/\{(\w+)\}/);
  const names = parts.filter((_, at) => at % 2 === 1);
  const pattern = parts.map((part, at) => (at % 2 === 1 ? `(${kindOf(part).pattern})` : literal(part))).join('');
  const params = [
    ...names.map((name, at) => `${quoted(name)}, ${kindOf(name).value(`m[${at + 1}]`)}`),
    ...Object.entries(fixed).map(([name, value]) => `${quoted(name)}, ${quoted(JSON.stringify(value))}::jsonb`),
  ];
  return `
    m := regexp_match(sentence, ${quoted(`^${pattern}$`)});
    IF m IS NOT NULL THEN
      RETURN jsonb_build_object('code', ${quoted(code)}, 'params', jsonb_build_object(${params.join(', ')}));
    END IF;`;
}

/** What is no sentence of ours, such as a carrier's words, stays as it stood. */
const REASON_OF = `CREATE FUNCTION reason_of(sentence text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE STRICT AS $f$
  DECLARE m text[];
  BEGIN${OLD_SENTENCES.map(ruleOf).join('')}
    RETURN jsonb_build_object('code', 'TEXT', 'params', jsonb_build_object('text', sentence));
  END $f$`;
