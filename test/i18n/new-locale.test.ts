// A locale that nobody has seen before, with four plural forms: one file in the folder, and everything is said in it.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packOf } from '../../src/api/disputes/evidence.js';
import { timelineText } from '../../src/api/events/timeline-text.js';
import { confirmationPage } from '../../src/api/pages/confirmation-page.js';
import { respondPage } from '../../src/api/pages/dispute-page.js';
import { evidencePage } from '../../src/api/pages/evidence-page.js';
import { deadLinkPage } from '../../src/api/pages/mail-link.route.js';
import { preferencesPage } from '../../src/api/pages/preferences-page.js';
import { unsubscribePage } from '../../src/api/pages/unsubscribe-page.js';
import { CHANNELS } from '../../src/channels/index.js';
import { customerMailOf } from '../../src/channels/rendering/customer-mail.js';
import { digestMailOf } from '../../src/channels/rendering/digest-mail.js';
import { mailOf } from '../../src/channels/rendering/mail.js';
import { slackMessageOf } from '../../src/channels/rendering/slack.js';
import { stormTextsOf } from '../../src/channels/rendering/storm.js';
import { renderTexts } from '../../src/channels/rendering/texts.js';
import type { EventTypeEntry } from '../../src/domain/catalogue/entry.js';
import { CATALOGUE } from '../../src/domain/catalogue/index.js';
import { NO_DETAILS } from '../../src/domain/customer-details.js';
import { Formatter } from '../../src/i18n/formatter.js';
import { channelLabel, fieldLabel, sourceKindLabel } from '../../src/i18n/labels.js';
import { Messages } from '../../src/i18n/messages.js';
import { SOURCE_KINDS } from '../../src/sources/index.js';
import { allFacts, eventWith } from '../rendering/samples.js';
import { EXAMPLE, exampleEvidence } from '../support/evidence.js';

/** Polish, whose plurals are one, few, many and other. */
const LOCALE = 'pl';
const FORMS = 'one {#⟨one⟩} few {#⟨few⟩} many {#⟨many⟩} other {#⟨other⟩}';
const ENTRIES: EventTypeEntry[] = Object.values(CATALOGUE);
const OURS = new URL('../../../src/i18n/messages/', import.meta.url);

