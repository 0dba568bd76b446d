import { GraphqlClient } from '../../test/support/graphql.js';
import { startFilled } from '../harness/contestants.js';
import { addGrownBusiness, type GrownBusiness } from '../harness/grown-business.js';
import { type Figure, type Lane, OURS, rank, type Together, type Turn } from '../harness/lane.js';
import { Producer } from '../harness/load.js';
import type { World } from '../harness/world.js';

/** How often each question is asked of each business in a round. */
const TIMES = Number(process.env.TIMES ?? 60);
const MOST_EVENTS = Number(process.env.GROWN_EVENTS ?? 1_000_000);
const SMALL = '1,000 events';
const MIDDLE = '100,000 events';
type Size = typeof SMALL | typeof MIDDLE | typeof OURS;
const SIZES: Record<Size, number> = { [SMALL]: 1_000, [MIDDLE]: MOST_EVENTS / 10, [OURS]: MOST_EVENTS };
const CONTESTANTS: readonly Size[] = [SMALL, MIDDLE, OURS];
/** Of events, disputes and items, as the web app asks. */
const PAGE = 50;

const EVENTS_PAGE = `query ($after: String, $query: String) {
  events(first: ${PAGE}, after: $after, filter: { query: $query }) {
    edges { cursor node {
      id type status test receivedAt summary eventType { key severity } source { id name }
      deliveries(first: 25) { edges { cursor node { id status } } pageInfo { hasNextPage } }
    } }
    pageInfo { endCursor hasNextPage }
  }
}`;
const INBOX = `{
  notifications(first: ${PAGE}) { edges { cursor node { id title body severity updatedAt readAt link event { id summary } } } pageInfo { hasNextPage } }
}`;
const BOARD = `{
  disputes(first: ${PAGE}) { edges { cursor node {
    id title amount { currency formatted } reasonText stageText state overdue openedAt respondBy acknowledgedBy respondedBy providerUrl
    event { id source { id name } } reminders { dueAt level state sentAt deliveries roles }
  } } pageInfo { hasNextPage } }
}`;
const MONEY = `{
  moneyAtRisk { currency open firstDeadline total { formatted } }
}`;
const COVERAGE = '{ coverage { message reachable eventType { key name } } }';
const FIGURES = `query ($input: StatsInput!) { eventStats(input: $input) { from count } deliveryStats(input: $input) { key count } }`;

/** One business, and a program that has it alone. */
interface Grown {
  business: GrownBusiness;
  admin: GraphqlClient;
  member: GraphqlClient;
  producer: Producer;
  stop(): Promise<void>;
}

type Ask = (of: Grown) => Promise<unknown>;

const page = async (of: Grown, variables: object, rows: number) => {
  const { events } = await of.admin.get(EVENTS_PAGE, variables);
  if (events.edges.length !== rows) throw new Error(`${events.edges.length} events in place of ${rows}`);
};

async function day(): Promise<object> {
  const to = new Date();
  return { input: { from: new Date(to.getTime() - 24 * 3_600_000), to, bucketMinutes: 60 } };
}

/** Each by the name of its figure. */
const QUESTIONS: Record<string, Ask> = {
  'first page': (of) => page(of, {}, PAGE),
  'deep page': (of) => page(of, { after: of.business.idAt(of.business.events * 0.8) }, PAGE),
  'search, one': (of) => page(of, { query: `INV-${String(of.business.events / 4).padStart(8, '0')}` }, 1),
  'search, many': (of) => page(of, { query: 'payment' }, PAGE),
  unread: async (of) => {
    const { unreadCount } = await of.member.get('{ unreadCount }');
    if (unreadCount !== 100) throw new Error(`${unreadCount} unread`);
  },
  inbox: (of) => of.member.get(INBOX),
  ingest: (of) => of.producer.post('payment.succeeded'),
  disputes: (of) => of.admin.get(BOARD),
  'money at risk': (of) => of.admin.get(MONEY),
  coverage: (of) => of.admin.get(COVERAGE),
  'figures of a day': async (of) => of.admin.get(FIGURES, await day()),
};

const LIMIT = 1.3;
/** A day of a larger business has more to count. */
const GROWS = 'figures of a day';
const figures: Figure[] = Object.keys(QUESTIONS).map((name) => ({ name, unit: 'ms', better: 'less' }));

/** Whether a business with a thousand times as many events is answered as soon. */
export const growth: Lane<Size> = {
  name: 'growth',
  title: 'From a thousand events to a million',
  method: `Three businesses of one person each, on a database and an API process of their own: with 1,000, ${SIZES[MIDDLE].toLocaleString('en')} and (Tocsin) ${MOST_EVENTS.toLocaleString('en')} events over a month, each with its words, a body as long as a sealed one, an in-app item, an e-mail and its attempt; a hundredth as many open disputes (100 at least). Made by SQL, analysed. Each question is asked of one after the other by HTTP, ${TIMES} times: medians of the time to the answer. Pages are ${PAGE} rows with the fields that the web app shows; the deep page lies at four fifths of all; a search finds one event, or most; the figures are those of the last 24 hours, which hold a thirtieth of all events. The webhook is stored; no worker runs.`,
  figures,
  contestants: CONTESTANTS,
  targets: figures.flatMap(({ name }) => (name === GROWS ? [] : [{ figure: name, against: SMALL, ratio: LIMIT }])),
  together,
};

async function together(world: World): Promise<Together<Size>> {
  const grown: [Size, Grown][] = [];
  for (const size of CONTESTANTS) {
    const begun = performance.now();
    grown.push([size, await grow(world, SIZES[size])]);
    console.log(`${SIZES[size]} events are there after ${((performance.now() - begun) / 1_000).toFixed(0)} s`);
  }
  for (const [, of] of grown) for (const ask of Object.values(QUESTIONS)) for (let at = 0; at < 10; at++) await ask(of);
  return {
    async round() {
      const turns: Record<Size, Turn> = { [SMALL]: {}, [MIDDLE]: {}, [OURS]: {} };
      for (const [name, ask] of Object.entries(QUESTIONS)) {
        const times: Record<Size, number[]> = { [SMALL]: [], [MIDDLE]: [], [OURS]: [] };
        for (let at = 0; at < TIMES; at++)
          for (const [size, of] of inTurns(grown, at)) times[size].push(await timeOf(ask, of));
        for (const size of CONTESTANTS) turns[size] = { ...turns[size], [name]: rank(0.5)(times[size]) };
      }
      return turns;
    },
    async end() {
      for (const [, of] of grown) await of.stop();
    },
  };
}

/** Another one is the first each time. */
const inTurns = <T>(all: readonly T[], at: number) => [...all.slice(at % all.length), ...all.slice(0, at % all.length)];

async function timeOf(ask: Ask, of: Grown): Promise<number> {
  const begun = performance.now();
  await ask(of);
  return performance.now() - begun;
}

async function grow(world: World, events: number): Promise<Grown> {
  const databaseUrl = await world.addDatabase();
  const business = await addGrownBusiness(databaseUrl, events);
  const tocsin = await startFilled(world, databaseUrl, ['api']);
  const { admin, member } = business.keys;
  const producer = new Producer({ url: tocsin.url, source: business.source }, 1);
  const stop = async () => {
    producer.close();
    await tocsin.stop();
    await world.dropDatabase(databaseUrl);
  };
  const [asAdmin, asMember] = [new GraphqlClient(tocsin.url, admin), new GraphqlClient(tocsin.url, member)];
  return { business, producer, stop, admin: asAdmin, member: asMember };
}
