/** The deadline ladder, by the real activities, relay and database on the time-skipping server. */
import { respondAs } from '../../src/core/disputes/ladder.js';
import type { DisputeResponse } from '../../src/core/disputes/respond.js';
import { SEARCH_ATTRIBUTES } from '../../workflows/messages.js';
import { HOUR, LadderFixture, short, type Team } from '../support/ladder.js';
import { eventually } from '../support/program.js';

const LONG_MS = 300_000;
const TEST_MS = 60_000;

let bench: LadderFixture;

beforeAll(async () => {
  bench = await LadderFixture.open();
}, LONG_MS);

afterAll(() => bench?.close());

const answer = async (team: Team, update: 'acknowledge' | 'respond', actor: string): Promise<DisputeResponse> => {
  const handle = await bench.runOf(team);
  const answered = await handle.executeUpdate<DisputeResponse, [{ actor: string }]>(update, { args: [{ actor }] });
  await bench.settled();
  return answered;
};

describe('A ladder that nobody answers', () => {
  it(
    'tells each reminder at its time, one level higher each, and everybody when the deadline has passed',
    async () => {
      const { team, deadline } = await bench.opened();
      await bench.until(deadline + HOUR);
      expect(await bench.toldShort(team, deadline)).toEqual([
        'T-72 reminder 2/4 finn+sue',
        'T-24 reminder 3/4 olga',
        'T-6 reminder 4/4 eve+olga',
        'T-2 reminder 4/4 eve+olga',
        'T-0 deadline_passed eve+finn+olga+sue',
      ]);
      expect(await bench.dispute(team)).toMatchObject({ state: 'NEEDS_RESPONSE', level: 3 });
      const { status } = await (await bench.runOf(team)).describe();
      expect(status.name).toBe('COMPLETED');
    },
    TEST_MS,
  );

  it(
    'says in its run what it waits for, and under which deadline',
    async () => {
      const { team, deadline } = await bench.opened();
      const run = await bench.runOf(team);
      const state = await run.query<{ until: number; next: string }>('state');
      expect(state).toMatchObject({
        state: 'NEEDS_RESPONSE',
        level: 0,
        until: deadline - 72 * HOUR,
        next: 'REMINDER',
        asks: { level: 1, roles: ['SUPPORT', 'FINANCE'] },
        deadline,
        estimated: true,
      });
      const { currentDetails } = await run.query<{ currentDetails: string }>('__temporal_workflow_metadata');
      expect(currentDetails).toMatch(
        new RegExp(`^\\S+ · ${team.disputeId} · answer by .+ UTC \\(estimated\\) · next SUPPORT, FINANCE at .+ UTC\n`),
      );
      const shown = (await run.describe()).typedSearchAttributes;
      expect([
        shown.get(SEARCH_ATTRIBUTES.business),
        shown.get(SEARCH_ATTRIBUTES.entityId),
        shown.get(SEARCH_ATTRIBUTES.disputeState),
        shown.get(SEARCH_ATTRIBUTES.deadline)?.getTime(),
      ]).toEqual([team.businessId, team.disputeId, 'NEEDS_RESPONSE', deadline]);
      await bench.happens(team, 'accepted');
    },
    TEST_MS,
  );

  it(
    'passes levels over that reach nobody, and says so; where nobody is left, it says that too',
    async () => {
      const { team, deadline } = await bench.opened({ olga: ['OWNER'] });
      const deaf = await bench.opened({ sally: ['SALES'] });
      await bench.until(deaf.deadline + HOUR);
      const rows = await bench.told(team);
      expect(short(rows, deadline)[0]).toBe('T-72 reminder 3/4 olga');
      expect(rows[0]?.unreachable).toBe('2');
      const skipped = await bench.database.dataSource.query(
        'SELECT skipped FROM reminders r JOIN disputes d ON d.id = r.dispute_id WHERE d.source_id = $1',
        [deaf.team.sourceId],
      );
      expect(skipped).toEqual(Array.from({ length: 4 }, () => ({ skipped: 'UNREACHABLE' })));
      expect((await bench.dispute(deaf.team)).state).toBe('NEEDS_RESPONSE');
    },
    TEST_MS,
  );

  it(
    'asks with a refusal of the person in mind: who switched reminders off hears none',
    async () => {
      const { team, deadline } = await bench.opened();
      await bench.database.dataSource.query(
        `INSERT INTO preferences (destination_id, event_type, business_id, enabled, changed_by)
         SELECT d.id, 'dispute.reminder', d.business_id, false, 'finn' FROM destinations d JOIN recipients r ON r.id = d.recipient_id
         WHERE d.business_id = $1 AND r.name = 'finn'`,
        [team.businessId],
      );
      await bench.until(deadline - 71 * HOUR);
      expect(await bench.toldShort(team, deadline)).toEqual(['T-72 reminder 2/4 sue']);
      await bench.happens(team, 'accepted');
    },
    TEST_MS,
  );
});

