/** What a release must not do to the one before it, which runs beside it for a while: its tables and its API go on as they were. */
import { type BreakingChange, buildSchema, findBreakingChanges } from 'graphql';

/** What the catalogue does not show: who waits meanwhile. Each regards tables that the release before knows. */
const WAITS: readonly (readonly [blocks: RegExp, instead: string])[] = [
  [
    /\bADD (CONSTRAINT \w+ )?(CHECK|FOREIGN KEY)(?![^;]*\bNOT VALID\b)/i,
    'it reads the whole table while writers wait: NOT VALID, and VALIDATE CONSTRAINT in the next migration',
  ],
  [
    /\bCREATE (UNIQUE )?INDEX (?!CONCURRENTLY)/i,
    'writers wait while it is built: CREATE INDEX CONCURRENTLY, or say why the table stays small',
  ],
];

/** A statement that is all right for a reason that no rule can see says so in a comment of its own. */
const EXPLAINED = /\/\* safe: [^*]{10,} \*\//;

export const isExplained = (statement: string): boolean => EXPLAINED.test(statement);

/** @returns a sentence for each of the statements beside which the release before could not write; `tables` are those that it knows */
export function blockingStatements(statements: readonly string[], tables: readonly string[]): string[] {
  const parts = statements.flatMap((one) => one.split(';')).map((one) => one.replace(/\s+/g, ' ').trim());
  return parts.flatMap((part) => {
    const known = tables.some((table) => new RegExp(`\\b${table}\\b`).test(part));
    if (!known || isExplained(part)) return [];
    const rule = WAITS.find(([blocks]) => blocks.test(part));
    return rule ? [`${part.slice(0, 120)}: ${rule[1]}`] : [];
  });
}

/** @returns the breaking changes that no line under "### Breaking" of the newest part of the changelog names, as `Type.field` */
export function unnamedBreakingChanges(before: string, now: string, changelog: string): BreakingChange[] {
  const newest = changelog.split(/^## /m)[1] ?? '';
  const noted = /^### Breaking\n([\s\S]*?)(?=^### |$(?![\s\S]))/m.exec(newest)?.[1] ?? '';
  return findBreakingChanges(buildSchema(before), buildSchema(now)).filter(({ description }) => {
    const name = (/\b[A-Z]\w+\.\w+/.exec(description) ?? /\b[A-Z]\w+/.exec(description))?.[0] ?? description;
    return !noted.includes(`\`${name}\``);
  });
}
