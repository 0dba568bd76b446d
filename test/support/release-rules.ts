/** What a release must not do to the one before it, which runs beside it for a while: its tables and its API go on as they were. */
import { type BreakingChange, buildSchema, findBreakingChanges } from 'graphql';

interface Rule {
  breaks: RegExp;
  /** What to do instead. */
  instead: string;
}

/** Each regards tables that the release before knows. Written with `TABLE` for the name of one. */
const RULES: readonly Rule[] = [
  { breaks: /\bDROP (TABLE|VIEW)\b/i, instead: 'the old code reads it: drop it a release later' },
  { breaks: /\bDROP COLUMN\b/i, instead: 'the old code reads it: drop it a release later' },
  { breaks: /\bRENAME\b/i, instead: 'add the new name, write both, and drop the old one a release later' },
  { breaks: /\bALTER (COLUMN )?"?\w+"? (SET DATA )?TYPE\b/i, instead: 'add a column of the new type, and fill it' },
  { breaks: /\bSET NOT NULL\b/i, instead: 'the old code may leave it out: do it a release later' },
  {
    breaks:
      /\bADD (COLUMN )?(?!CONSTRAINT|CHECK|UNIQUE|FOREIGN|PRIMARY)(?=[^,;]*\bNOT NULL\b)(?![^,;]*\b(DEFAULT|GENERATED)\b)/i,
    instead: 'the old code does not fill it: give it a DEFAULT, or let it be NULL',
  },
  {
    breaks: /\bADD (CONSTRAINT \w+ )?(CHECK|FOREIGN KEY)(?![^;]*\bNOT VALID\b)/i,
    instead: 'it reads the whole table while writers wait: NOT VALID, and VALIDATE CONSTRAINT in the next migration',
  },
  {
    breaks: /\b(CREATE UNIQUE INDEX|ADD (CONSTRAINT \w+ )?UNIQUE)\b/i,
    instead: 'the old code may write what it refuses',
  },
  {
    breaks: /\bCREATE INDEX (?!CONCURRENTLY)/i,
    instead: 'writers wait while it is built: CREATE INDEX CONCURRENTLY, or say why the table stays small',
  },
  { breaks: /\bREVOKE\b/i, instead: 'the old code may need it: revoke it a release later' },
];

/** A statement that is all right for a reason that no rule can see says so in a comment of its own. */
const EXPLAINED = /\/\* safe: [^*]{10,} \*\//;

/** @returns a sentence for each statement that the release before would not survive; `tables` are those that it knows */
export function breakingStatements(statements: readonly string[], tables: readonly string[]): string[] {
  const parts = statements.flatMap((one) => one.split(';')).map((one) => one.replace(/\s+/g, ' ').trim());
  return parts.flatMap((part) => {
    const known = tables.some((table) => new RegExp(`\\b${table}\\b`).test(part));
    if (!known || EXPLAINED.test(part)) return [];
    const rule = RULES.find(({ breaks }) => breaks.test(part));
    return rule ? [`${part.slice(0, 120)}: ${rule.instead}`] : [];
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
