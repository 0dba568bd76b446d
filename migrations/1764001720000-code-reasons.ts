import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** Where a reason can stand, or one inside of another. */
const COLUMNS = [
  ['deliveries', 'reason'],
  ['attempts', 'detail'],
  ['resends', 'reason'],
  ['transformation_failures', 'reason'],
  ['destination_health', 'reason'],
  ['destinations', 'disabled_reason'],
] as const;

/** CODE_ERROR held a whole sentence; now it holds what the code threw, and the sandbox has codes of its own. */
export class CodeReasons1764001720000 implements Migration {
  name = 'CodeReasons1764001720000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, column] of COLUMNS) await runner.query(keepSentences(table, column));
  }
}

/** As text jsonb has one form, and a quotation mark inside of a string is escaped: what is found is a reason. */
const OLD = '{"code": "CODE_ERROR", "params": {"error": ';
const KEPT = '{"code": "TEXT", "params": {"text": ';

const keepSentences = (table: string, column: string) =>
  `UPDATE ${table} SET ${column} = replace(${column}::text, '${OLD}', '${KEPT}')::jsonb
   WHERE position('${OLD}' in ${column}::text) > 0`;
