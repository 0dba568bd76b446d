// A dispute as it comes by a webhook: what each channel's message lets its reader do, and what is seen of it afterwards.
import { freshSample, readSample } from '../../src/api/events/samples.js';
import { mailOf } from '../../src/channels/rendering/mail.js';
import { pushNoteOf } from '../../src/channels/rendering/push.js';
import { slackMessageOf } from '../../src/channels/rendering/slack.js';
import { renderTexts } from '../../src/channels/rendering/texts.js';
import { NO_FACTS } from '../../src/domain/facts.js';
import { ENGLISH } from '../../src/i18n/labels.js';
import { addBusiness, addPerson, addSlack, addSource } from '../support/database.js';
import { type Data, GraphqlClient } from '../support/graphql.js';
import { eventually, postSigned } from '../support/program.js';
import { slackFixture } from '../support/slack-fixture.js';

const bench = slackFixture();

const LINK = /http:\/\/tocsin\.test\/a\/([\w.-]+)/;
const tokenIn = (text: string) => LINK.exec(text)?.[1] ?? '';
/** Quoted-printable breaks long lines. */
const unquoted = (raw: string) => raw.replace(/=\r\n/g, '').replaceAll('=3D', '=');

it('a dispute can be taken from the e-mail and from Slack, each by a link of its own, and its timeline says who did', async () => {
  const businessId = await addBusiness(bench.dataSource);
  await addPerson(bench.dataSource, businessId, { name: 'Ada', email: 'ada@team.example', locale: 'de' });
  await addPerson(bench.dataSource, businessId, { name: 'Bob', email: 'bob@team.example' });
  await addSlack(bench.dataSource, businessId, bench.slack.url);
  const client = await GraphqlClient.of(bench.program, businessId);
  const source = { ...(await addSource(bench.dataSource, businessId, 'DODO')), kind: 'DODO' as const };
  const sample = await readSample('dispute.opened');
  if (!sample) throw new Error('there is no such sample');
  await postSigned(bench.program, source, freshSample(sample, new Date()).body.toString());
  const mails = await eventually('both mails', async () => bench.smtp.mails.length === 2 && bench.smtp.mails);
  await eventually('the message in Slack', async () => bench.slack.requests.length > 0);
  const links = Object.fromEntries(mails.map(({ to, raw }) => [to[0], tokenIn(unquoted(raw))]));
  const inSlack = tokenIn(bench.slack.requests[0]?.body ?? '');
  expect(new Set([...Object.values(links), inSlack]).size).toBe(3);
  expect(unquoted(mails.find(({ to }) => to[0] === 'ada@team.example')?.raw ?? '')).toContain(
    'bernehmen oder als beantwortet melden',
  );

  const press = (token: string) =>
    fetch(`${bench.program.url}/a/${token}`, { method: 'POST', body: new URLSearchParams({ act: 'ACKNOWLEDGE' }) });
  await eventually(
    'the dispute is known',
    async () => (await fetch(`${bench.program.url}/a/${inSlack}`)).status === 200,
  );
  expect((await press(links['bob@team.example'] ?? '')).status).toBe(200);
  const late = await press(inSlack);
  expect([late.status, await late.text()]).toEqual([409, expect.stringContaining('Bob was first')]);
  const query = '{ disputes { edges { node { state acknowledgedBy timeline { kind text actor } } } } }';
  const dispute = await eventually('the act on the timeline', async () => {
    const [edge] = (await client.get(query)).disputes.edges;
    return edge.node.timeline.some((entry: Data) => entry.actor === 'Bob') && edge.node;
  });
  expect(dispute).toMatchObject({ state: 'ACKNOWLEDGED', acknowledgedBy: 'Bob' });
  expect(dispute.timeline[0]).toMatchObject({ kind: 'FACT', actor: null });
});

describe('a message with something to do', () => {
  const event = {
    id: 'evt_1',
    type: 'dispute.opened',
    facts: { ...NO_FACTS, respondBy: '2026-11-10T07:45:00Z' },
    test: false,
  };
  const texts = renderTexts(event, ENGLISH);
  const actions = [{ label: 'Take <it> & go', url: 'https://tocsin.example/a/x.y-z' }];
  const context = {
    formatter: ENGLISH,
    businessName: 'N',
    destination: 'a@b.example',
    link: 'https://tocsin.example/events/1',
    deliveryId: 'dlv_1',
  };

  it('offers it in an e-mail above the record, in both parts', () => {
    const { html, text } = mailOf(texts, { ...context, actions });
    expect(html.match(/href="[^"]*"/g)).toEqual([`href="${actions[0]?.url}"`, `href="${context.link}"`]);
    expect(html).toContain('Take &#60;it&#62; &#38; go');
    expect(text).toContain('Take <it> & go:\nhttps://tocsin.example/a/x.y-z');
  });

  it('offers it in Slack and to a device', () => {
    const message = slackMessageOf(texts, { ...context, actions });
    expect(message.attachments[0]?.text).toContain(
      '<https://tocsin.example/a/x.y-z|Take &lt;it&gt; &amp; go>\n<https://',
    );
    const { data } = pushNoteOf({ id: 'dlv_1', event, texts, link: context.link, actions });
    expect(data).toMatchObject({ actionUrl: actions[0]?.url, actionLabel: 'Take <it> & go' });
    expect(pushNoteOf({ id: 'dlv_1', event, texts, link: context.link }).data).not.toHaveProperty('actionUrl');
  });
});
