/** The tables as the entities have them beside the tables as the migrations made them. */
import type { DataSource } from 'typeorm';

interface Column {
  /** `table.column`, in the database's words. */
  name: string;
  /** PostgreSQL's name of it; of a domain such as tocsin_id, what it is made of. */
  type: string;
  /** Null: it may be either. */
  nullable: boolean | null;
  primary: boolean;
  /** As an expression of PostgreSQL without a cast; null: none; undefined: it may be any. */
  default: string | null | undefined;
}

const COLUMNS = `
  SELECT c.relname || '.' || a.attname AS name, format_type(coalesce(nullif(t.typbasetype, 0), a.atttypid), NULL) AS type,
    NOT a.attnotnull AS nullable,
    EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary AND a.attnum = ANY (i.indkey)) AS primary,
    regexp_replace(pg_get_expr(d.adbin, d.adrelid), '::[a-z ]+$', '') AS default
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'`;

/**
 * What is in one and not in the other, or not the same in both, one line each. Indexes, foreign keys and policies stand in the
 * migrations alone: TypeORM has no words for partial and composite ones or for row-level security.
 * @param beside tables (`inbox`) and columns (`events.planned_at`) that no entity has
 */
export async function schemaDifferences(dataSource: DataSource, beside: readonly string[]): Promise<string[]> {
  const inDatabase: Column[] = await dataSource.query(COLUMNS);
  const inEntities = entityColumns(dataSource);
  const tables = new Set(dataSource.entityMetadatas.map(({ tableName }) => tableName));
  const strangers = inDatabase.filter(({ name }) => !inEntities.has(name)).map(({ name }) => strangerOf(name, tables));
  const seen = new Map(inDatabase.map((column) => [column.name, column]));
  return [
    ...[...new Set(strangers)].filter((name) => !beside.includes(name)).map((name) => `${name} is in no entity`),
    ...beside.filter((name) => !strangers.includes(name)).map((name) => `${name} is not beside the entities`),
    ...[...inEntities.values()].flatMap((entity) => faultsOf(entity, seen.get(entity.name))),
  ].sort();
}

/** A column, or its whole table where no entity has that. */
function strangerOf(name: string, tables: ReadonlySet<string>): string {
  const table = name.split('.')[0] as string;
  return tables.has(table) ? name : table;
}

function faultsOf(entity: Column, database: Column | undefined): string[] {
  if (!database) return [`${entity.name} is in no migration`];
  const differ = (key: 'type' | 'nullable' | 'primary' | 'default', free: null | undefined) =>
    entity[key] === free || entity[key] === database[key]
      ? []
      : [`${entity.name}: ${key} is ${entity[key]} in the entity, ${database[key]} in the database`];
  return [
    ...differ('type', undefined),
    ...differ('nullable', null),
    ...differ('primary', undefined),
    ...differ('default', undefined),
  ];
}

function entityColumns(dataSource: DataSource): Map<string, Column> {
  const columns = new Map<string, Column>();
  for (const { tableName, columns: own } of dataSource.entityMetadatas) {
    const ofTable = dataSource.entityMetadatas.filter((other) => other.tableName === tableName);
    for (const column of own) {
      const name = `${tableName}.${column.databaseName}`;
      const type = dataSource.driver.normalizeType(column) + (column.isArray ? '[]' : '');
      // A column of one kind of destination: TypeORM takes it for nullable, as rows of other kinds have none.
      const ofAll = ofTable.every((other) =>
        other.columns.some(({ databaseName }) => databaseName === column.databaseName),
      );
      const nullable = ofAll ? column.isNullable : null;
      columns.set(name, { name, type, nullable, primary: column.isPrimary, default: defaultOf(column.default) });
    }
  }
  return columns;
}

function defaultOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'object' ? `'${JSON.stringify(value)}'` : String(value);
}
