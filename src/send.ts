/** `npm run send -- payment.failed`: signs a fresh sample, posts it to the running program and shows what became of it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readEnvironment } from './platform/config.js';

interface Answer {
  data?: { sendSampleEvent?: { event: { id: string } }; event?: SentEvent; eventTypes?: { key: string }[] };
  errors?: { message: string }[];
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

async function ask(query: string, variables: object): Promise<NonNullable<Answer['data']>> {
  const dataDir = readEnvironment(process.env).TOCSIN_DATA_DIR;
  const kept = await readFile(join(dataDir, 'local.json'), 'utf8').catch(() => {
    throw new Error('Nothing was started here yet: run "npm start" in another terminal first.');
  });
  const { url, adminKey } = JSON.parse(kept) as { url: string; adminKey: string };
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${adminKey}` },
    body: JSON.stringify({ query, variables }),
  }).catch(() => {
    throw new Error(`Nothing answers at ${url}: run "npm start" in another terminal first.`);
  });
  const { data, errors } = (await answer.json()) as Answer;
  if (errors?.[0] || !data) throw new Error(errors?.[0]?.message ?? 'no answer');
  return data;
}

async function main(type: string | undefined): Promise<void> {
  if (!type) {
    const { eventTypes } = await ask('{ eventTypes { key } }', {});
    throw new Error(
      `Say which event: npm run send -- payment.failed\nThere are ${eventTypes?.map(({ key }) => key).join(', ')}.`,
    );
  }
  const { sendSampleEvent } = await ask(
    'mutation ($input: SendSampleEventInput!) { sendSampleEvent(input: $input) { event { id } } }',
    { input: { type } },
  );
  const id = sendSampleEvent?.event.id as string;
  let event: SentEvent | undefined;
  for (let tries = 0; tries < 100; tries++) {
    event = (await ask(SENT, { id })).event;
    if (event?.status === 'PROCESSED' || event?.status === 'FAILED') break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  console.log(`202 ${id}\n${event?.summary} · ${event?.status}`);
  for (const { node } of event?.deliveries.edges ?? [])
    console.log(`  ${node.to}  ${node.channel}  ${node.status}  ${node.reason ?? node.because}`);
  if (event?.workflowUrl) console.log(event.workflowUrl);
}

main(process.argv[2]).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
