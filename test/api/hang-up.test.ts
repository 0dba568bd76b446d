/** Who hangs up in the middle of a request is no fault of ours, and no refusal of a source. */
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { businessFixture } from '../support/business-fixture.js';
import { addSource } from '../support/database.js';
import { holding, lockWaiters } from '../support/locks.js';
import { keptLog } from '../support/log.js';
import { eventually } from '../support/program.js';

/** It asks much: a business has one such query under way, and the others wait for it. */
const DAY = 86_400_000;
const PERIOD = `{ bucketMinutes: 1440, from: "${new Date(Date.now() - 7 * DAY).toISOString()}", to: "${new Date().toISOString()}" }`;
const QUERY = `{ eventStats(input: ${PERIOD}) { count } deliveryStats(input: ${PERIOD}) { count } }`;

/** At so many times of an answer somebody leaves. */
const TRIES = 15;

const { log, lines } = keptLog('debug');
const asked = businessFixture(() => ({ log }));

/** Sends a beginning, and hangs up when the server has it. */
async function hangUp(path: string): Promise<void> {
  const { port, hostname } = new URL(asked.program.url);
  const socket = connect(Number(port), hostname);
  const head = `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 5000\r\nexpect: 100-continue\r\n\r\n`;
  // Its "continue" says that the request has begun there.
  await new Promise((resolve) => socket.once('data', resolve).write(head));
  await new Promise((resolve) => socket.write('{"a":', resolve));
  await new Promise((resolve) => socket.once('close', resolve).destroy());
}

it('is neither logged as an error nor listed as refused', async () => {
  const { id } = await addSource(asked.dataSource, asked.businessId, 'DODO');
  for (const path of ['/graphql', `/webhooks/${id}`]) await hangUp(path);
  const wrong = await fetch(`${asked.program.url}/webhooks/${id}`, { method: 'POST', body: '{}' });
  expect(wrong.status).toBeGreaterThanOrEqual(400);
  const rows = await eventually('the refusal of who stayed', async () => {
    const found = await asked.dataSource.query('SELECT reason FROM rejected_requests');
    return found.length > 0 && found;
  });
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain('aborted');
  expect(lines.filter((line) => line.includes('NEST'))).toEqual([]);
});

it('is logged as no fault in the middle of queries, of which one is under way and others wait for it', async () => {
  const table = await holding(asked.dataSource, (manager) =>
    manager.query('LOCK TABLE events IN ACCESS EXCLUSIVE MODE'),
  );
  const leaving = new AbortController();
  const all = Array.from({ length: 20 }, () =>
    fetch(`${asked.program.url}/graphql`, {
      method: 'POST',
      signal: leaving.signal,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${asked.client.key}` },
      body: JSON.stringify({ query: QUERY }),
    }).catch(() => 'gone'),
  );
  await lockWaiters(asked.dataSource, 1);
  leaving.abort();
  expect(await Promise.all(all)).toEqual(all.map(() => 'gone'));
  await lockWaiters(asked.dataSource, 0);
  await table.free();
  await asked.client.get(QUERY);
  expect(lines.filter((line) => line.includes('FIELD_FAILED'))).toEqual([]);
});

it('is logged as no fault before a large answer is sent, or in the middle of it', async () => {
  const texts = Array.from({ length: 4 }, (_, at) => `t${at}: templates { locale subject body }`);
  const body = JSON.stringify({ query: `{ ${texts.join(' ')} }` });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${asked.client.key}` };
  const ask = (signal?: AbortSignal) =>
    fetch(`${asked.program.url}/graphql`, { method: 'POST', signal, headers, body }).then((answer) => answer.text());
  // While others ask, it rests before each piece: somebody can leave before the first one.
  const others = setInterval(() => void fetch(`${asked.program.url}/healthz`).catch(() => null), 5);
  const begun = performance.now();
  expect(await ask()).not.toContain('"errors"');
  const wholeMs = performance.now() - begun;
  const outcomes: string[] = [];
  for (let part = 0; part < TRIES; part++) {
    const leaving = new AbortController();
    const asking = ask(leaving.signal).then(
      () => 'answered',
      () => 'gone',
    );
    await sleep((wholeMs * part) / TRIES);
    leaving.abort();
    outcomes.push(await asking);
  }
  clearInterval(others);
  expect(outcomes).toContain('gone');
  await asked.client.get('{ __typename }');
  expect(lines.filter((line) => line.includes('NEST'))).toEqual([]);
}, 60_000);
