// A removed destination gets nothing from that moment, also where its chunk is under way; slowness alone asks nothing.
import { DestinationRemovals, REMOVALS_CHANNEL } from '../../src/core/delivery/destination-removals.js';
import { Listener } from '../../src/platform/live/listener.js';
import { addBusiness, addPerson } from '../support/database.js';
import { addEvent, planned, tryOnce } from '../support/deliveries.js';
import { healthFixture } from '../support/health-fixture.js';
import { eventually, LOG } from '../support/program.js';
import { countStatements } from '../support/statements.js';

const bench = healthFixture();
const { sql } = bench;
const EVENTS = 5;

let heard: string[];
let listener: Listener | null;

beforeEach(() => {
  heard = [];
  listener = null;
  bench.sender.removals = new DestinationRemovals();
  bench.sender.now = () => new Date();
});
afterEach(() => listener?.stop());

/** As a worker listens. */
async function listen(): Promise<void> {
  const { removals } = bench.sender;
  const hears = {
    channels: {
      [REMOVALS_CHANNEL]: (businessId: string) => {
        removals.heard(businessId);
        heard.push(businessId);
      },
    },
    opened: () => removals.opened(),
    lost: () => removals.lost(),
  };
  const [{ url }] = await sql(
    `SELECT format('postgres://%s@127.0.0.1:%s/%s', current_user, current_setting('port'), current_database()) AS url`,
  );
  const address = new URL(url);
  address.password = new URL(process.env.TEST_POSTGRES_URL as string).password;
  listener = new Listener(address.href, hears, LOG);
  await listener.tried;
  expect(removals.isListening).toBe(true);
}

/** While the first message of the chunk is on its way to the endpoint, this happens. */
function meanwhile(work: () => Promise<unknown>): void {
  let first = true;
  bench.hook.answer = async (_request, response) => {
    if (first) {
      first = false;
      await work();
    }
    response.end('ok');
  };
}

const statusesOf = async (eventIds: string[]): Promise<string[]> => {
  const rows = await sql('SELECT status FROM deliveries WHERE event_id = ANY($1) ORDER BY status', [eventIds]);
  return rows.map(({ status }) => status);
};

describe('while a chunk is under way', () => {
  it.each([
    ['removed', 'UPDATE destinations SET removed_at = now() WHERE id = $1'],
    ['switched off', 'UPDATE destinations SET enabled = false WHERE id = $1'],
    ['suppressed', 'UPDATE destinations SET suppressed = true WHERE id = $1'],
  ])('a destination that is %s gets nothing more', async (_, change) => {
    await listen();
    const slack = await bench.slackOf();
    const { input, eventIds } = await slack.happen(EVENTS);
    meanwhile(async () => {
      await sql(change, [slack.destinationId]);
      await eventually('the word of it', async () => heard.includes(slack.businessId));
    });
    expect(await tryOnce(bench.sender, input)).toEqual({ sent: 1 });
    expect(bench.hook.requests).toHaveLength(1);
    expect(await statusesOf(eventIds)).toEqual([...Array(EVENTS - 1).fill('CANCELLED'), 'SENT']);
  });

  it('what is removed elsewhere changes nothing', async () => {
    await listen();
    const [slack, other] = [await bench.slackOf(), await bench.slackOf()];
    const { input } = await slack.happen(EVENTS);
    meanwhile(async () => {
      await sql('UPDATE destinations SET removed_at = now() WHERE id = $1', [other.destinationId]);
      await eventually('the word of it', async () => heard.includes(other.businessId));
    });
    expect(await tryOnce(bench.sender, input)).toEqual({ sent: EVENTS });
  });
});

describe('PostgreSQL tells', () => {
  it('of a person who is removed, and of customer e-mails that are switched off', async () => {
    await listen();
    const [first, second] = [await addBusiness(bench.dataSource), await addBusiness(bench.dataSource)];
    const { recipientId } = await addPerson(bench.dataSource, first);
    await sql('UPDATE recipients SET removed_at = now() WHERE id = $1', [recipientId]);
    await sql(
      `INSERT INTO customer_emails (business_id, event_type, enabled, changed_by) VALUES ($1, 'payment.succeeded', false, 'a test')`,
      [second],
    );
    await eventually('both', async () => heard.includes(first) && heard.includes(second));
  });

  it('of nothing else', async () => {
    await listen();
    const slack = await bench.slackOf();
    await sql(`UPDATE destinations SET label = 'other', enabled = true WHERE id = $1`, [slack.destinationId]);
    await sql(`SELECT pg_notify('${REMOVALS_CHANNEL}', 'last')`);
    await eventually('the last word', async () => heard.includes('last'));
    expect(heard).toEqual(['last']);
  });
});

describe('a chunk whose sends take 16 s each', () => {
  // More than go out side by side, and less than the chunk has time for.
  const PEOPLE = 12;

  /** The clock moves with each message. */
  async function slowly() {
    const businessId = await addBusiness(bench.dataSource);
    for (let i = 0; i < PEOPLE; i++) await addPerson(bench.dataSource, businessId, { email: `p${i}@team.example` });
    const eventId = await addEvent(bench.dataSource, businessId);
    const { chunks } = await planned(bench.dataSource, [eventId]);
    const chunk = chunks.find(({ channel }) => channel === 'EMAIL');
    if (!chunk) throw new Error('nobody is told by e-mail');
    const before = bench.smtp.mails.length;
    bench.sender.now = () => new Date(Date.now() + 16_000 * (bench.smtp.mails.length - before));
    const statementsSince = await countStatements(bench.dataSource);
    expect(await tryOnce(bench.sender, { eventIds: [eventId], chunk })).toEqual({ sent: PEOPLE });
    return statementsSince();
  }

  it('costs the claim and the record of what became of it, nothing more', async () => {
    await listen();
    expect((await slowly()).total).toBe(2);
  });

  it('looks again where nobody hears what is removed', async () => {
    expect((await slowly()).total).toBeGreaterThan(2);
  });
});
