// An endpoint that fails for days, by a real worker: who is told, what the API says of it, and what it gets when it is back.
import { makeReason } from '../../src/domain/reasons.js';
import { addPerson } from '../support/database.js';
import { eventually } from '../support/program.js';
import { endedEvent, slackFixture } from '../support/slack-fixture.js';

const bench = slackFixture();

const HEALTH = `query ($id: ID!) { node(id: $id) { ... on EndpointDestination {
  enabled disabledReason health { state since message successRate } } } }`;
const SWITCH = `mutation ($id: ID!, $on: Boolean!) { setDestinationEnabled(input: { id: $id, enabled: $on }) {
  destination { id } } }`;
const MISSED = 'mutation ($id: ID!, $dryRun: Boolean) { replayMissed(input: { id: $id, dryRun: $dryRun }) { count } }';

const trouble = () => {
  bench.slack.answer = (_request, response) => response.writeHead(503).end('away');
};

async function addTenant() {
  bench.slack.answer = (_request, response) => response.end('ok');
  const tenant = await bench.addTenant();
  const { client, slackId, businessId } = tenant;
  const health = async () => (await client.get(HEALTH, { id: slackId })).node;
  /** As if it had been failing since then. */
  const age = (hours: number, endsAt: Date | null) =>
    bench.dataSource.query(
      `INSERT INTO destination_health (destination_id, business_id, failures, since, last_at, probe_at, notice_raised, ends_at, reason)
       VALUES ($1, $2, 90, now() - $3 * interval '1 hour', date_trunc('milliseconds', now() - interval '1 minute'), date_trunc('milliseconds', now()), true, $4, $5)
       ON CONFLICT (destination_id) DO UPDATE SET ends_at = excluded.ends_at, since = excluded.since, probe_at = excluded.probe_at`,
      [slackId, businessId, hours, endsAt, makeReason('CARRIER_TROUBLE', { carrier: 'SLACK', answer: '503' })],
    );
  return { ...tenant, health, age };
}

it('is switched off after five days, its team hears it once by e-mail and in-app, and all that it missed comes once', async () => {
  const { businessId, client, slackId, path, happen, health, age } = await addTenant();
  const { recipientId } = await addPerson(bench.dataSource, businessId, { roles: ['ENGINEERING'] });
  expect((await health()).health).toEqual({
    state: 'HEALTHY',
    since: expect.any(String),
    message: null,
    successRate: null,
  });
  await happen();
  expect((await health()).health).toMatchObject({ state: 'HEALTHY', successRate: 1 });

  trouble();
  await age(121, new Date(Date.now() - 1_000));
  expect((await health()).health).toMatchObject({ state: 'PAUSED', message: expect.stringContaining('503') });
  // Its delivery fails, and is cancelled by its next try: the destination is off by then.
  const failed = await happen();
  const off = await health();
  expect(off).toMatchObject({ enabled: false, health: { state: 'DISABLED', since: expect.any(String) } });
  expect(off.disabledReason).toMatch(/^it failed for 5 days, since .*20.*: Slack has trouble: 503 away$/);
  const skipped = await happen();

  const told = await eventually('the notice', async () => {
    const rows = await bench.dataSource.query(
      `SELECT d.channel, d.status FROM deliveries d JOIN events e ON e.id = d.event_id
       WHERE e.business_id = $1 AND e.type = 'tocsin.destination_disabled' ORDER BY 1, 2`,
      [businessId],
    );
    return rows.length === 3 && rows.every(({ status }: { status: string }) => status !== 'PENDING') && rows;
  });
  expect(told).toEqual([
    { channel: 'EMAIL', status: 'SENT' },
    { channel: 'IN_APP', status: 'DELIVERED' },
    // The endpoint itself: switched off.
    { channel: 'SLACK', status: 'SKIPPED' },
  ]);
  const items = await bench.dataSource.query('SELECT title FROM notifications WHERE recipient_id = $1', [recipientId]);
  expect(items.filter(({ title }: { title: string }) => title === '#payments was switched off')).toHaveLength(1);

  expect(await client.fail(MISSED, { id: slackId })).toMatchObject({
    message: 'It is switched off: switch it on, then replay.',
    extensions: { code: 'CONFLICT' },
  });
  bench.slack.requests.length = 0;
  bench.slack.answer = (_request, response) => response.end('ok');
  await client.get(SWITCH, { id: slackId, on: true });
  expect((await health()).health.state).toBe('HEALTHY');
  const { count } = (await client.get(MISSED, { id: slackId })).replayMissed;
  // Both events, and the notices that it did not get while it was off.
  expect(count).toBeGreaterThanOrEqual(3);
  expect((await client.get(MISSED, { id: slackId })).replayMissed).toEqual({ count: 0 });
  const events = await Promise.all([failed, skipped].map((id) => endedEvent(client, id)));
  for (const event of events)
    expect(event.deliveries).toContainEqual(expect.objectContaining({ channel: 'SLACK', status: 'SENT' }));
  await eventually('all that it missed', async () => bench.slack.requests.length >= count);
  const footers = bench.slack.requests
    .filter((request) => request.path === path)
    .map(({ body }) => JSON.parse(body).attachments[0].footer);
  expect(new Set(footers).size).toBe(count);
  expect(footers).toHaveLength(count);
});

it('a destination that somebody switched off and on gets what it missed meanwhile, and nothing of before', async () => {
  const { businessId, client, slackId, happen } = await addTenant();
  // So that nobody has to be told that the last one who hears of things went off.
  await addPerson(bench.dataSource, businessId);
  bench.slack.answer = (_request, response) => response.writeHead(400).end('no_text');
  await happen();
  bench.slack.answer = (_request, response) => response.end('ok');
  await client.get(SWITCH, { id: slackId, on: false });
  const missed = await happen();
  await client.get(SWITCH, { id: slackId, on: true });
  for (const dryRun of [true, false])
    expect((await client.get(MISSED, { id: slackId, dryRun })).replayMissed).toEqual({ count: 1 });
  const { deliveries } = await endedEvent(client, missed);
  expect(deliveries).toContainEqual(expect.objectContaining({ channel: 'SLACK', status: 'SENT' }));
  const [line] = (await client.get('{ auditLog(first: 1) { edges { node { action } } } }')).auditLog.edges;
  expect(line.node.action).toBe('replayMissed');
});
