// Who sends a request a byte at a time holds a connection for as long as one request may take, and nobody else waits for it.
import { connect } from 'node:net';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { type Program, startProgram } from '../support/program.js';

let database: TestDatabase;
let program: Program;

beforeAll(async () => {
  database = await createDatabase();
  program = await startProgram(database, { requestTimeoutMs: 500 });
});
afterAll(async () => {
  await program?.stop();
  await database?.drop();
});

/** What the server says to this beginning, after which nothing comes but a blank now and then. */
function said(beginning: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    let drip: NodeJS.Timeout;
    const socket = connect(Number(new URL(program.url).port), '127.0.0.1', () => {
      socket.write(beginning);
      drip = setInterval(() => socket.write(' '), 50);
    });
    socket.on('data', (bytes) => (answer += bytes));
    socket
      .on('error', () => undefined)
      .on('close', () => {
        clearInterval(drip);
        resolve(answer);
      });
  });
}

it.each([
  ['headers', 'POST /graphql HTTP/1.1\r\nHost: x\r\nX-Slow:'],
  ['a body', 'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{'],
  ['a webhook', 'POST /webhooks/src_x HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{'],
])(
  '%s that drip are ended by 408',
  async (_what, beginning) => {
    const slow = said(beginning);
    expect((await fetch(`${program.url}/healthz`)).status).toBe(200);
    expect(await slow).toMatch(/^HTTP\/1\.1 408 /);
  },
  10_000,
);