describe('An acknowledgement', () => {
  it(
    'keeps the next reminder on its level, asks again after it, and is told to all in their inboxes',
    async () => {
      const { team, deadline } = await bench.opened();
      await bench.until(deadline - 71 * HOUR);
      expect(await answer(team, 'acknowledge', 'Sue')).toMatchObject({ done: true, state: 'ACKNOWLEDGED', by: 'Sue' });
      const second = await answer(team, 'acknowledge', 'Finn');
      expect(second).toMatchObject({ done: false, state: 'ACKNOWLEDGED', by: 'Sue' });
      await bench.until(deadline - 23 * HOUR);
      expect((await bench.dispute(team)).state).toBe('NEEDS_RESPONSE');
      await bench.until(deadline - 5 * HOUR);
      const rows = await bench.told(team);
      expect(short(rows, deadline)).toEqual([
        'T-72 reminder 2/4 finn+sue',
        'T-71 acknowledged',
        'T-24 reminder 2/4 finn+sue',
        'T-6 reminder 3/4 olga',
      ]);
      expect(rows[1]?.inbox).toEqual(['eve', 'finn', 'olga', 'sue']);
      await bench.happens(team, 'accepted');
    },
    TEST_MS,
  );

  it(
    'whose result was lost finds itself when it is tried again, and counts once',
    async () => {
      const { team, at } = await bench.opened();
      const { id: disputeId } = await bench.dispute(team);
      const deps = { dataSource: bench.database.dataSource, publish: () => undefined };
      const sue = { disputeId, now: at + HOUR, actor: 'Sue', how: 'ACKNOWLEDGE' } as const;
      const first = await respondAs(deps, sue);
      expect(first).toMatchObject({ done: true, state: 'ACKNOWLEDGED', by: 'Sue' });
      expect(await respondAs(deps, { ...sue, now: sue.now + 20_000 })).toEqual(first);
      expect(await respondAs(deps, { ...sue, actor: 'Finn' })).toEqual({ ...first, done: false });
      expect(await respondAs(deps, { ...sue, now: at + 2 * HOUR })).toEqual({ ...first, done: false });
      const own = (await bench.told(team)).filter(({ type }) => type === 'acknowledged');
      expect(own).toHaveLength(1);
      await bench.happens(team, 'accepted');
    },
    TEST_MS,
  );

  it(
    'by nobody in particular is refused before it is recorded',
    async () => {
      const { team } = await bench.opened();
      await expect(answer(team, 'acknowledge', ' ')).rejects.toThrow();
      const run = await bench.runOf(team);
      expect((await bench.dispute(team)).acknowledgedBy).toBeNull();
      await bench.happens(team, 'accepted');
      expect(await run.result()).toMatchObject({ state: 'ACCEPTED' });
    },
    TEST_MS,
  );
});

describe('A ladder stops', () => {
  it.each(['challenged', 'accepted', 'won', 'lost', 'cancelled', 'expired'])(
    'at once where the dispute is %s',
    async (type) => {
      const { team, deadline } = await bench.opened();
      await bench.until(deadline - 71 * HOUR);
      await bench.happens(team, type);
      await bench.until(deadline + HOUR);
      expect(await bench.toldShort(team, deadline)).toEqual(['T-72 reminder 2/4 finn+sue']);
      expect((await bench.dispute(team)).state).toBe(type === 'challenged' ? 'RESPONDED' : type.toUpperCase());
    },
    TEST_MS,
  );

  it(
    'where somebody says that the answer is filed',
    async () => {
      const { team, deadline } = await bench.opened();
      expect(await answer(team, 'respond', 'Olga')).toMatchObject({ done: true, state: 'RESPONDED', by: 'Olga' });
      expect(await (await bench.runOf(team)).result()).toMatchObject({ state: 'RESPONDED' });
      await bench.until(deadline + HOUR);
      expect(await bench.toldShort(team, deadline)).toEqual(['T-96 responded']);
      expect((await bench.dispute(team)).state).toBe('RESPONDED');
    },
    TEST_MS,
  );
});

describe('A deadline that moves', () => {
  it(
    'takes the reminders that are left with it',
    async () => {
      const { team, deadline } = await bench.opened();
      await bench.until(deadline - 71 * HOUR);
      const later = deadline + 48 * HOUR;
      await bench.happens(team, 'updated', { respondBy: new Date(later).toISOString() });
      await eventually('the look at the new deadline', async () => {
        const { respondBy } = await bench.dispute(team);
        return respondBy?.getTime() === later;
      });
      await bench.until(later + HOUR);
      expect(await bench.toldShort(team, later)).toEqual([
        'T-120 reminder 2/4 finn+sue',
        'T-72 reminder 3/4 olga',
        'T-24 reminder 4/4 eve+olga',
        'T-6 reminder 4/4 eve+olga',
        'T-2 reminder 4/4 eve+olga',
        'T-0 deadline_passed eve+finn+olga+sue',
      ]);
    },
    TEST_MS,
  );
});
