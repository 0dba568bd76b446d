import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../src/core/data-source.js';
import { EmailDestination, InAppDestination } from '../../src/core/planning/destination.entity.js';
import { PushDestination } from '../../src/core/planning/push-destination.entity.js';
import { Recipient } from '../../src/core/planning/recipient.entity.js';
import { newId } from '../../src/platform/new-id.js';
import { BOX } from '../../test/support/database.js';
import { serviceAccount } from '../../test/support/push-stand-ins.js';
import { countStatements } from '../../test/support/statements.js';
import { billedActions } from '../../test/support/temporal.js';
import type { Contestant, Name } from '../harness/contestants.js';
import { type Lane, OURS, type Turn } from '../harness/lane.js';
import { closedLoop, type Producer, times } from '../harness/load.js';
import { type Arrival, type Posted, Unsent } from '../harness/receivers.js';
import { playTurn } from '../harness/turn.js';
import type { World } from '../harness/world.js';

const PEOPLE = Number(process.env.PEOPLE ?? 1_000);
const MESSAGES = 3 * PEOPLE;
const WARM_UP = 20;
const [WITHIN_MS, SHOWN_WITHIN_MS, LOOK_MS, SETTLE_MS] = [300_000, 30_000, 10, 1_500];
const TYPE = 'payment.failed';
const NAIVE = 'naive workflow';

const env = ({ receivers: { apiUrl } }: World): NodeJS.ProcessEnv => {
  const account = serviceAccount(`${apiUrl}/token`);
  const key = JSON.stringify({ ...account, private_key: account.private_key.reveal() });
  return { FCM_SERVICE_ACCOUNT: key, FCM_BASE_URL: apiUrl };
};
const bySendGrid = ({ receivers: { apiUrl } }: World): NodeJS.ProcessEnv => ({
  ...{ SMTP_URL: undefined, SENDGRID_API_KEY: 'SG.bench', SENDGRID_BASE_URL: apiUrl },
});

interface Carrier {
  name: string;
  title: string;
  /** How its e-mails go out, for the page. */
  words: string;
  env: (world: World) => NodeJS.ProcessEnv;
  targets: Lane['targets'];
}

/** How soon all of a large team have heard of one event. */
const recipientsBy = ({ name, title, words, env: ofCarrier, targets }: Carrier): Lane<Name> => ({
  name,
  title,
  method: `One failed payment to ${PEOPLE} people, each in-app, by e-mail and by push (FCM): messages over the time from the first byte of the webhook until the last of the ${MESSAGES} has arrived, an in-app notification as a row of PostgreSQL. ${words} The naive workflow has an activity for each message, 500 of them open at once (Temporal refuses more than 2,000), keeps nothing but its in-app notifications, and has the options that the SDK has by itself. Both have ${WARM_UP} events for one person before. Actions are what Temporal Cloud would bill of this run; statements are all that PostgreSQL ran meanwhile.`,
  figures: [
    { name: 'rate', unit: 'messages/s', better: 'more' },
    { name: 'last message', unit: 's', better: 'less' },
    { name: 'actions', unit: 'of Temporal', better: 'less' },
    { name: 'statements', unit: 'of PostgreSQL', better: 'less' },
  ],
  contestants: [NAIVE, OURS],
  targets,
  turn: (world, contestant) =>
    playTurn(world, contestant, 1, (...started) => measure(world, ...started), { ...env(world), ...ofCarrier(world) }),
});

export const recipients = recipientsBy({
  name: 'recipients',
  title: '1,000 people, three channels',
  words:
    "E-mails go by SendGrid's API, which has no limit of connections; a request carries one of theirs, and of ours up to 100 that differ in the address alone.",
  env: bySendGrid,
  targets: [{ figure: 'rate', against: NAIVE, ratio: 20 }],
});

export const recipientsBySmtp = recipientsBy({
  name: 'recipients-smtp',
  title: '1,000 people, three channels, e-mail by SMTP',
  words: 'E-mails go by SMTP, by five connections of both.',
  env: () => ({}),
  targets: [],
});

