/** The local run as its visitor sees it: what Slack shows first, and that nothing is switched off whatever sample is sent. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EventTypeEntry } from '../../src/domain/catalogue/entry.js';
import { CATALOGUE } from '../../src/domain/catalogue/index.js';
import type { Data } from '../support/graphql.js';
import { eventually } from '../support/program.js';
import { type LocalRun, newLocalRun, START_MS } from './local-run.js';

/** What a source can send: the catalogue but for Tocsin's own notices, and Stripe's names for the same. */
const TYPES = [
  ...Object.values<EventTypeEntry>(CATALOGUE)
    .filter(({ sample }) => !sample.startsWith('tocsin.'))
    .map(({ key }) => key),
  ...['payment_intent.succeeded', 'payment_intent.payment_failed', 'invoice.payment_failed', 'charge.refunded'],
  ...['customer.subscription.created', 'charge.dispute.created', 'charge.dispute.closed', 'payout.paid'],
];

const STATE = `{ destinations(first: 100) { edges { node { label enabled health { state }
  ... on EndpointDestination { transformationOffSince recentFailures { edges { node { message } } } } } } } }`;
const SEND = 'mutation ($input: SendSampleEventInput!) { sendSampleEvent(input: $input) { event { id } } }';
const OUTCOME = `query ($id: ID!) { event(id: $id) { status deliveries(first: 50) { edges { node { channel status reason } } } } }`;

let local: LocalRun;

beforeAll(async () => {
  local = await newLocalRun('samples');
  await local.start();
}, START_MS + 10_000);

afterAll(async () => {
  await local?.end();
});

interface SlackPost {
  url: string;
  body: { text?: string; attachments: { title?: string; text?: string; fields: { title: string; value: string }[] }[] };
}

async function posts(): Promise<SlackPost[]> {
  const text = await readFile(join(local.folder, '.tocsin', 'slack.jsonl'), 'utf8');
  return text.split('\n').flatMap((line) => (line ? [JSON.parse(line)] : []));
}

it('the first message in Slack is a dispute in our own words: amount, who, deadline, a link, and one to take it', async () => {
  const [first] = await posts();
  const [card] = first?.body.attachments ?? [];
  expect(first?.url).toBe('/dev/slack/hook/payments');
  expect(first?.body.text).toMatch(/^\*Dispute of \$28\.90 opened by Maria O'Connor: answer by .+\*$/);
  const titles = card?.fields.map(({ title }) => title);
  expect(titles).toEqual(expect.arrayContaining(['Amount', 'Customer', 'Answer due']));
  expect(card?.text).toContain('Reason given: ');
  expect(card?.text).toMatch(/<http:\/\/localhost:\d+\/a\/[^|>]+\|Take it/);
  expect(card?.text).toMatch(/<http:\/\/localhost:\d+\/events\/evt_\w+\|/);
});

it('the newest one, on top of the page, is a dispute too; code to begin with has a channel of its own', async () => {
  const sent = await posts();
  expect(sent.at(-1)?.body.text).toMatch(/^\*Dispute of /);
  const ofCode = sent.filter(({ url }) => url.endsWith('/subscriptions'));
  expect(ofCode.map(({ body }) => body.attachments[0]?.title)).toEqual(['Subscription active']);
  const page = await local.page('/dev/slack');
  expect(page.indexOf('#payments')).toBeLessThan(page.indexOf('#subscriptions'));
  const links = [...page.matchAll(/href="(http:\/\/localhost[^"]+)"/g)].map(([, link]) => link as string);
  expect(links.length).toBeGreaterThanOrEqual(6);
  for (const link of links) expect([link, (await fetch(link)).status]).toEqual([link, 200]);
});

it('each sample of the catalogue can be sent once: nothing fails, nothing is switched off', async () => {
  expect(TYPES.length).toBeGreaterThan(60);
  const ids = new Map<string, string>();
  for (const type of TYPES) {
    const { sendSampleEvent } = await local.ask<Data>(SEND, { input: { type } });
    ids.set(type, sendSampleEvent.event.id);
  }
  for (const [type, id] of ids) {
    const { event } = await eventually(`${type} to be planned and sent`, async () => {
      const answer = await local.ask<Data>(OUTCOME, { id });
      const open = answer.event.deliveries.edges.filter(({ node }: Data) => node.status === 'PENDING');
      return ['PROCESSED', 'FAILED'].includes(answer.event.status) || open.length === 0 ? answer : false;
    });
    const wrong = event.deliveries.edges.filter(({ node }: Data) =>
      ['FAILED', 'BOUNCED', 'UNKNOWN', 'CANCELLED'].includes(node.status),
    );
    expect([type, event.status === 'FAILED', wrong]).toEqual([type, false, []]);
  }
  const { destinations } = await local.ask<Data>(STATE);
  for (const { node } of destinations.edges) {
    expect(node).toMatchObject({ enabled: true, health: { state: 'HEALTHY' } });
    if ('recentFailures' in node)
      expect(node).toMatchObject({ transformationOffSince: null, recentFailures: { edges: [] } });
  }
}, 240_000);
