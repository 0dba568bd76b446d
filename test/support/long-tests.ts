/** Which test files take long. */
export { withoutLong as 'module.exports' };

/**
 * These take 15 s and more on a quiet machine with two processors, the longest first: `npm run test:all` has them, `npm test` has not
 * (docs/decisions/0027).
 */
export const LEFT_OUT = [
  'deploy/image.',
  'local/run.',
  'temporal/lost-anywhere.',
  'access/matrix.',
  'delivery/silent-mail-server.',
  'processes/processes.',
  'local/samples.',
  'ingest/outages.',
  'docs/price.',
  'local/temporal.',
  'workflows/given-up.',
  'docs/guide.',
  'docs/production.',
  'commands/doctor.',
  'commands/rotate-keys.',
  'commands/tocsin.',
  'migrations/owners.',
  'migrations/cut-off.',
  'commands/backup.',
  'local/postgres.',
  'explanations/dispute-agreement.',
  'api/welcome.',
  'platform/usual-limits.',
  'api/random-queries.',
  'temporal/relay.',
  'temporal/burst.',
  'temporal/tracing.',
  'monitoring/canaries.',
  'api/compare-transformation.',
  'api/resend.',
  'ingest/frozen.',
  'cases/chats.',
  'platform/database/connections.',
  'disputes/real-time.',
  'sources/provider-limits.',
  'rendering/browser.',
  'explanations/agreement.',
  'api/statements-per-level.',
];

/** They take as long, and are what the program promises. */
const FIRST = [...LEFT_OUT, 'budgets.', 'api/isolation.', 'scenarios/scenarios.'];

const isOneOf = (parts: readonly string[], path: string) => parts.some((part) => path.includes(`/test/${part}`));

/** One that began last would leave all processors but its own idle. */
export const comesFirst = (path: string): boolean => isOneOf(FIRST, path);

/** Jest's option `--filter` loads this file, and calls what it exports as CommonJS would. */
function withoutLong(paths: readonly string[]): { filtered: string[] } {
  const filtered = paths.filter((path) => !isOneOf(LEFT_OUT, path));
  const count = paths.length - filtered.length;
  console.log(`${count} long test files are left out (docs/decisions/0027): npm run test:all runs them, too.`);
  return { filtered };
}