async function measure(world: World, producer: Producer, contestant: Contestant): Promise<Turn> {
  const dataSource = await createDataSource(contestant.databaseUrl, 2, BOX).initialize();
  try {
    await dataSource.query('CREATE EXTENSION pg_stat_statements');
    if (contestant.name === NAIVE) await addNaivePeople(dataSource, ['ada']);
    await warmUp(world, producer);
    const names = Array.from({ length: PEOPLE }, () => randomBytes(6).toString('hex'));
    await (contestant.name === NAIVE ? addNaivePeople : addPeople)(dataSource, names);
    const statementsSince = await countStatements(dataSource, ['AS shown']);
    const { event } = await producer.post(TYPE);
    const isWhole = (came: readonly Arrival[]) => came.length >= 2 * PEOPLE && countEach(names, came) === 2 * PEOPLE;
    await world.receivers.when(event, WITHIN_MS, isWhole).catch(unlessUnsent);
    const sentAt = Math.max(...messagesTo(names, world.receivers.of(event)).map(({ at }) => at));
    const shown = await shownAt(dataSource, contestant, event);
    const statements = (await statementsSince()).total;
    await sleep(SETTLE_MS);
    const came = messagesTo(names, world.receivers.of(event));
    const lost = 2 * PEOPLE - countEach(names, came) + PEOPLE - Math.min(PEOPLE, shown.people);
    const doubled = came.length - countEach(names, came);
    if (lost + doubled > 0) return { lost, doubled };
    const lastAt = Math.max(sentAt, shown.at);
    const seconds = (lastAt - event.at) / 1_000;
    const actions = await actionsOf(world, event);
    return { rate: MESSAGES / seconds, 'last message': seconds, actions, statements };
  } finally {
    await dataSource.destroy();
  }
}

/** To one person: both know her before all others. */
async function warmUp({ receivers }: World, producer: Producer): Promise<void> {
  await closedLoop(1, times(WARM_UP), async () => {
    const { event } = await producer.post(TYPE);
    await receivers.when(event, WITHIN_MS, (came) => came.some(({ channel }) => channel === 'EMAIL'));
  });
}

const addressOf = (name: string) => `${name}@team.example`;

async function addNaivePeople(dataSource: DataSource, names: readonly string[]): Promise<void> {
  await dataSource.query(
    `INSERT INTO people (id, address, token) SELECT (SELECT count(*) FROM people) + n, address, token
     FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS p(address, token, n)`,
    [names.map(addressOf), names],
  );
}

async function addPeople(dataSource: DataSource, names: readonly string[]): Promise<void> {
  const [{ id: businessId }] = await dataSource.query('SELECT id FROM businesses');
  const people = names.map((name) => ({ id: newId('recipient'), businessId, name, roles: ['OWNER' as const] }));
  const destinations = <Channel extends string>(channel: Channel) =>
    people.map(({ id, name }) => ({ id: newId('destination'), businessId, recipientId: id, channel, label: name }));
  const devices = destinations('PUSH').map((device) => ({
    ...{ ...device, platform: 'ANDROID' as const, tokenHash: device.id, lastSeenAt: new Date() },
    sealedToken: BOX.seal(device.label, `destinations ${device.id}`),
  }));
  await dataSource.getRepository(Recipient).insert(people);
  await dataSource.getRepository(InAppDestination).insert(destinations('IN_APP'));
  await dataSource
    .getRepository(EmailDestination)
    .insert(destinations('EMAIL').map((mailbox) => ({ ...mailbox, address: addressOf(mailbox.label) })));
  await dataSource.getRepository(PushDestination).insert(devices);
}

/** E-mails and push notifications to these, without those to whoever else hears of the event. */
function messagesTo(names: readonly string[], came: readonly Arrival[]): Arrival[] {
  const wanted = new Set(names);
  return came.filter(({ channel, to }) => channel !== 'WEBHOOK' && wanted.has(to.replace(/@.*/, '')));
}

/** How many of them came, each counted once. */
const countEach = (names: readonly string[], came: readonly Arrival[]) =>
  new Set(messagesTo(names, came).map(({ channel, to }) => `${channel} ${to}`)).size;

function unlessUnsent(error: unknown): void {
  if (!(error instanceof Unsent)) throw error;
}

/** How many are shown it in-app, and when the last of all was, milliseconds since 1970: 0 where all were before the first look. */
async function shownAt(dataSource: DataSource, { name }: Contestant, { payment, id }: Posted) {
  const [count, key] =
    name === NAIVE
      ? ['SELECT count(*)::integer AS shown FROM notifications WHERE event = $1', payment]
      : [
          "SELECT count(*)::integer AS shown FROM deliveries WHERE event_id = $1 AND channel = 'IN_APP' AND status = 'DELIVERED'",
          id,
        ];
  const until = performance.now() + SHOWN_WITHIN_MS;
  for (let at = 0; ; at = performance.timeOrigin + performance.now()) {
    const [{ shown }] = await dataSource.query(count, [key]);
    // One more is shown it: who heard of all events before.
    if (shown > PEOPLE || performance.now() > until) return { people: Number(shown) - 1, at };
    await sleep(LOOK_MS);
  }
}

async function actionsOf({ temporalAddress }: World, { id }: Posted): Promise<number> {
  const connection = await Connection.connect({ address: temporalAddress });
  try {
    const run = new Client({ connection }).workflow.getHandle(id);
    await run.result();
    return billedActions(await run.fetchHistory());
  } finally {
    await connection.close();
  }
}
