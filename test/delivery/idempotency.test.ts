/** A process that dies in mid-call: what is sent again, the receivers of webhooks and of Loops collapse by its id. */
import { EndpointDestination } from '../../src/core/planning/destination.entity.js';
import { NO_FACTS } from '../../src/domain/facts.js';
import type { Chunk } from '../../src/domain/planning/chunks.js';
import { rotated } from '../../src/domain/rotation.js';
import { newId } from '../../src/platform/new-id.js';
import { SecretBox } from '../../src/platform/secrets/secret-box.js';
import { newStandardSecret } from '../../src/platform/signatures/standard-webhooks.js';
import { addBusiness, createDatabase, ENCRYPTION_KEYS, type TestDatabase } from '../support/database.js';
import { addEvent, eventRow, ledgerOf, openSender, planned, type Sender, tryOnce } from '../support/deliveries.js';
import { type HttpStandIn, startHttpStandIn } from '../support/stand-ins.js';

let database: TestDatabase;
let server: HttpStandIn;
let sender: Sender;
beforeAll(async () => {
  [database, server] = await Promise.all([createDatabase(), startHttpStandIn()]);
  sender = openSender(database.dataSource);
});
afterAll(async () => {
  await sender.close();
  await database.drop();
  await server.stop();
});

async function addEndpoint(businessId: string, channel: string): Promise<void> {
  const id = newId('destination');
  const box = new SecretBox(ENCRYPTION_KEYS);
  const seal = (text: string) => box.seal(text, `destinations ${id}`);
  const sealedSecrets = rotated([], seal(newStandardSecret()), Date.now());
  await database.dataSource.getRepository(EndpointDestination).insert({
    id,
    businessId,
    channel,
    label: channel,
    sealedUrl: seal(`${server.url}/${channel}`),
    urlHint: '…',
    sealedSecrets,
    takesAll: true,
  });
}

/** As a receiver should: what it has taken under one id it does not take again. */
function collapsing(header: string, again: number): { taken: unknown[] } {
  const taken: unknown[] = [];
  server.answer = ({ headers }, response) => {
    const id = headers[header];
    if (taken.includes(id)) return response.writeHead(again).end('seen');
    taken.push(id);
    return response.end('ok');
  };
  return { taken };
}

it.each([
  ['WEBHOOK', 'webhook-id', 200],
  ['LOOPS', 'idempotency-key', 409],
])('%s takes it once, and the ledger says SENT', async (channel, header, again) => {
  const { dataSource } = database;
  const businessId = await addBusiness(dataSource);
  await addEndpoint(businessId, channel);
  const facts = { ...NO_FACTS, customerEmail: 'grace@navy.example' };
  const eventId = await addEvent(dataSource, businessId, { facts });
  const { chunks } = await planned(dataSource, [eventId]);
  const input = { eventIds: [eventId], chunk: chunks[0] as Chunk };
  expect(input.chunk).toMatchObject({ channel, retry: 'idempotent' });
  const receiver = collapsing(header, again);
  await tryOnce(sender, input);
  // The process died before it could record that: the row is as it was during the call.
  await dataSource.query(
    `UPDATE deliveries SET status = 'PENDING', settled_at = NULL, sending_at = now() WHERE event_id = $1`,
    [eventId],
  );
  await dataSource.query('DELETE FROM attempts WHERE delivery_id IN (SELECT id FROM deliveries WHERE event_id = $1)', [
    eventId,
  ]);
  await dataSource.query(`UPDATE events SET status = 'PROCESSING', open_deliveries = 1 WHERE id = $1`, [eventId]);
  await tryOnce(sender, input);

  const [row] = await ledgerOf(dataSource, eventId);
  expect(receiver.taken).toEqual([row?.id]);
  expect(row).toMatchObject({
    status: 'SENT',
    attempts: [{ outcome: 'interrupted' }, { outcome: 'sent', statusCode: again }],
  });
  expect(await eventRow(dataSource, eventId)).toMatchObject({ status: 'PROCESSED', open: 0 });
  const keys = server.requests.filter(({ path }) => path === `/${channel}`).map(({ headers }) => headers[header]);
  expect(keys).toEqual([row?.id, row?.id]);
});
