// More messages a minute than a channel of people can read, from the plan to what is sent in their place.
import { releaseHeld } from '../../src/core/holds/release.js';
import type { Chunk } from '../../src/domain/planning/chunks.js';
import { tryOnce } from '../support/deliveries.js';
import { healthFixture } from '../support/health-fixture.js';

const bench = healthFixture();
const { sql, says, slackOf } = bench;

describe('a storm', () => {
  it('of more than 30 messages a minute goes on as one that counts them; critical ones pass', async () => {
    const { destinationId, happen } = await slackOf();
    const singles = await happen(20, 'payment.succeeded');
    const over = await happen(15, 'payment.succeeded');
    const critical = await happen(1, 'dispute.opened');
    const more = await happen(2, 'subscription.on_hold');
    const counts = [singles, over, critical, more].map(({ plan }) =>
      plan.chunks.reduce((sum, { count }) => sum + count, 0),
    );
    expect(counts).toEqual([20, 10, 1, 0]);
    const holds = [
      ...new Set([over, more].flatMap(({ plan }) => plan.holds ?? []).map((hold) => JSON.stringify(hold))),
    ];
    const hold = { destinationId, dueAt: JSON.parse(holds[0] as string).dueAt };
    // The minute may have turned between the two.
    await sql('UPDATE deliveries SET due_at = $2 WHERE destination_id = $1 AND held_by IS NOT NULL', [
      destinationId,
      new Date(hold.dueAt),
    ]);
    const [piece, ...others] = await releaseHeld(bench.sender, hold);
    expect(others).toEqual([]);
    expect(piece).toMatchObject({ by: 'STORM', chunk: { count: 7 } });
    says(200, 'ok');
    const held = { ...hold, by: 'STORM' as const };
    expect(await tryOnce(bench.sender, { eventIds: [], chunk: piece?.chunk as Chunk, held })).toEqual({ sent: 7 });
    expect(bench.hook.requests).toHaveLength(1);
    const message = JSON.parse(bench.hook.requests[0]?.body ?? '');
    expect(message.text).toBe('*7 more events, gathered: there were too many for one message each*');
    expect(message.attachments[0].fields).toMatchObject([{ value: '5' }, { value: '2' }]);
    const states = await sql(
      'SELECT status, count(*)::integer FROM deliveries WHERE destination_id = $1 GROUP BY 1 ORDER BY 1',
      [destinationId],
    );
    expect(states).toEqual([
      { status: 'PENDING', count: 31 },
      { status: 'SENT', count: 7 },
    ]);
  });
});
