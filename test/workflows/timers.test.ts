/** Every timer of a workflow waits for a moment that stands in PostgreSQL: else a lost Temporal would lose it. */
import ts from 'typescript';
import { createDatabase, type TestDatabase } from '../support/database.js';
import * as syntax from '../support/syntax.js';

/** By the file, and the argument that says how long: the column that has the moment. */
const MOMENTS: Record<string, string> = {
  'workflows/hold.workflow.ts: Math.max(1, input.dueAt - Date.now())': 'deliveries.due_at',
  'workflows/dispute.workflow.ts: Math.max(1, until - Date.now())': 'disputes.next_at',
};

/** `sleep(how long)`, and `condition(what, how long)`; a condition without it waits for a signal. */
function timersOf(files: readonly ts.SourceFile[]): string[] {
  return files.flatMap((file) =>
    syntax.nodesOf(file).flatMap((node) => {
      if (!ts.isCallExpression(node)) return [];
      const place = ['sleep', 'condition'].indexOf(node.expression.getText());
      const howLong = place < 0 ? undefined : node.arguments[place];
      return howLong ? [`${file.fileName}: ${howLong.getText()}`] : [];
    }),
  );
}

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database?.drop());

it('each has its column', async () => {
  const workflows = syntax.readSources().filter(({ fileName }) => fileName.startsWith('workflows/'));
  expect(timersOf(workflows).sort()).toEqual(Object.keys(MOMENTS).sort());
  const columns: { name: string }[] = await database.dataSource.query(
    `SELECT table_name || '.' || column_name AS name FROM information_schema.columns`,
  );
  expect(columns.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.values(MOMENTS)));
});

it('one that has none is found', () => {
  const file = syntax.parse(
    'workflows/some.ts',
    "await sleep('1 hour'); await condition(() => done, 5_000); await condition(() => done);",
  );
  expect(timersOf([file])).toEqual(["workflows/some.ts: '1 hour'", 'workflows/some.ts: 5_000']);
});
