/** Who hangs up in the middle of a request is no fault of ours, and no refusal of a source. */
import { connect } from 'node:net';
import { businessFixture } from '../support/business-fixture.js';
import { addSource } from '../support/database.js';
import { keptLog } from '../support/log.js';
import { eventually } from '../support/program.js';

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
