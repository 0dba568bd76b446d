import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { newToken, prefixOf, tokenHash } from '../../src/api/auth/token.js';
import { ApiKey } from '../../src/core/access/api-key.entity.js';
import { createDataSource } from '../../src/core/data-source.js';
import { freePort } from '../../src/local/ports.js';
import { newId } from '../../src/platform/new-id.js';
import { addBusiness, addPerson, addSource, BOX } from '../../test/support/database.js';
import { Audience } from '../harness/audience.js';
import { startFilled } from '../harness/contestants.js';
import { isFault, type Lane, OURS, rank, type Turn } from '../harness/lane.js';
import { Producer } from '../harness/load.js';
import type { World } from '../harness/world.js';
import { SHIPPED, startReady } from '../processes.js';

const EVENTS = Number(process.env.EVENTS ?? 20);
const WARM_UP = 5;
const SIZES = [1, 100, 1_000];
const PAUSE_MS = 150;
/** What doubles comes soon after, if at all. */
const SETTLE_MS = 500;
/** A key may open 100 sockets. */
const KEYS = 10;
const MEMBERS = 10;
const RAW = 'raw ws';

/** What the web app's list of notifications shows of a new one. */
const QUERY = `subscription {
  notificationReceived {
    id title body severity createdAt updatedAt readAt link
    event { id type summary receivedAt eventType { key severity } }
  }
}`;

/** To whom the sockets belong. */
const AUDIENCES = ['one person', 'ten members'] as const;
type AudienceName = (typeof AUDIENCES)[number];

const nameOf = (whose: AudienceName, sockets: number, what: 'first to last' | 'post to last') =>
  `${whose}, ${sockets.toLocaleString('en')}: ${what}`;
const FIGURES = AUDIENCES.flatMap((whose) =>
  SIZES.flatMap((sockets) =>
    (sockets === 1 ? (['post to last'] as const) : (['first to last', 'post to last'] as const)).map((what) =>
      nameOf(whose, sockets, what),
    ),
  ),
);
const LARGEST = AUDIENCES.map((whose) => nameOf(whose, 1_000, 'first to last'));

/** A message to many sockets: how far the last is behind the first, and behind the post. */
export const subscribers: Lane<typeof OURS | typeof RAW> = {
  name: 'subscribers',
  title: 'Live subscribers',
  method: `1, 100 and 1,000 sockets of graphql-ws at one API process, each with a subscription to its reader’s new notifications (the fields that the web app shows); all of one person with ${KEYS} keys, or of ${MEMBERS} members of one business, who are each told in a notification of their own. ${EVENTS} failed payments, one after the other: medians of the time from the first message at a client to the last, and from the post of the webhook to the last. The clients are a process of their own. The raw broadcast is a process that sends what is posted to it, which is the text of Tocsin’s last message, to as many bare sockets by \`socket.send\` in a loop; nothing is stored, signed or planned there, so that its time from the post says little.`,
  figures: [...LARGEST, ...FIGURES.filter((name) => !LARGEST.includes(name))].map((name) => ({
    name,
    unit: 'ms',
    better: 'less',
  })),
  contestants: [OURS, RAW],
  targets: LARGEST.flatMap((figure) => [
    { figure, most: 100 },
    { figure, against: RAW, ratio: 2 },
  ]),
  async turn(world, name) {
    const audience = Audience.start();
    try {
      return await (name === OURS ? ofTocsin(world, audience) : ofRaw(audience));
    } finally {
      audience.stop();
    }
  },
};

/** What the raw broadcast sends: Tocsin's turn is before its. */
let text = '';

/** Where messages come from, for one audience. */
interface Sender {
  open: Omit<Parameters<Audience['open']>[0], 'open'>;
  /** Has every socket told once. @returns when it was posted, milliseconds since 1970 */
  post(): Promise<number>;
}