/** English marked as Polish; what is counted has Polish forms. */
function polish(text: string): string {
  const counted = /\{count, (plural|number)/.test(text);
  return counted ? `⟦{count, plural, ${FORMS}}${text.includes('{price}') ? ' {price}' : ''}⟧` : `⟦${text}⟧`;
}

const folder = mkdtempSync(join(tmpdir(), 'tocsin-messages-'));
const english: Record<string, string> = JSON.parse(readFileSync(new URL('en.json', OURS), 'utf8'));
cpSync(OURS, folder, { recursive: true });
writeFileSync(
  join(folder, `${LOCALE}.json`),
  JSON.stringify(Object.fromEntries(Object.entries(english).map(([key, text]) => [key, polish(text)]))),
);
const messages = Messages.read(pathToFileURL(`${folder}/`));
const formatter = new Formatter(messages, { locale: 'pl-PL', timeZone: 'Europe/Warsaw' });

afterAll(() => rmSync(folder, { recursive: true }));

const ADDRESS = { address: 'ada@bank.example', businessName: 'Bank', locale: LOCALE };
const POLISH = /^⟦.*⟧$/s;
const CONTEXT = {
  formatter,
  businessName: 'Bank',
  destination: 'ada@bank.example',
  link: 'https://t.example/events/1',
};
const AT = new Date('2026-11-20T10:00:00Z');

/** The words of a page or mail that are neither a value nor in the new locale. */
const inEnglish = (html: string) =>
  html
    .match(/>[^<>]*\b(?:the|this|and|nobody|answer|you|e-mails?|Open|Channel)\b[^<>]*</gi)
    ?.filter((part) => !part.includes('⟦')) ?? [];

describe('a made-up locale', () => {
  it('is a locale because its file is there', () => {
    expect(messages.locales).toContain(LOCALE);
    expect(messages.nearest('pl-PL')).toBe(LOCALE);
    expect(formatter.locale).toBe(LOCALE);
  });

  it.each(ENTRIES)('tells $key', (entry) => {
    const texts = renderTexts(eventWith(entry.key, allFacts('x')), formatter);
    const { eventTypeName, title, body, action, rows } = texts;
    for (const text of [eventTypeName, title, body, ...(action ? [action] : [])]) expect(text).toMatch(POLISH);
    const labelled = rows.filter(({ key }) => key !== 'review' && key !== 'atRisk');
    for (const { label } of labelled) expect(label).toMatch(POLISH);
    const mail = mailOf(texts, CONTEXT);
    expect(mail.html).toContain(`lang="${LOCALE}"`);
    expect(inEnglish(mail.html.slice(mail.html.indexOf('<body')))).toEqual([]);
    expect(slackMessageOf(texts, { ...CONTEXT, deliveryId: 'dlv_1' }).attachments[0]?.text).toContain(
      '|⟦Open in Tocsin⟧>',
    );
    const event = { type: entry.key, facts: allFacts('x'), occurredAt: AT };
    const details = { ...NO_DETAILS, licenseKey: 'K', interval: { count: 3, unit: 'month' as const } };
    const letter = customerMailOf(event, { ...CONTEXT, details });
    expect(letter !== null).toBe(entry.customerRows !== undefined);
    if (letter) expect(inEnglish(letter.html.slice(letter.html.indexOf('<body')))).toEqual([]);
  });

  it.each([
    [1, 'one'],
    [2, 'few'],
    [5, 'many'],
    [12, 'many'],
    [22, 'few'],
    [25, 'many'],
  ])('counts %d as %s', (count, form) => {
    const items = Array.from({ length: count }, (_, i) => ({
      id: `evt_${i}`,
      type: 'payment.failed',
      title: 'x',
      at: AT,
    }));
    const { subject } = digestMailOf(items, { ...CONTEXT, digest: null, dueAt: AT });
    expect(subject).toMatch(new RegExp(`^⟦+${count}⟨${form}⟩⟧`));
    const storm = stormTextsOf(
      items.map(() => ({ title: 'x', severity: 'INFO' as const, name: 'y' })),
      formatter,
    );
    expect(storm.title).toBe(`⟦${count}⟨${form}⟩⟧`);
  });

  it('labels the registries', () => {
    const labels = Object.values(CHANNELS).flatMap(({ channel, fields }) => [
      channelLabel(formatter, channel),
      ...fields.map(({ key }) => fieldLabel(formatter, channel, key)),
    ]);
    for (const label of [...labels, ...Object.keys(SOURCE_KINDS).map((kind) => sourceKindLabel(formatter, kind))])
      expect(label).toMatch(POLISH);
  });

  it('stands on the pages behind links and on timelines', () => {
    const facts = allFacts('x');
    const dispute = { ...EXAMPLE, state: 'NEEDS_RESPONSE' as const };
    const pages = [
      respondPage({ formatter, businessName: 'Bank', facts, dispute, used: [] }),
      evidencePage(packOf(EXAMPLE, exampleEvidence(), AT, formatter), formatter),
      deadLinkPage({ title: 'unsubscribe.title', deadLink: 'unsubscribe.deadLink' }, formatter),
      ...(['unsubscribe.ask', 'unsubscribe.done'] as const).map((said) =>
        unsubscribePage(said, { ...ADDRESS, categories: ['PAYMENTS'] }, formatter, ''),
      ),
      confirmationPage({ ...ADDRESS, person: 'Ada', confirmed: false }, formatter),
      confirmationPage({ ...ADDRESS, person: 'Ada', confirmed: true }, formatter),
      preferencesPage({ ...ADDRESS, preferences: [] }, formatter, ''),
    ];
    for (const { locale, title, body } of pages) {
      expect(locale).toBe(LOCALE);
      expect(title).toMatch(POLISH);
      expect(inEnglish(body)).toEqual([]);
    }
    expect(timelineText({ kind: 'HELD', facts: { to: 'x', channel: 'EMAIL', until: AT } }, formatter)).toMatch(POLISH);
  });

  it('has its own numbers, money and dates', () => {
    expect(formatter.money('123456', 'PLN')).toMatch(/^1234,56\s?zł$/u);
    expect(formatter.moment(AT)).toBe('20 lis 2026, 11:00 CET');
    expect(formatter.duration(3 * 1_440)).toBe('3 dni');
    expect(formatter.list(['a', 'b', 'c'])).toBe('a, b i c');
  });
});
