// Sending again, by a real worker: a provider refuses first, somebody mends it and asks once more.
import { addSlack, addSource } from '../support/database.js';
import type { Data } from '../support/graphql.js';
import { eventually, postSigned, startProgram } from '../support/program.js';
import { EVENT_WITH_LEDGER, endedEvent, slackFixture } from '../support/slack-fixture.js';
import type { StandInRequest } from '../support/stand-ins.js';

const bench = slackFixture();

afterEach(() => accept());

function accept(): void {
  bench.slack.answer = (_request, response) => response.end('ok');
}

/** A hook that refuses each message for good, and lives. */
function refuse(which: (request: StandInRequest) => boolean = () => true): void {
  bench.slack.answer = (request, response) =>
    which(request) ? response.writeHead(400).end('no_text') : response.end('ok');
}

const RETRY = 'mutation ($input: NodeInput!) { retryDelivery(input: $input) { delivery { id status reason } } }';
const BULK = 'mutation ($input: BulkRetryInput!) { bulkRetry(input: $input) { count skipped oldest } }';

describe('retryDelivery', () => {
  it('sends a failed delivery again under its id and keeps what was before', async () => {
    const { client, path, happen } = await bench.addTenant();
    refuse();
    const id = await happen();
    const [failed] = (await endedEvent(client, id)).deliveries;
    expect([failed.status, bench.sentTo(path)]).toEqual(['FAILED', 1]);

    accept();
    const { retryDelivery } = await client.get(RETRY, { input: { id: failed.id } });
    expect(retryDelivery.delivery).toMatchObject({ id: failed.id, status: 'DEFERRED' });
    const event = await endedEvent(client, id);
    expect(event.deliveries).toEqual([
      {
        ...failed,
        status: 'SENT',
        reason: null,
        attempts: [
          { number: 1, outcome: 'refused' },
          { number: 2, outcome: 'sent' },
        ],
      },
    ]);
    expect(bench.sentTo(path)).toBe(2);
    const kinds = event.timeline.map((entry: Data) => entry.kind);
    expect(kinds).toEqual(['RECEIVED', 'PLANNED', 'TRIED_IN_VAIN', 'RETRIED', 'TRIED_SENT']);
    const retried = event.timeline[3];
    expect(retried).toMatchObject({ actor: expect.stringMatching(/toc_/), delivery: { id: failed.id } });
    expect(retried.text).toContain('no_text');
    const trail = await client.get(
      'query ($id: String) { auditLog(filter: { subject: $id }) { edges { node { action before } } } }',
      {
        id: failed.id,
      },
    );
    expect(trail.auditLog.edges[0].node).toMatchObject({ action: 'retryDelivery', before: { status: 'FAILED' } });
  });

  it('goes out while another run of the same event is still trying elsewhere', async () => {
    const { businessId, client, path, happen } = await bench.addTenant();
    const busy = `${path}-busy`;
    await addSlack(bench.dataSource, businessId, bench.slack.url + busy);
    bench.slack.answer = (request, response) =>
      request.path === busy ? response.writeHead(503).end() : response.writeHead(400).end('no_text');
    const source = { ...(await addSource(bench.dataSource, businessId, 'GENERIC')), kind: 'GENERIC' as const };
    const { body } = await postSigned(bench.program, source, { type: 'payment.failed', data: {} });
    const statuses = async () =>
      (await client.get(EVENT_WITH_LEDGER, { id: body.id })).event.deliveries.edges.map((edge: Data) => edge.node);
    const failed = await eventually('one failed, one open', async () => {
      const all = await statuses();
      const open = all.find((one: Data) => one.status === 'PENDING' && one.attempts.length > 0);
      return open && all.find((one: Data) => one.status === 'FAILED');
    });

    bench.slack.answer = (request, response) =>
      request.path === busy ? response.writeHead(503).end() : response.end('ok');
    await client.get(RETRY, { input: { id: failed.id } });
    const sent = await eventually('it is sent', async () =>
      (await statuses()).find((one: Data) => one.id === failed.id && one.status === 'SENT'),
    );
    expect(sent.attempts).toHaveLength(2);
    expect([bench.sentTo(path), (await client.get(EVENT_WITH_LEDGER, { id: body.id })).event.status]).toEqual([
      2,
      'PROCESSING',
    ]);
    accept();
    await endedEvent(client, body.id);
    await happen();
  });

  it('refuses what was sent, what is gone and what is nobody’s', async () => {
    const { client, slackId, happen } = await bench.addTenant();
    const [sent] = (await endedEvent(client, await happen())).deliveries;
    expect((await client.fail(RETRY, { input: { id: sent.id } })).extensions.code).toBe('CONFLICT');
    refuse();
    const [failed] = (await endedEvent(client, await happen())).deliveries;
    await client.get('mutation ($input: RemoveDestinationInput!) { removeDestination(input: $input) { id } }', {
      input: { id: slackId, confirm: true },
    });
    const gone = await client.fail(RETRY, { input: { id: failed.id } });
    expect([gone.extensions.code, gone.message]).toEqual(['CONFLICT', expect.stringMatching(/removed/)]);
    const stranger = await bench.addTenant();
    expect((await stranger.client.fail(RETRY, { input: { id: failed.id } })).extensions.code).toBe('NOT_FOUND');
  });

  it('mails a customer again, who is no destination', async () => {
    const { client, slackId, happen } = await bench.addTenant();
    await bench.dataSource.query('UPDATE destinations SET enabled = false WHERE id = $1', [slackId]);
    const customer = { name: 'Grace', email: 'grace@customer.example' };
    bench.smtp.refuseTo(customer.email, 550);
    const id = await happen('payment.succeeded', { payment_id: 'pay_again', amount: 100, currency: 'USD', customer });
    const before = (await endedEvent(client, id)).deliveries.find((one: Data) => one.channel === 'EMAIL');
    expect(before.status).toBe('FAILED');
    await client.get(RETRY, { input: { id: before.id } });
    const after = (await endedEvent(client, id)).deliveries.find((one: Data) => one.id === before.id);
    expect([after.status, bench.smtp.mails.filter((mail) => mail.to.includes(customer.email)).length]).toEqual([
      'SENT',
      1,
    ]);
  });

  it('sends nothing that a newer event made moot', async () => {
    const { client, path, happen } = await bench.addTenant();
    refuse();
    const id = await happen('payment.failed', { payment_id: 'pay_moot', id: 'pay_moot' });
    accept();
    const newer = await happen('payment.succeeded', { payment_id: 'pay_moot', id: 'pay_moot' });
    const [failed] = (await endedEvent(client, id)).deliveries;
    const sent = bench.sentTo(path);
    await client.get(RETRY, { input: { id: failed.id } });
    const [moot] = (await endedEvent(client, id)).deliveries;
    expect([moot.status, moot.reason, bench.sentTo(path)]).toEqual(['SUPERSEDED', `Superseded by ${newer}`, sent]);
  });
});

