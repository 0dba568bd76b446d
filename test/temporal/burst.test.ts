// The backlog of one business does not stand before another one's event: in the relay, in Temporal's queue, at the carrier.
import { Inbox } from '../../src/core/ingest/inbox.js';
import type { RelayNudge } from '../../src/core/ingest/relay-nudge.js';
import { addBusiness, addPerson, addSource, createDatabase, type TestDatabase } from '../support/database.js';
import { webhookOf } from '../support/events.js';
import { eventually, type Program, startProgram } from '../support/program.js';
import { type SmtpStandIn, startSmtpStandIn } from '../support/stand-ins.js';

const BACKLOG = 200;
const NOBODY: RelayNudge = { hasRoom: () => false, nudge: () => undefined };
const MANY_MS = 180_000;

let database: TestDatabase;
let smtp: SmtpStandIn;
let program: Program | undefined;

beforeEach(async () => {
  [database, smtp] = await Promise.all([createDatabase(20), startSmtpStandIn()]);
});

afterEach(async () => {
  await program?.stop();
  await smtp?.stop();
  await database?.drop();
});

async function addTeam(email: string) {
  const { dataSource } = database;
  const businessId = await addBusiness(dataSource);
  await addPerson(dataSource, businessId, { email });
  const { id: sourceId } = await addSource(dataSource, businessId, 'DODO');
  const add = async (type: string, nudge: RelayNudge) =>
    (await new Inbox(dataSource, nudge).add(await webhookOf(type, businessId, sourceId))).id;
  return { add };
}

const mailsTo = (email: string) => smtp.mails.filter(({ to }) => to.includes(email)).length;

async function states(ids: readonly string[]): Promise<{ status: string; count: number }[]> {
  return database.dataSource.query(
    'SELECT status, count(*)::integer AS count FROM events WHERE id = ANY($1) GROUP BY 1',
    [ids],
  );
}

// The first is handed over by the process that took it in, the second is found by a look into the inbox.
it.each(['by its own process', 'by another process'])(
  'a critical event that is taken in %s is sent before the critical backlog of another business is',
  async (by) => {
    const [crowd, lonely] = [await addTeam('crowd@team.example'), await addTeam('lonely@team.example')];
    const backlog = await Promise.all(Array.from({ length: BACKLOG }, () => crowd.add('payout.failed', NOBODY)));
    program = await startProgram(database, { worker: true, smtpUrl: smtp.url });
    const { relay } = program.worker as NonNullable<Program['worker']>;
    await eventually('the backlog to be under way', async () => mailsTo('crowd@team.example') > 0);
    const nudge = by === 'by its own process' ? relay : { hasRoom: () => false, nudge: () => relay.nudge([]) };
    await lonely.add('payout.failed', nudge);
    await eventually('the mail of the other business', async () => mailsTo('lonely@team.example') === 1);
    await eventually('the backlog', async () => mailsTo('crowd@team.example') === BACKLOG, MANY_MS);
    const place = smtp.mails.findIndex(({ to }) => to.includes('lonely@team.example'));
    expect(place).toBeLessThan(BACKLOG / 2);
    await eventually('the end of the backlog', async () => {
      const [one, ...others] = await states(backlog);
      return one?.status === 'PROCESSED' && one.count === BACKLOG && others.length === 0;
    });
    expect(smtp.mails).toHaveLength(BACKLOG + 1);
  },
  MANY_MS,
);
