/** The deadline ladder in disorder and trouble, by the real activities, relay and database on the time-skipping server. */
import { FOUR_LEVELS, HOUR, LadderFixture } from '../support/ladder.js';

const LONG_MS = 300_000;
const TEST_MS = 60_000;

let bench: LadderFixture;

beforeAll(async () => {
  bench = await LadderFixture.open();
}, LONG_MS);

afterAll(() => bench?.close());

describe('What the provider says in another order', () => {
  it(
    'starts no ladder: won before it was opened',
    async () => {
      const team = await bench.newTeam();
      const at = await bench.now();
      await bench.happens(team, 'won');
      await bench.happens(team, 'opened', { hoursAgo: 5, respondBy: new Date(at + 90 * HOUR).toISOString() });
      await bench.until(at + 91 * HOUR);
      expect(await bench.told(team)).toEqual([]);
      expect(await bench.disputes(team)).toMatchObject([{ state: 'WON' }]);
    },
    TEST_MS,
  );

  it(
    'and without a deadline there is none either: the network has resolved it, or the bank takes no answer',
    async () => {
      const team = await bench.newTeam();
      await bench.happens(team, 'opened');
      expect(await (await bench.runOf(team)).result()).toMatchObject({
        state: 'NEEDS_RESPONSE',
        deadline: null,
        until: null,
      });
      expect(await bench.told(team)).toEqual([]);
    },
    TEST_MS,
  );

  it(
    'gives a later stage a ladder of its own, and ends that of the earlier',
    async () => {
      const { team, at, deadline } = await bench.opened();
      await bench.until(at + HOUR);
      const later = deadline + 200 * HOUR;
      await bench.happens(team, 'opened', { stage: 'pre_arbitration', respondBy: new Date(later).toISOString() });
      await bench.until(later - 71 * HOUR);
      expect(await bench.toldShort(team, later)).toEqual(['T-72 reminder 2/4 finn+sue']);
      expect(await bench.disputes(team)).toMatchObject([
        { stage: 'dispute', state: 'CLOSED', level: 0 },
        { stage: 'pre_arbitration', state: 'NEEDS_RESPONSE', level: 1 },
      ]);
      await bench.happens(team, 'won', { stage: 'pre_arbitration' });
    },
    TEST_MS,
  );

  it(
    'comes to the same state, whatever the order and however often',
    async () => {
      const now = await bench.now();
      const moved = new Date(now + 90 * HOUR).toISOString();
      const facts: [string, object][] = [
        ['opened', { hoursAgo: 20, respondBy: new Date(now + 76 * HOUR).toISOString(), respondByEstimated: true }],
        ['updated', { hoursAgo: 15, respondBy: moved }],
        ['challenged', { hoursAgo: 10 }],
        ['lost', { hoursAgo: 5 }],
        ['won', { hoursAgo: 5 }],
        ['opened', { hoursAgo: 2, stage: 'pre_arbitration', respondBy: moved }],
      ];
      // All 720 orders of the decision itself: test/domain/escalation.test.ts.
      const orders = [facts, [...facts].reverse(), [3, 5, 0, 4, 1, 2, 3, 0].map((at) => facts[at] as [string, object])];
      for (const order of orders) {
        const team = await bench.newTeam();
        for (const [type, fact] of order) await bench.happens(team, type, { ...fact, before: now });
        await bench.settled();
        const states = (await bench.disputes(team)).map(({ stage, state }) => `${stage} ${state}`);
        expect(states).toEqual(['dispute LOST', 'pre_arbitration NEEDS_RESPONSE']);
        await bench.happens(team, 'accepted', { stage: 'pre_arbitration' });
      }
    },
    TEST_MS,
  );
});

describe('Whatever goes wrong', () => {
  it(
    'a look that comes an hour late, and twice, tells its reminder once',
    async () => {
      // As after an hour without a worker, which this server would wait for and not skip.
      const { team, deadline } = await bench.opened();
      const { id: disputeId } = await bench.dispute(team);
      const look = { disputeId, now: deadline - 71 * HOUR };
      await Promise.all([bench.advance(look), bench.advance(look)]);
      await bench.until(deadline - 23 * HOUR);
      expect(await bench.toldShort(team, deadline)).toEqual([
        'T-72 reminder 2/4 finn+sue late',
        'T-24 reminder 3/4 olga',
      ]);
      await bench.happens(team, 'accepted');
    },
    TEST_MS,
  );

  it(
    'a ladder whose run was lost goes on from where it was, by the sweep',
    async () => {
      const { team, deadline } = await bench.opened();
      await bench.until(deadline - 71 * HOUR);
      await (await bench.runOf(team)).terminate('lost');
      await bench.database.dataSource.query(`UPDATE disputes SET next_at = now() - interval '1 minute'`);
      await bench.sweep();
      await bench.until(deadline - 23 * HOUR);
      expect(await bench.toldShort(team, deadline)).toEqual(['T-72 reminder 2/4 finn+sue', 'T-24 reminder 3/4 olga']);
      await bench.happens(team, 'accepted');
    },
    TEST_MS,
  );

  it(
    'a policy that is changed meanwhile is for disputes to come',
    async () => {
      const { team, deadline } = await bench.opened();
      const sooner = { ...FOUR_LEVELS, remindBefore: ['PT90H'] };
      await bench.database.dataSource.query('UPDATE businesses SET escalation_policy = $2 WHERE id = $1', [
        team.businessId,
        sooner,
      ]);
      await bench.happens(team, 'updated');
      await bench.until(deadline - 71 * HOUR);
      expect(await bench.toldShort(team, deadline)).toEqual(['T-72 reminder 2/4 finn+sue']);
      expect((await bench.dispute(team)).policy).toEqual(FOUR_LEVELS);
      await bench.happens(team, 'accepted');
    },
    TEST_MS,
  );

  it(
    'a reminder that could not be sent in time is not sent after the answer',
    async () => {
      const { team, deadline } = await bench.opened({ olga: ['OWNER'] });
      bench.smtp.refuseWith = 451;
      await bench.env.sleep(24 * HOUR);
      await bench.happens(team, 'challenged');
      await bench.until(deadline - 70 * HOUR);
      const statuses = await bench.database.dataSource.query(
        `SELECT d.status, d.reason->>'code' AS reason FROM deliveries d JOIN events e ON e.id = d.event_id
         WHERE e.source_id = $1 AND e.type = 'dispute.reminder' AND d.channel = 'EMAIL'`,
        [team.sourceId],
      );
      expect(statuses).toEqual([{ status: 'SUPERSEDED', reason: 'SUPERSEDED' }]);
    },
    TEST_MS,
  );
});
