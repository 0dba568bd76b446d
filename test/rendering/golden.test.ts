// What people read, as agreed: each text once per locale, and one rendering per channel. UPDATE_GOLDEN=1 rewrites the files.
import { readFileSync, writeFileSync } from 'node:fs';
import type { Channel, OutgoingDelivery } from '../../src/channels/channel.js';
import { CHANNELS } from '../../src/channels/index.js';
import { customerMailOf } from '../../src/channels/rendering/customer-mail.js';
import { digestMailOf } from '../../src/channels/rendering/digest-mail.js';
import { mailOf } from '../../src/channels/rendering/mail.js';
import { pushNoteOf } from '../../src/channels/rendering/push.js';
import { stormTextsOf } from '../../src/channels/rendering/storm.js';
import { renderTexts, wholeBody } from '../../src/channels/rendering/texts.js';
import type { EventTypeEntry } from '../../src/domain/catalogue/entry.js';
import { CATALOGUE } from '../../src/domain/catalogue/index.js';
import { type Formatter, formatterFor } from '../../src/i18n/formatter.js';
import { MESSAGES } from '../../src/i18n/messages.js';
import { systemTime } from '../../src/platform/clock.js';
import { CHANNEL_STAND_INS } from '../support/channel-stand-ins.js';
import { outgoing } from '../support/deliveries.js';
import { sampleDetails, sampleEvent } from './samples.js';

const ENTRIES: EventTypeEntry[] = Object.values(CATALOGUE);
const CONTEXT = {
  businessName: 'Nordlicht GmbH',
  destination: 'ana@nordlicht.example',
  link: 'https://tocsin.example/events/evt_01h455vb4pex5vsknk084sn02q',
};

/** One part after the other, so that a failure shows what changed and not two files. */
function expectAgreed(name: string, parts: readonly string[]): void {
  const file = new URL(`../../../test/rendering/golden/${name}.txt`, import.meta.url);
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, parts.join('\n'));
  const agreed = readFileSync(file, 'utf8').split(/\n(?=#### )/);
  for (const [at, part] of parts.entries()) expect(part).toBe(agreed[at]);
  expect(agreed).toHaveLength(parts.length);
}

const blocks = (...lines: (string | null | undefined)[]) => `${lines.filter(Boolean).join('\n')}\n`;

/** All that is said of the sample of this type, and to the customer where there is something to say. */
function textsOf(entry: EventTypeEntry, formatter: Formatter): string {
  const event = { ...sampleEvent(entry.sample), type: entry.key };
  const { eventTypeName, title, body, action, rows } = renderTexts(event, formatter);
  const customer = customerMailOf(
    { ...event, occurredAt: new Date(event.occurredAt) },
    { ...CONTEXT, formatter, details: sampleDetails(entry.sample) },
  );
  return blocks(
    `#### ${entry.key}: ${eventTypeName}`,
    title,
    body,
    action && `→ ${action}`,
    ...rows.map(({ label, value }) => `  ${label}: ${value}`),
    customer && `-- to the customer: ${customer.subject}`,
    customer?.text.trimEnd(),
  );
}

/** Of each category one event, or several: the counted words of a digest and of a storm. */
function countsOf(formatter: Formatter, each: number): string {
  const [first, last] = [new Date('2026-11-04T09:12:00Z'), new Date('2026-11-05T10:00:00Z')];
  const types = ENTRIES.filter(({ category }, at) => ENTRIES.findIndex((one) => one.category === category) === at);
  const items = [...types.map(({ key }) => key), 'loan.granted'].flatMap((type) =>
    Array.from({ length: each }, (_, i) => ({ id: `evt_${i}`, type, title: type, at: first })),
  );
  const digest = digestMailOf(items, { ...CONTEXT, formatter, digest: null, dueAt: last });
  const many = Array.from({ length: 16 * each }, () => ({ title: 'x', severity: 'INFO' as const, name: 'x' }));
  const storm = stormTextsOf(many, formatter);
  return blocks(`#### ${each} of each`, digest.subject, storm.title, storm.body.split('\n').at(-1));
}

describe('the wording', () => {
  it.each(MESSAGES.locales)('of every event type is the agreed one in %s', (locale) => {
    const formatter = formatterFor({ locale, timeZone: 'Europe/Berlin' });
    const counts = [1, 2, 1_200].map((each) => countsOf(formatter, each));
    expectAgreed(locale, [...ENTRIES.map((entry) => textsOf(entry, formatter)), ...counts]);
  });
});

/** Of the message of a failed payment, what its channel sends. */
async function rendering({ channel, send }: Channel, delivery: OutgoingDelivery): Promise<string> {
  const { texts, formatter } = delivery;
  if (channel === 'IN_APP') return `${texts.title}\n${wholeBody(texts)}`;
  if (channel === 'PUSH') return JSON.stringify(pushNoteOf(delivery), null, 2);
  if (channel === 'EMAIL') {
    const mail = mailOf(texts, { ...CONTEXT, formatter });
    return `Subject: ${mail.subject}\n\n${mail.text.trimEnd()}`;
  }
  const standIn = await CHANNEL_STAND_INS[channel as keyof typeof CHANNEL_STAND_INS]?.();
  if (!standIn || !send) throw new Error(`${channel} has no stand-in`);
  try {
    await send(
      { ...delivery, to: standIn.to },
      { ...standIn.context, now: systemTime, signal: new AbortController().signal },
    );
    const [request] = standIn.messages();
    const { body } = JSON.parse(request ?? '{}') as { body: string };
    return JSON.stringify(JSON.parse(body), null, 2);
  } finally {
    await standIn.close();
  }
}

describe('the rendering', () => {
  it('of one event on every channel is the agreed one', async () => {
    const formatter = formatterFor({ locale: 'en', timeZone: 'Europe/Berlin' });
    const event = { ...sampleEvent('dodo.payment.failed'), id: 'evt_01h455vb4pex5vsknk084sn02q' };
    const { businessName, link } = CONTEXT;
    const delivery = outgoing('', {
      businessName,
      link,
      id: 'dlv_01h455vb4pex5vsknk084sn02q',
      formatter,
      texts: renderTexts(event, formatter),
      event: { ...event, body: Buffer.from('{"type":"payment.failed"}') },
    });
    const parts: string[] = [];
    for (const channel of Object.values<Channel>(CHANNELS))
      parts.push(`#### ${channel.channel}\n${await rendering(channel, delivery)}\n`);
    expectAgreed('channels', parts);
  });
});
