// Machines whose clocks differ: what somebody does is done, and what is held goes out by one clock.
import { respondToDispute } from '../../src/core/disputes/respond.js';
import { DatabaseClock } from '../../src/platform/database/clocks.js';
import { newId } from '../../src/platform/new-id.js';
import { connectSource, lookAtDisputes } from '../support/connected-source.js';
import { planningFixture } from '../support/planning-fixture.js';

const asked = planningFixture();

const HOUR = 3_600_000;
const MINUTE = 60_000;
const NOW = Date.now();

const sql = (text: string, params: unknown[] = []) => asked.dataSource.query(text, params);

const fact = (type: string, at: number, due: number) => ({
  type,
  timestamp: new Date(at).toISOString(),
  data: { id: 'd_1', amount: 100, currency: 'EUR', respond_by: new Date(due).toISOString() },
});

const look = async (now: number) => (await lookAtDisputes(asked, now))[0] ?? '';

const act = (id: string, how: 'ACKNOWLEDGE' | 'RESPOND', at: number) =>
  respondToDispute(
    asked.dataSource,
    { businessId: asked.businessId, actor: newId('recipient'), name: 'Ada' },
    id,
    how,
    new Date(at),
  );

const stateOf = async (id: string) => (await sql('SELECT state FROM disputes WHERE id = $1', [id]))[0].state;

it.each(['ACKNOWLEDGE', 'RESPOND'] as const)(
  'who acts (%s) after a reminder has acted on it, although the clock of the API is behind',
  async (how) => {
    const { tell } = await connectSource(asked, 'GENERIC');
    await tell(fact('dispute.opened', NOW - HOUR, NOW + 3 * HOUR));
    const id = await look(NOW);
    await look(NOW + HOUR + MINUTE);
    expect(await stateOf(id)).toBe('NEEDS_RESPONSE');
    expect(await act(id, how, NOW + HOUR - 6 * MINUTE)).toMatchObject({ done: true });
    await look(NOW + HOUR + 2 * MINUTE);
    expect(await stateOf(id)).toBe(how === 'RESPOND' ? 'RESPONDED' : 'ACKNOWLEDGED');
  },
);

it.each(['ACKNOWLEDGE', 'RESPOND'] as const)(
  'who acts (%s) on a dispute that was opened again has acted on that, although its clock is ahead of ours',
  async (how) => {
    const { tell } = await connectSource(asked, 'GENERIC');
    await tell(fact('dispute.opened', NOW - 2 * HOUR, NOW + 80 * HOUR));
    await tell(fact('dispute.cancelled', NOW - HOUR, NOW + 80 * HOUR));
    await tell(fact('dispute.opened', NOW + 6 * MINUTE, NOW + 80 * HOUR));
    const id = await look(NOW);
    expect(await stateOf(id)).toBe('NEEDS_RESPONSE');
    expect(await act(id, how, NOW)).toMatchObject({ done: true });
    await look(NOW + MINUTE);
    expect(await stateOf(id)).toBe(how === 'RESPOND' ? 'RESPONDED' : 'ACKNOWLEDGED');
  },
);

describe('an API whose clock is ahead', () => {
  const receivedAt = new Date(NOW + 30 * MINUTE);
  const reminders = () =>
    sql(`SELECT id FROM events WHERE business_id = $1 AND type = 'dispute.reminder'`, [asked.businessId]);

  it('drops no reminder that is due by then', async () => {
    const { tell } = await connectSource(asked, 'GENERIC');
    await tell(fact('dispute.opened', NOW, NOW + 24 * HOUR + 5 * MINUTE), { receivedAt });
    await look(NOW);
    expect(await reminders()).toHaveLength(0);
    await look(NOW + 6 * MINUTE);
    await look(NOW + 40 * MINUTE);
    expect(await reminders()).toHaveLength(1);
  });

  it('does not call a deadline past that is to come', async () => {
    const { tell } = await connectSource(asked, 'GENERIC');
    await tell(fact('dispute.opened', NOW, NOW + 20 * MINUTE), { receivedAt });
    await look(NOW);
    expect(await reminders()).toHaveLength(1);
  });

  it('takes a dispute for whoever acts there until the next reminder, and no longer', async () => {
    const { tell } = await connectSource(asked, 'GENERIC');
    await tell(fact('dispute.opened', NOW, NOW + 24 * HOUR + 5 * MINUTE));
    const id = await look(NOW);
    await act(id, 'ACKNOWLEDGE', NOW + 30 * MINUTE);
    await look(NOW + MINUTE);
    expect(await stateOf(id)).toBe('ACKNOWLEDGED');
    await look(NOW + 6 * MINUTE);
    expect(await stateOf(id)).toBe('NEEDS_RESPONSE');
  });
});

describe('the clock of a worker', () => {
  const offBy = (ms: () => number) => new DatabaseClock(() => new Date(Date.now() + ms()));

  it.each([6 * MINUTE, -6 * MINUTE, 24 * HOUR])('that is %i ms off goes by PostgreSQL’s', async (off) => {
    const clock = offBy(() => off);
    await clock.set(asked.dataSource);
    expect(Math.abs(clock.now().getTime() - Date.now())).toBeLessThan(2_000);
  });

  it('that is right stays its own, and goes on by the last word of a PostgreSQL that is away', async () => {
    const clock = new DatabaseClock(() => new Date(NOW));
    const saying = (at: number) => ({
      query: () => sql('SELECT $1::timestamptz AS at', [new Date(at)]),
    });
    await clock.set(saying(NOW + 900));
    expect(clock.now()).toEqual(new Date(NOW));
    await clock.set(saying(NOW + HOUR));
    expect(clock.now()).toEqual(new Date(NOW + HOUR));
    await clock.set({ query: () => sql('SELECT * FROM nowhere') });
    expect(clock.now()).toEqual(new Date(NOW + HOUR));
  });

  it('is set again from time to time, until it is told to end', async () => {
    const clock = offBy(() => HOUR);
    const end = await clock.follow(asked.dataSource);
    expect(Math.abs(clock.now().getTime() - Date.now())).toBeLessThan(2_000);
    end();
  });
});
