/**
 * Whether memory stays where it is: webhooks by the clock (`PER_SECOND`, 20), each of which goes to a mail server and to an endpoint, and
 * a page that is read once a second, for `SECONDS` (600). Resident memory of API and worker at rest, and meanwhile by fifths. Ends with 1
 * where a line fails. `npm run bench:soak`; see bench/README.md.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { addBusiness, addPerson, addSource, createDatabase } from '../test/support/database.js';
import { GraphqlClient } from '../test/support/graphql.js';
import { keyOf } from './business-key.js';
import { addEndpoint } from './carriers.js';
import { rank } from './harness/lane.js';
import { openLoop, Producer, untilTime } from './harness/load.js';
import { Receivers } from './harness/receivers.js';
import { runWithServers, say } from './measurement.js';
import { type Instance, startInstance } from './processes.js';
import { verdictOf } from './verdict.js';

const SECONDS = Number(process.env.SECONDS ?? 600);
const PER_SECOND = Number(process.env.PER_SECOND ?? 20);
const REST_MS = 30_000;
/** After the last webhook, for the messages that are still under way. */
const DRAIN_MS = 120_000;
/** API and worker together, at rest, MB. */
const MOST_AT_REST_MB = 350;
/** Of the last fifth to the second one: in the first one the young generation grows to its size. */
const MOST_GROWTH = 1.1;
const PAGE =
  '{ events(first: 20) { edges { node { id type summary deliveries(first: 5) { edges { node { status } } } } } } }';

type Memory = ReturnType<Instance['memory']>;

/** Once a second, for as long as `more` says. */
async function everySecond(more: () => boolean, act: () => unknown): Promise<void> {
  while (more()) {
    await act();
    await sleep(1_000);
  }
}

const total = ({ api, worker }: Memory) => api + worker;
const median = rank(0.5);
const fifthOf = (samples: readonly Memory[], fifth: number) =>
  samples.slice(Math.floor((samples.length * fifth) / 5), Math.floor((samples.length * (fifth + 1)) / 5));

function tableOf(atRest: Memory, samples: readonly Memory[]): void {
  const row = (when: string, memories: readonly Memory[]) => ({
    when,
    'API, MB': Math.round(median(memories.map(({ api }) => api))),
    'worker, MB': Math.round(median(memories.map(({ worker }) => worker))),
    'together, MB': Math.round(median(memories.map(total))),
  });
  const fifths = [0, 1, 2, 3, 4].map((fifth) => row(`fifth ${fifth + 1}`, fifthOf(samples, fifth)));
  console.table([row('at rest', [atRest]), ...fifths]);
}

async function measure(receivers: Receivers): Promise<boolean> {
  const database = await createDatabase();
  const { dataSource } = database;
  const businessId = await addBusiness(dataSource);
  await addPerson(dataSource, businessId);
  await addEndpoint(dataSource, businessId, receivers.endpointUrl);
  const source = { ...(await addSource(dataSource, businessId, 'DODO')), kind: 'DODO' as const };
  const key = await keyOf(database, businessId);
  const instance = await startInstance(database.url, {
    SMTP_URL: receivers.smtpUrl,
    MAIL_FROM: 'Shop <shop@test.example>',
  });
  await sleep(REST_MS);
  const atRest = instance.memory();
  say(`at rest: ${Math.round(atRest.api)} + ${Math.round(atRest.worker)} MB`);
  const producer = new Producer({ url: instance.url, source }, 40);
  const client = new GraphqlClient(instance.url, key);
  const samples: Memory[] = [];
  const goesOn = untilTime(SECONDS * 1_000);
  const read = async () => {
    const { errors } = await client.ask(PAGE);
    if (errors.length > 0) throw new Error(JSON.stringify(errors[0]));
  };
  await Promise.all([
    openLoop(PER_SECOND, SECONDS, () => producer.post('payment.succeeded')),
    everySecond(goesOn, read),
    everySecond(goesOn, () => samples.push(instance.memory())),
  ]);
  const last = producer.posted.at(-1);
  if (last) await receivers.both(last, DRAIN_MS).catch(() => undefined);
  await sleep(5_000);
  const { lost, doubled } = receivers.faults(producer.posted);
  tableOf(atRest, samples);
  const growth = median(fifthOf(samples, 4).map(total)) / median(fifthOf(samples, 1).map(total));
  producer.close();
  await instance.stop();
  await database.drop();
  const line = (what: string, is: number, most: number) => ({ what, is, most, verdict: is <= most ? 'pass' : 'FAIL' });
  return verdictOf(
    [],
    [
      line('API and worker at rest, MB', Math.round(total(atRest)), MOST_AT_REST_MB),
      line('last fifth to the second, times', Number(growth.toFixed(2)), MOST_GROWTH),
      line('messages lost', lost, 0),
      line('messages doubled', doubled, 0),
    ],
  );
}

await runWithServers(async (later) => {
  const receivers = await Receivers.start();
  later(() => receivers.stop());
  return measure(receivers);
});
