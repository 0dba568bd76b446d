// The wording of every event type in every locale and on every channel; UPDATE_GOLDEN=1 rewrites the files after a change.
import { readFileSync, writeFileSync } from 'node:fs';
import { customerMailOf } from '../../src/channels/rendering/customer-mail.js';
import { mailOf } from '../../src/channels/rendering/mail.js';
import { pushNoteOf } from '../../src/channels/rendering/push.js';
import { slackMessageOf } from '../../src/channels/rendering/slack.js';
import { renderTexts, wholeBody } from '../../src/channels/rendering/texts.js';
import type { EventTypeEntry } from '../../src/domain/catalogue/entry.js';
import { CATALOGUE } from '../../src/domain/catalogue/index.js';
import { LOCALES, type Locale } from '../../src/domain/vocabulary.js';
import { sampleDetails, sampleEvent } from './samples.js';

const CONTEXT = {
  businessName: 'Nordlicht GmbH',
  destination: 'ana@nordlicht.example',
  link: 'https://tocsin.example/events/evt_01h455vb4pex5vsknk084sn02q',
  deliveryId: 'dlv_01h455vb4pex5vsknk084sn02q',
};
const ZONES: Record<Locale, string> = {
  en: 'Europe/London',
  fr: 'Europe/Paris',
  de: 'Europe/Berlin',
  it: 'Europe/Rome',
  id: 'Asia/Jakarta',
  zh: 'Asia/Shanghai',
};

/** Everything that is said of the sample of this type, under the name of the channel that says it. */
function wordingOf(entry: EventTypeEntry, locale: Locale): string {
  const event = { id: 'evt_01h455vb4pex5vsknk084sn02q', ...sampleEvent(entry.sample), type: entry.key };
  const reader = { locale, timeZone: ZONES[locale] };
  const texts = renderTexts(event, reader);
  const mail = mailOf(texts, CONTEXT);
  const note = pushNoteOf({ id: CONTEXT.deliveryId, event, texts, link: CONTEXT.link });
  const letter = customerMailOf(
    { ...event, occurredAt: new Date(event.occurredAt) },
    { ...CONTEXT, reader, details: sampleDetails(entry.sample) },
  );
  const said: Record<string, string> = {
    EMAIL: `Subject: ${mail.subject}\n\n${mail.text}`,
    IN_APP: `${texts.title}\n${wholeBody(texts)}\n`,
    PUSH: `${note.title}\n${note.body}\n`,
    SLACK: `${JSON.stringify(slackMessageOf(texts, CONTEXT), null, 2)}\n`,
    ...(letter && { CUSTOMER: `Subject: ${letter.subject}\n\n${letter.text}` }),
  };
  return Object.entries(said)
    .map(([channel, words]) => `#### ${entry.key} ${locale} ${channel}\n${words}`)
    .join('\n');
}

describe('the wording', () => {
  const entries: EventTypeEntry[] = Object.values(CATALOGUE);
  const fileOf = (locale: string) => new URL(`../../../test/rendering/golden/${locale}.txt`, import.meta.url);

  it.each(LOCALES)('of every event type on every channel is the agreed one in %s', (locale) => {
    const wording = entries.map((entry) => wordingOf(entry, locale));
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(fileOf(locale), wording.join('\n'));
    const agreed = readFileSync(fileOf(locale), 'utf8').split(/\n(?=#### \S+ \S+ EMAIL\n)/);
    // One type after the other, so that a failure shows what changed and not two files.
    for (const [at, words] of wording.entries()) expect(words).toBe(agreed[at]);
    expect(agreed).toHaveLength(entries.length);
  });
});
