/** Every WARN and ERROR has a code of the registry, the page about them is fresh, and what lasts is said once. */
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { LastingLines } from '../../src/platform/lasting-lines.js';
import { LOG_CODES } from '../../src/platform/log-codes.js';
import { nodesOf, parse, readSources } from '../support/syntax.js';
import { logsPage } from './logs-page.js';

const SOURCES = readSources().filter(({ fileName }) => !/^(src\/local|src\/commands)\//.test(fileName));

interface Call {
  at: string;
  level: string;
  /** Null: it has none, or none that stands there. */
  code: string | null;
}

/** The calls of `log.warn` and `log.error`, by whatever path the log is reached. */
function callsOf(file: ts.SourceFile): Call[] {
  return nodesOf(file).flatMap((node) => {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
    const [, level] = /(?:^|\.)log\??\.(warn|error|fatal)$/.exec(node.expression.getText()) ?? [];
    if (!level) return [];
    return [{ at: `${file.fileName}: ${node.getText().slice(0, 60)}`, level, code: codeOf(node.arguments, file) }];
  });
}

/** Of the first argument (of Temporal’s own log: the second), which may be a constant of the same file. */
function codeOf(args: readonly ts.Node[], file: ts.SourceFile): string | null {
  const fields = args
    .map((arg) => (ts.isIdentifier(arg) ? constantOf(arg.text, file) : arg))
    .find((arg) => arg && ts.isObjectLiteralExpression(arg));
  if (!fields || !ts.isObjectLiteralExpression(fields)) return null;
  const code = fields.properties.find((one) => one.name?.getText() === 'code');
  return code && ts.isPropertyAssignment(code) && ts.isStringLiteral(code.initializer) ? code.initializer.text : null;
}

const constantOf = (name: string, file: ts.SourceFile) =>
  nodesOf(file).find(
    (node): node is ts.VariableDeclaration => ts.isVariableDeclaration(node) && node.name.getText() === name,
  )?.initializer;

/** What Nest says is its own, at either level. */
const offences = (calls: readonly Call[]) =>
  calls
    .filter(({ level, code }) => !code || !(code === 'NEST' || LOG_CODES[code]?.level === level))
    .map(({ at, code }) => `${at} ${code}`);

it('each WARN and ERROR has a code of the registry, of its own level', () => {
  const calls = SOURCES.flatMap(callsOf);
  expect(offences(calls)).toEqual([]);
  const broken = `log.warn({ code: 'NO_SUCH' }, 'x'); this.deps.log.error({ count: 1 }, 'x'); log.warn({ code: 'INGEST_UNAVAILABLE' }, 'x');`;
  expect(offences(callsOf(parse('src/x.ts', broken)))).toHaveLength(3);
});

it('each code of the registry is used, and says in sentences what it is and what to do', () => {
  // Temporal’s own warnings get theirs where they come in.
  const used = new Set([...SOURCES.flatMap(callsOf).map(({ code }) => code), 'TEMPORAL_SDK']);
  expect(Object.keys(LOG_CODES).filter((code) => !used.has(code))).toEqual([]);
  for (const { meaning, remedy } of Object.values(LOG_CODES))
    expect(`${meaning} ${remedy}`).toMatch(/^[A-Z].*\. .*\.$/);
});

it('docs/guide/logs.md is fresh: npm run settings writes it', () => {
  expect(readFileSync(new URL('../../../docs/guide/logs.md', import.meta.url), 'utf8')).toBe(logsPage());
});

it('an outage of 800 failures in 10 s is a line when it begins, a count each minute, and a line when it is over', () => {
  const lines = new LastingLines();
  const error = (port: number) => `connect ECONNREFUSED 127.0.0.1:${port}`;
  const written = Array.from({ length: 800 }, (_, n) =>
    lines.takes({ code: 'INGEST_UNAVAILABLE', error: error(n) }, n * 12),
  );
  expect(written.filter(Boolean)).toHaveLength(1);
  expect(lines.takes({ code: 'INGEST_UNAVAILABLE', error: 'another one' }, 9_600)).toBe(true);
  expect(lines.takes({ code: 'RUN_REFUSED', error: error(1) }, 9_600)).toBe(true);
  expect(lines.takes({ code: 'STOP_FAILED' }, 1) && lines.takes({ code: 'STOP_FAILED' }, 2)).toBe(true);
  expect(lines.news(10_000)).toEqual([]);
  lines.takes({ code: 'INGEST_UNAVAILABLE', error: error(9) }, 59_000);
  expect(lines.news(60_000)).toEqual([{ code: 'INGEST_UNAVAILABLE', isOver: false, count: 801, lastedMs: 59_000 }]);
  expect(lines.news(74_000)).toEqual([{ code: 'INGEST_UNAVAILABLE', isOver: true, count: 801, lastedMs: 59_000 }]);
  expect(lines.isEmpty()).toBe(true);
});
