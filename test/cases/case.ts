/** What went wrong in the field: test/fixtures/cases has what was sent, what was seen, and what is right. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface FieldCase {
  case: string;
  right: string;
  /** Bodies of webhooks, in their order. */
  send?: Record<string, unknown>[];
}

export function caseOf<More = object>(name: string): FieldCase & More {
  return JSON.parse(readFileSync(join(process.cwd(), 'test/fixtures/cases', `${name}.json`), 'utf8'));
}
