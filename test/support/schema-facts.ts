/** What a database promises to those who use it, as its catalogue says; and what a statement takes from a release that runs beside it. */

type Query = (text: string, values?: unknown[]) => Promise<unknown>;

/**
 * `NEEDED`: somebody may rely on it, so that it breaks him where it goes or changes. `LIMIT`: it may refuse what somebody does, so that
 * it breaks him where it comes.
 */
interface Fact {
  sort: 'NEEDED' | 'LIMIT';
  /** For people, with the table that it is of: `column disputes.id_space`. */
  name: string;
  /** What it is like: another one is another fact. */
  like: string;
  /** The table that it limits; empty for what is needed. */
  of: string;
  /** The columns that it is about; an empty name for what is no column. */
  columns: string[];
}

export type Schema = ReadonlyMap<string, Fact>;

const INSTEAD: Readonly<Record<string, string>> = {
  table: 'the old code reads it: drop it a release later, and add a new name beside the old one',
  view: 'the old code reads it: drop it a release later, and add a new name beside the old one',
  column: 'the old code uses it as it was: add another column beside it, fill both, and drop it a release later',
  default: 'the old code leaves the column out: drop its default a release later',
  key: 'ON CONFLICT of the old code finds no such key then, and each of its statements with it fails: drop it a release later',
  function: 'the old code calls it so: add another function beside it, and drop it a release later',
  label: 'the old code writes it: drop it a release later',
  trigger: 'the old code leaves this to it: drop it a release later',
  policy: 'the old code sees its rows by it: change it a release later',
  right: 'the old code may need it: revoke it a release later',
  cascade: 'the old code leaves it to the database what goes with a row: drop it a release later',
  'NOT NULL': 'the old code may leave it out: give it a DEFAULT, or let it be NULL for a release',
  rule: 'the old code may write what it refuses: add it a release later, or say in the statement why it never does',
  'unique key':
    'the old code may write what it refuses: add it a release later, or say in the statement why it never does',
  'new trigger': 'the old code meets it: say in the statement why that is well',
  'row security': 'the old code may see no row then: turn it on a release later',
};

const OURS = `n.nspname = 'public'`;
const TABLE_OF = (x: string) => `JOIN pg_class t ON t.oid = ${x} JOIN pg_namespace n ON n.oid = t.relnamespace`;
const COLUMNS_OF = (relation: string, numbers: string) =>
  `ARRAY(SELECT coalesce(a.attname::text, '') FROM unnest(${numbers}) k LEFT JOIN pg_attribute a ON a.attrelid = ${relation} AND a.attnum = k AND k > 0)`;
const NONE = `'{}'::text[]`;

