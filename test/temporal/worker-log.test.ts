/** Temporal's own log lines go to the log of the worker that runs now, also where all workers before it have ended. */
import { createDatabase, type TestDatabase } from '../support/database.js';
import { keptLog } from '../support/log.js';
import { startProgram } from '../support/program.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database?.drop());

/** All that a program with a worker writes to its log from its start to its end. */
async function linesOfOneRun(): Promise<string> {
  const { log, lines } = keptLog('debug');
  const program = await startProgram(database, { worker: true, log });
  await program.stop();
  return lines.join('');
}

it.each(['first', 'second'])('the %s worker', async () => {
  expect(await linesOfOneRun()).toContain('Worker state changed');
});

it('the signals of the process stay with the program', async () => {
  const before = process.listenerCount('SIGINT');
  const program = await startProgram(database, { worker: true });
  expect(process.listenerCount('SIGINT')).toBe(before);
  await program.stop();
});