/** How long messages take to all sockets, in the middle, by figure; or how many did not come, or came again. */
async function measure(
  audience: Audience,
  whose: AudienceName,
  sockets: number,
  { open, post }: Sender,
): Promise<Turn> {
  const [spread, sincePost]: [number[], number[]] = [[], []];
  let lost = 0;
  await audience.open({ ...open, open: sockets });
  for (let at = 0; at < WARM_UP + EVENTS; at++) {
    const hearing = audience.hear(sockets);
    const posted = await post();
    const heard = await hearing;
    if (!heard) lost += sockets;
    else if (at >= WARM_UP) {
      spread.push(heard.last - heard.first);
      sincePost.push(heard.last - posted);
      text = heard.text;
    }
    await sleep(PAUSE_MS);
  }
  await sleep(SETTLE_MS);
  const doubled = await audience.close();
  if (lost + doubled > 0) return { lost, doubled };
  const median = rank(0.5);
  return {
    ...(sockets === 1 ? {} : { [nameOf(whose, sockets, 'first to last')]: median(spread) }),
    [nameOf(whose, sockets, 'post to last')]: median(sincePost),
  };
}

async function measureAll(audience: Audience, senderOf: (whose: AudienceName) => Sender): Promise<Turn> {
  const turns: Turn[] = [];
  for (const whose of AUDIENCES)
    for (const sockets of SIZES) turns.push(await measure(audience, whose, sockets, senderOf(whose)));
  return turns.find(isFault) ?? Object.assign({}, ...turns);
}

async function ofTocsin(world: World, audience: Audience): Promise<Turn> {
  const databaseUrl = await world.addDatabase();
  const businesses = await fill(databaseUrl);
  const tocsin = await startFilled(world, databaseUrl, ['api', 'worker']);
  const producers = AUDIENCES.map((whose) => new Producer({ url: tocsin.url, source: businesses[whose].source }, 1));
  try {
    return await measureAll(audience, (whose) => ({
      open: { url: `${tocsin.url.replace('http', 'ws')}/graphql`, query: QUERY, keys: businesses[whose].keys },
      post: async () => {
        const producer = producers[AUDIENCES.indexOf(whose)];
        if (!producer) throw new Error(`nobody posts for ${whose}`);
        return (await producer.post('payment.failed')).event.at;
      },
    }));
  } finally {
    for (const producer of producers) producer.close();
    await tocsin.stop();
    await world.dropDatabase(databaseUrl);
  }
}

async function ofRaw(audience: Audience): Promise<Turn> {
  const port = await freePort();
  const program = join(import.meta.dirname, '../programs/raw-broadcast.js');
  const raw = await startReady(RAW, [...SHIPPED, program], { PATH: process.env.PATH, PORT: String(port) });
  try {
    return await measureAll(audience, () => ({
      open: { url: `ws://127.0.0.1:${port}`, query: null, keys: [] },
      post: async () => {
        const at = performance.timeOrigin + performance.now();
        await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: text });
        return at;
      },
    }));
  } finally {
    raw.child.kill('SIGKILL');
    await raw.ended;
  }
}

interface Filled {
  source: { id: string; secret: string; kind: 'DODO' };
  keys: string[];
}

/** A business for each audience: its people are told in the app alone. */
async function fill(databaseUrl: string): Promise<Record<AudienceName, Filled>> {
  const dataSource = await createDataSource(databaseUrl, 2, BOX).initialize();
  try {
    await dataSource.runMigrations();
    return { 'one person': await fillOne(dataSource, 1), 'ten members': await fillOne(dataSource, MEMBERS) };
  } finally {
    await dataSource.destroy();
  }
}

async function fillOne(dataSource: DataSource, people: number): Promise<Filled> {
  const businessId = await addBusiness(dataSource);
  const recipientIds: string[] = [];
  for (let at = 0; at < people; at++)
    recipientIds.push(
      (await addPerson(dataSource, businessId, { name: `Ada ${at}`, email: `ada${at}@team.example` })).recipientId,
    );
  await dataSource.query(`UPDATE destinations SET enabled = false WHERE channel = 'EMAIL'`);
  const keys = Array.from({ length: KEYS }, newToken);
  const rows = keys.map((token, at) => ({
    ...{ id: newId('apiKey'), businessId, name: 'bench', access: 'MEMBER' as const },
    ...{ recipientId: recipientIds[at % people] ?? null, prefix: prefixOf(token), hash: tokenHash(token) },
    createdAt: new Date(),
  }));
  await dataSource.getRepository(ApiKey).insert(rows);
  return { keys, source: { ...(await addSource(dataSource, businessId, 'DODO')), kind: 'DODO' } };
}