/** Each gives sort, name, like, of, columns. */
const FACTS = [
  `SELECT 'NEEDED', CASE t.relkind WHEN 'v' THEN 'view ' WHEN 'm' THEN 'view ' ELSE 'table ' END || t.relname, '', '', ${NONE}
    FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace WHERE ${OURS} AND t.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')`,
  `SELECT 'NEEDED', 'column ' || t.relname || '.' || a.attname, concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attidentity, a.attgenerated), '', ${NONE}
    FROM pg_attribute a ${TABLE_OF('a.attrelid')} WHERE ${OURS} AND t.relkind IN ('r', 'p', 'v', 'm') AND a.attnum > 0 AND NOT a.attisdropped`,
  `SELECT 'NEEDED', 'default ' || t.relname || '.' || a.attname, '', '', ${NONE}
    FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum ${TABLE_OF('d.adrelid')} WHERE ${OURS}`,
  `SELECT 'NEEDED', 'key ' || t.relname || '.' || i.relname, regexp_replace(pg_get_indexdef(x.indexrelid), '^.* ON ', ''), '', ${NONE}
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid ${TABLE_OF('x.indrelid')} WHERE ${OURS} AND x.indisunique AND x.indisvalid`,
  `SELECT 'NEEDED', 'function ' || p.proname, pg_get_function_identity_arguments(p.oid) || ' -> ' || pg_get_function_result(p.oid), '', ${NONE}
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE ${OURS} AND p.prokind IN ('f', 'p') AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.objid = p.oid AND e.deptype = 'e')`,
  `SELECT 'NEEDED', 'label ' || y.typname || '.' || l.enumlabel, '', '', ${NONE}
    FROM pg_enum l JOIN pg_type y ON y.oid = l.enumtypid JOIN pg_namespace n ON n.oid = y.typnamespace WHERE ${OURS}`,
  `SELECT 'NEEDED', 'trigger ' || t.relname || '.' || g.tgname, g.tgenabled::text || ' ' || pg_get_triggerdef(g.oid), '', ${NONE}
    FROM pg_trigger g ${TABLE_OF('g.tgrelid')} WHERE ${OURS} AND NOT g.tgisinternal`,
  `SELECT 'NEEDED', 'policy ' || tablename || '.' || policyname, concat_ws(' ', permissive, cmd, roles::text, qual, with_check), '', ${NONE}
    FROM pg_policies WHERE schemaname = 'public'`,
  `SELECT 'NEEDED', 'right ' || t.relname || ' ' || r.privilege_type || ' of ' || coalesce(g.rolname, 'everybody'), '', '', ${NONE}
    FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace CROSS JOIN aclexplode(t.relacl) r LEFT JOIN pg_roles g ON g.oid = r.grantee WHERE ${OURS}`,
  `SELECT 'NEEDED', 'cascade ' || t.relname || '.' || c.conname, c.confdeltype::text || c.confupdtype::text, '', ${NONE}
    FROM pg_constraint c ${TABLE_OF('c.conrelid')} WHERE ${OURS} AND c.contype = 'f' AND (c.confdeltype <> 'a' OR c.confupdtype <> 'a')`,
  `SELECT 'LIMIT', 'NOT NULL ' || t.relname || '.' || a.attname, '', t.relname, CASE WHEN a.atthasdef OR a.attidentity <> '' THEN ARRAY[a.attname::text] ELSE ${NONE} END
    FROM pg_attribute a ${TABLE_OF('a.attrelid')} WHERE ${OURS} AND t.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND a.attnotnull`,
  `SELECT 'LIMIT', 'rule ' || t.relname || '.' || c.conname, pg_get_constraintdef(c.oid), t.relname, ${COLUMNS_OF('c.conrelid', 'c.conkey')}
    FROM pg_constraint c ${TABLE_OF('c.conrelid')} WHERE ${OURS} AND c.contype IN ('c', 'f', 'x')`,
  `SELECT 'LIMIT', 'unique key ' || t.relname || '.' || i.relname, '', t.relname, ${COLUMNS_OF('x.indrelid', 'x.indkey::int2[]')}
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid ${TABLE_OF('x.indrelid')} WHERE ${OURS} AND x.indisunique`,
  `SELECT 'LIMIT', 'new trigger ' || t.relname || '.' || g.tgname, '', t.relname, ${NONE}
    FROM pg_trigger g ${TABLE_OF('g.tgrelid')} WHERE ${OURS} AND NOT g.tgisinternal`,
  `SELECT 'LIMIT', 'row security ' || t.relname, CASE WHEN t.relforcerowsecurity THEN 'forced' ELSE '' END, t.relname, ${NONE}
    FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace WHERE ${OURS} AND t.relrowsecurity`,
];

/** What the database of this connection promises now. */
export async function readSchema(query: Query): Promise<Schema> {
  const text = FACTS.map((facts) => `SELECT * FROM (${facts}) f (sort, name, "like", "of", columns)`).join(
    ' UNION ALL ',
  );
  const facts = (await query(text)) as Fact[];
  // Two functions of one name are two facts.
  return new Map(
    facts.map((fact) => [`${fact.sort} ${fact.name}${fact.name.startsWith('function ') ? fact.like : ''}`, fact]),
  );
}

/** @returns a sentence for each thing that is no more as it was in `before`, of the tables and columns of `before` */
export function breaksBetween(before: Schema, after: Schema): string[] {
  const gone = [...before].filter(([key, { sort, like }]) => sort === 'NEEDED' && after.get(key)?.like !== like);
  const whole = gone.filter(([, { name }]) => /^(table|view) /.test(name));
  const come = [...after].filter(([key, fact]) => before.get(key)?.like !== fact.like && limits(fact, before));
  const breaks = [...(whole.length > 0 ? whole : gone), ...come];
  return breaks.map(
    ([, { name }]) => `${name}: ${INSTEAD[Object.keys(INSTEAD).find((kind) => name.startsWith(`${kind} `)) ?? '']}`,
  );
}

/** Whether it may refuse those who know no more than `before`: they leave new columns to their defaults. */
const limits = ({ sort, of, columns }: Fact, before: Schema): boolean =>
  sort === 'LIMIT' &&
  before.has(`NEEDED table ${of}`) &&
  (columns.length === 0 || columns.some((column) => column === '' || before.has(`NEEDED column ${of}.${column}`)));
