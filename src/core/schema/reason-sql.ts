import type { ReasonCode, ReasonParams } from '../../domain/reasons.js';

/** SQL for a reason that PostgreSQL makes itself; `params`: SQL for each parameter. */
export function reasonSql<Code extends ReasonCode>(
  code: Code,
  params: Record<keyof ReasonParams[Code] & string, string>,
): string {
  const pairs = Object.entries<string>(params).map(([name, sql]) => `'${name}', ${sql}`);
  return `jsonb_build_object('code', '${code}', 'params', jsonb_build_object(${pairs.join(', ')}))`;
}
