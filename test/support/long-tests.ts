/** Which test files take long. */
export { withoutLong as 'module.exports' };

/**
 * These try the program over real seconds, or by killing it again and again: `npm run test:all` has them, `npm test` has not
 * (docs/decisions/0026).
 */
const LEFT_OUT = ['local/run.', 'temporal/lost-anywhere.', 'delivery/silent-mail-server.'];

/** These start whole programs, or wait for much to come to pass. */
const FIRST = [...LEFT_OUT, 'local/', 'processes/', 'docs/price.', 'access/matrix.', 'ingest/outages.'];

const isOneOf = (parts: readonly string[], path: string) => parts.some((part) => path.includes(`/test/${part}`));

/** One that began last would leave all processors but its own idle. */
export const comesFirst = (path: string): boolean => isOneOf(FIRST, path);

/** Jest's option `--filter` loads this file, and calls what it exports as CommonJS would. */
function withoutLong(paths: readonly string[]): { filtered: string[] } {
  const filtered = paths.filter((path) => !isOneOf(LEFT_OUT, path));
  const count = paths.length - filtered.length;
  console.log(`${count} long test files are left out (docs/decisions/0026): npm run test:all runs them, too.`);
  return { filtered };
}
