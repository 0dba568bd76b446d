/** What went wrong in the field: test/fixtures/cases has what was sent, what was seen, and what is right. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Data } from '../support/graphql.js';

export interface FieldCase {
  case: string;
  right: string;
  /** Bodies of webhooks, in their order. */
  send?: Record<string, unknown>[];
}

export function caseOf<More = object>(name: string): FieldCase & More {
  return JSON.parse(readFileSync(join(process.cwd(), 'test/fixtures/cases', `${name}.json`), 'utf8'));
}

/** What the case sends, as if the first of it happened now: all moments move along. */
export function sentNow(name: string): Data[] {
  const { send: bodies } = caseOf(name);
  const first = Number(bodies?.[0]?.created);
  const shift = Math.floor(Date.now() / 1_000) - first;
  const moved = JSON.stringify(bodies, (key, value) =>
    ['created', 'due_by'].includes(key) && typeof value === 'number' && value > 0 ? value + shift : value,
  );
  return JSON.parse(moved);
}