describe('bulkRetry', () => {
  it('counts first, then sends again what failed, and leaves what succeeded alone', async () => {
    const { businessId, client, slackId, path, happen } = await bench.addTenant();
    const goneId = await addSlack(bench.dataSource, businessId, `${bench.slack.url}${path}-gone`);
    const sent = await happen();
    refuse();
    const failed = [await happen(), await happen(), await happen()];
    accept();
    await bench.dataSource.query('UPDATE destinations SET removed_at = now() WHERE id = $1', [goneId]);

    const ask = async (filter: object, dryRun: boolean) =>
      (await client.get(BULK, { input: { filter, dryRun } })).bulkRetry;
    const before = bench.sentTo(path);
    const counted = await ask({}, true);
    expect(counted).toEqual({ count: 3, skipped: 3, oldest: expect.any(String) });
    expect(await ask({ eventId: failed[0] }, true)).toMatchObject({ count: 1, skipped: 1 });
    expect(await ask({ destinationId: goneId }, true)).toEqual({ count: 0, skipped: 3, oldest: null });
    expect(await ask({ channel: 'EMAIL' }, true)).toEqual({ count: 0, skipped: 0, oldest: null });
    expect(await ask({ status: 'CANCELLED' }, true)).toMatchObject({ count: 0 });
    expect(await ask({ createdAfter: counted.oldest }, true)).toEqual(counted);
    expect(await ask({ createdBefore: counted.oldest }, true)).toEqual({ count: 0, skipped: 0, oldest: null });

    expect(await ask({ destinationId: slackId }, false)).toMatchObject({
      count: 3,
      skipped: 0,
      oldest: counted.oldest,
    });
    for (const id of failed) {
      const event = await endedEvent(client, id);
      expect(event.deliveries.map((one: Data) => one.status).sort()).toEqual(['FAILED', 'SENT']);
    }
    expect(bench.sentTo(path) - before).toBe(3);
    expect((await endedEvent(client, sent)).deliveries[0].attempts).toHaveLength(1);
    expect(await ask({ destinationId: slackId }, true)).toMatchObject({ count: 0 });
  });

  it('gives a destination a hundred at once and the next ones later', async () => {
    const { client, slackId, happen } = await bench.addTenant();
    refuse();
    const id = await happen();
    // The ledger of a long outage, without the events' bodies: only the moments matter here.
    await bench.dataSource.query(
      `INSERT INTO deliveries (id, business_id, event_id, destination_id, channel, sent_to, status, because, settled_at)
       SELECT 'dlv_' || lpad(i::text, 26, '0'), business_id, left(event_id, 26) || lpad(i::text, 4, '0'), destination_id, channel, sent_to, status, because, now()
       FROM deliveries, generate_series(1, 249) i WHERE event_id = $1`,
      [id],
    );
    await bench.program.worker?.relay.stop();
    const { bulkRetry } = await client.get(BULK, { input: { filter: { destinationId: slackId }, dryRun: false } });
    const rows: { count: number; after: number }[] = await bench.dataSource.query(
      `SELECT count(*)::integer AS count, extract(epoch FROM due_at - min(due_at) OVER ())::integer AS after
       FROM deliveries WHERE destination_id = $1 GROUP BY due_at ORDER BY due_at`,
      [slackId],
    );
    expect([rows, bulkRetry.skipped]).toEqual([
      [
        { count: 100, after: 0 },
        { count: 100, after: 30 },
        { count: 50, after: 60 },
      ],
      0,
    ]);
    await bench.program.stop();
    bench.program = await startProgram(bench.database, {
      worker: true,
      smtpUrl: bench.smtp.url,
      relay: { pollMs: 200, requeueMs: 3_600_000 },
    });
  });

  it('says where a filter names nothing, and what cannot be retried', async () => {
    const [ours, theirs] = [await bench.addTenant(), await bench.addTenant()];
    const codeOf = async (filter: object) =>
      (await ours.client.fail(BULK, { input: { filter, dryRun: true } })).extensions;
    expect(await codeOf({ destinationId: theirs.slackId })).toEqual({ code: 'NOT_FOUND' });
    expect(await codeOf({ status: 'SENT' })).toEqual({ code: 'BAD_USER_INPUT', field: 'status' });
  });
});
