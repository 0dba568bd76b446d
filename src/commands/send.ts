/** `tocsin send payment.failed`, also `npm run send -- payment.failed`: signs a fresh sample, posts it to the running program and shows what became of it. */
import { findSample } from '../api/events/samples.js';
import type { EventTypeEntry } from '../domain/catalogue/entry.js';
import { CATALOGUE } from '../domain/catalogue/index.js';
import { nearestNames } from '../domain/nearest-names.js';
import { readLocalSettings } from '../local/local-settings.js';
import type { Environment } from '../platform/config.js';
import { CONNECT_LIMIT_MS } from '../platform/connect-limit.js';
import { EXIT, FatalError } from '../platform/exit-codes.js';
import { type CommandCall, UsageError } from './command.js';

interface Answer {
  data?: { sendSampleEvent?: { event: { id: string } }; event?: SentEvent };
  errors?: { message: string; extensions?: { code?: string } }[];
}

interface SentEvent {
  summary: string;
  status: string;
  workflowUrl: string | null;
  deliveries: {
    edges: { node: { to: string; channel: string; status: string; reason: string | null; because: string } }[];
  };
}

const SENT = `query ($id: ID!) { event(id: $id) { summary status workflowUrl deliveries(first: 50) { edges { node { to channel status reason because } } } } }`;

/** Where a program runs, and the key that opens it. */
interface Place {
  url: string;
  adminKey: string;
  /** What to do where nothing answers. */
  cure: string;
}

/** What is set is what was meant; else what "npm start" runs here. */
async function findApi({ TOCSIN_ADMIN_KEY, PUBLIC_URL, TOCSIN_DATA_DIR }: Environment): Promise<Place> {
  if (TOCSIN_ADMIN_KEY && PUBLIC_URL)
    return {
      url: PUBLIC_URL,
      adminKey: TOCSIN_ADMIN_KEY.reveal(),
      cure: 'start an API (tocsin start api), and see whether PUBLIC_URL leads to it',
    };
  const kept = await readLocalSettings(TOCSIN_DATA_DIR);
  if (!kept?.url) throw sendFault('Nothing was started here yet: run "npm start" in another terminal first.');
  return { url: kept.url, adminKey: kept.adminKey, cure: 'run "npm start" in another terminal first' };
}

async function ask(
  { url, adminKey, cure }: Place,
  query: string,
  variables: object,
): Promise<NonNullable<Answer['data']>> {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    signal: AbortSignal.timeout(CONNECT_LIMIT_MS),
    headers: { 'content-type': 'application/json', authorization: `Bearer ${adminKey}` },
    body: JSON.stringify({ query, variables }),
  }).catch(() => {
    throw sendFault(`Nothing answers at ${url}: ${cure}.`);
  });
  const { data, errors } = (await answer.json().catch(() => ({}))) as Answer;
  if (errors?.[0]) throw sendFault(refusalText(errors[0], url));
  if (!data) throw sendFault(`Something else than Tocsin answers at ${url} (HTTP ${answer.status}): ${cure}.`);
  return data;
}

const sendFault = (what: string) => new FatalError(what, EXIT.failed);

function refusalText({ message, extensions }: NonNullable<Answer['errors']>[number], url: string): string {
  if (extensions?.code !== 'UNAUTHENTICATED') return message;
  return `The API at ${url} does not know the key of TOCSIN_ADMIN_KEY: set the one that it was started with.`;
}

/** Keys of the event types that a source can send; Tocsin sends its own notices itself. */
const SENDABLE = Object.values<EventTypeEntry>(CATALOGUE)
  .filter(({ sample }) => !sample.startsWith('tocsin.'))
  .map(({ key }) => key);

function groupsOfTypes(): string {
  const groups = new Map<string, string[]>();
  for (const key of SENDABLE) {
    const group = key.slice(0, key.indexOf('.'));
    groups.set(group, [...(groups.get(group) ?? []), key]);
  }
  const lines = [...groups.values()].map((keys) =>
    keys
      .join('  ')
      .replace(/(.{1,110})(?: {2}|$)/g, '  $1\n')
      .trimEnd(),
  );
  return lines.join('\n');
}

export const HELP = `npm run send -- <event type>: signs a fresh sample as its payment provider would, posts it to the program that "npm start"
runs here, or to PUBLIC_URL with TOCSIN_ADMIN_KEY where both are set, and shows what became of it.

${groupsOfTypes()}

A name of Stripe's works too: npm run send -- payment_intent.payment_failed`;

export const INTERRUPTED = 'The event may have been taken all the same: see Events in the app.';

function unknownType(type: string): UsageError {
  const near = nearestNames(type, SENDABLE);
  const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : 'npm run send -- --help lists them.';
  return new UsageError(`There is no event type "${type}"; ${hint}`);
}

async function sendSample(place: Place, type: string): Promise<string> {
  const { sendSampleEvent } = await ask(
    place,
    'mutation ($input: SendSampleEventInput!) { sendSampleEvent(input: $input) { event { id } } }',
    { input: { type } },
  );
  return sendSampleEvent?.event.id as string;
}

const isProcessed = ({ status }: SentEvent) => status === 'PROCESSED' || status === 'FAILED';

async function awaitOutcome(place: Place, id: string): Promise<SentEvent | undefined> {
  let event: SentEvent | undefined;
  for (let tries = 0; tries < 100; tries++) {
    event = (await ask(place, SENT, { id })).event;
    if (event && isProcessed(event)) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return event;
}

export async function run({ args, settings }: CommandCall): Promise<number> {
  const [type] = args;
  if (type === undefined) throw new UsageError(`Say which event: npm run send -- payment.failed\n\n${HELP}`);
  if (type.startsWith('-'))
    throw new UsageError(`There is no option ${type}; npm run send -- --help says what there is.`);
  if (args.length > 1) throw new UsageError('Send one event at a time: npm run send -- payment.failed');
  if (!(await findSample(type))) throw unknownType(type);
  const place = await findApi(settings());
  const id = await sendSample(place, type);
  const event = await awaitOutcome(place, id);
  if (!event) throw sendFault(`The event ${id} was taken, and cannot be seen with this key.`);
  console.log(`202 ${id}\n${event.summary} · ${event.status}`);
  for (const { node } of event.deliveries.edges)
    console.log(`  ${node.to}  ${node.channel}  ${node.status}  ${node.reason ?? node.because}`);
  if (event.workflowUrl) console.log(event.workflowUrl);
  if (event.status !== 'RECEIVED') return EXIT.done;
  console.error(
    'It is stored, and nothing has taken it up yet: npx tocsin doctor says whether Temporal and a worker are there.',
  );
  return EXIT.failed;
}
