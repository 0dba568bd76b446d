// Replaying events, by a real worker: to the same targets, or by the rules of today.
import { addPerson, addSlack } from '../support/database.js';
import type { Data, GraphqlClient } from '../support/graphql.js';
import { textReason } from '../support/reasons.js';
import { endedEvent, slackFixture } from '../support/slack-fixture.js';

const bench = slackFixture();

const REPLAY = 'mutation ($input: ReplayEventInput!) { replayEvent(input: $input) { event { id } duplicate } }';

const PREVIEW =
  'query ($input: ReplayEventInput!) { previewReplay(input: $input) { firstPlan changes { channel before sent reason } } }';
const preview = async (client: GraphqlClient, id: string, mode: string) =>
  (await client.get(PREVIEW, { input: { id, mode } })).previewReplay;

describe('replayEvent', () => {
  it('sends to the same targets once more, without a second in-app item', async () => {
    const { businessId, client, path, happen } = await bench.addTenant();
    await addPerson(bench.dataSource, businessId, { email: `${businessId}@team.example` });
    const id = await happen();
    const { changes } = await preview(client, id, 'SAME_TARGETS');
    expect(changes.map((one: Data) => [one.channel, one.before, one.sent, one.reason]).sort()).toEqual([
      ['EMAIL', 'SENT', true, null],
      ['SLACK', 'SENT', true, null],
    ]);
    const { replayEvent } = await client.get(REPLAY, { input: { id, mode: 'SAME_TARGETS' } });
    expect(replayEvent).toEqual({ event: { id }, duplicate: false });
    const event = await endedEvent(client, id);
    const attempts = Object.fromEntries(event.deliveries.map((one: Data) => [one.channel, one.attempts.length]));
    expect([attempts, bench.sentTo(path)]).toEqual([{ EMAIL: 2, IN_APP: 0, SLACK: 2 }, 2]);
    const { notifications } = await client.get('{ notifications { edges { node { id } } } }');
    expect(notifications.edges).toHaveLength(1);
    const replayed = event.timeline.find((entry: Data) => entry.kind === 'REPLAYED');
    expect(replayed).toMatchObject({ actor: expect.stringMatching(/toc_/), delivery: null });
  });

  it('by the rules of today tells those who were not told, and nobody twice', async () => {
    const { businessId, client, slackId, path, happen } = await bench.addTenant();
    const ada = await addPerson(bench.dataSource, businessId, { email: `${businessId}@team.example`, roles: [] });
    const choose = (destinationId: string, enabled: boolean) =>
      client.get('mutation ($input: SetPreferenceInput!) { setPreference(input: $input) { destination { id } } }', {
        input: { destinationId, eventType: 'payment.failed', enabled },
      });
    await choose(ada.emailId, false);
    await choose(ada.inAppId, false);
    const id = await happen();
    const before = await endedEvent(client, id);
    const skipped = before.deliveries.filter((one: Data) => one.status === 'SKIPPED');
    expect(skipped).toHaveLength(2);
    await choose(ada.emailId, true);
    await choose(ada.inAppId, true);
    const late = await addSlack(bench.dataSource, businessId, `${bench.slack.url}${path}-late`);

    const { changes } = await preview(client, id, 'REEVALUATE');
    expect(changes.map((one: Data) => [one.channel, one.before, one.sent]).sort()).toEqual([
      ['EMAIL', 'SKIPPED', true],
      ['IN_APP', 'SKIPPED', true],
      ['SLACK', null, true],
    ]);
    expect(await endedEvent(client, id)).toEqual(before);

    await client.get(REPLAY, { input: { id, mode: 'REEVALUATE' } });
    expect((await preview(client, id, 'REEVALUATE')).changes).toEqual([]);
    await client.get(REPLAY, { input: { id, mode: 'REEVALUATE' } });
    const event = await endedEvent(client, id);
    expect(event.deliveries.map((one: Data) => [one.channel, one.status, one.attempts.length]).sort()).toEqual([
      ['EMAIL', 'SENT', 1],
      ['IN_APP', 'DELIVERED', 0],
      ['SLACK', 'SENT', 1],
      ['SLACK', 'SENT', 1],
    ]);
    expect([bench.sentTo(path), bench.sentTo(`${path}-late`)]).toEqual([1, 1]);
    for (const one of skipped) expect(event.deliveries.map((now: Data) => now.id)).toContain(one.id);
    const { notifications } = await client.get('{ notifications { edges { node { id event { id } } } } }');
    expect(notifications.edges.map((edge: Data) => edge.node.event.id)).toEqual([id]);
    const kinds = event.timeline.map((entry: Data) => entry.kind);
    expect(kinds.filter((kind: string) => kind === 'REEVALUATED')).toHaveLength(2);
    expect(kinds.filter((kind: string) => kind === 'RETRIED')).toHaveLength(2);
    expect([slackId, late]).toHaveLength(2);
  });

  it('takes up what was set aside before it had a plan', async () => {
    const { client, happen } = await bench.addTenant();
    const id = await happen();
    await bench.dataSource.query('DELETE FROM deliveries WHERE event_id = $1', [id]);
    const refused = textReason('refused');
    await bench.dataSource.query(
      `UPDATE events SET status = 'FAILED', status_reason = $2, planned_at = NULL, workflow_id = NULL WHERE id = $1`,
      [id, refused],
    );
    await bench.dataSource.query('UPDATE inbox SET parked_reason = $2, dispatched_at = NULL WHERE id = $1', [
      id,
      refused,
    ]);
    await client.get(REPLAY, { input: { id, mode: 'REEVALUATE' } });
    expect((await endedEvent(client, id)).deliveries.map((one: Data) => one.status)).toEqual(['SENT']);
  });

  it('says where nothing went out, and where there is no such event', async () => {
    const { client, slackId, happen } = await bench.addTenant();
    await bench.dataSource.query('UPDATE destinations SET enabled = false WHERE id = $1', [slackId]);
    const id = await happen();
    const refused = await client.fail(REPLAY, { input: { id, mode: 'SAME_TARGETS' } });
    expect(refused.extensions.code).toBe('CONFLICT');
    const stranger = await bench.addTenant();
    const missing = await stranger.client.fail(REPLAY, { input: { id, mode: 'REEVALUATE' } });
    expect(missing.extensions.code).toBe('NOT_FOUND');
  });
});
