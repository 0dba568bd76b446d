// Our own rendering for Slack: nobody’s name pings a channel or fakes a link, and the colour says how bad it is.
import { escapeSlack, slackMessageOf } from '../../src/channels/rendering/slack.js';
import { renderTexts } from '../../src/channels/rendering/texts.js';
import { CATALOGUE } from '../../src/domain/catalogue/index.js';
import { formatterFor } from '../../src/i18n/formatter.js';
import { MESSAGES } from '../../src/i18n/messages.js';

import { allFacts, eventWith, sampleEvent } from './samples.js';

const CONTEXT = { businessName: 'Nordlicht GmbH', link: 'https://tocsin.example/events/evt_1', deliveryId: 'dlv_1' };

function messageFor(event: Parameters<typeof renderTexts>[0], locale = 'en', context = CONTEXT) {
  const formatter = formatterFor({ locale, timeZone: 'Europe/London' });
  const message = slackMessageOf(renderTexts(event, formatter), { formatter, ...context });
  const [attachment] = message.attachments;
  if (!attachment) throw new Error('no attachment');
  return { text: message.text, attachment };
}

describe('a Slack message', () => {
  it('says what happened, why, what to do, and where to look', () => {
    const { text, attachment } = messageFor(sampleEvent('dodo.payout.failed'));
    expect(text).toBe('*Payout of $3,110.00 failed: check your bank details*');
    expect(attachment.text.split('\n')).toEqual([
      'The payout to your bank account did not go through. The provider says: “The beneficiary account was closed.”',
      'Check your bank details in the provider’s dashboard and correct them.',
      '<https://tocsin.example/events/evt_1|Open in Tocsin>',
    ]);
    expect(attachment.fields).toContainEqual({ title: 'Payout method', value: 'Bank transfer', short: true });
    expect(attachment.footer).toBe('Nordlicht GmbH · dlv_1');
  });

  it('has no empty line where there is nothing to do', () => {
    expect(messageFor(sampleEvent('dodo.payout.success')).attachment.text).not.toMatch(/\n\n|^\n|null/);
  });

  it.each([
    ['payment.succeeded', 'good'],
    ['payment.failed', 'warning'],
    ['dispute.opened', 'danger'],
    ['loan.granted', 'good'],
  ])('about %s is coloured %s', (type, colour) => {
    expect(messageFor(eventWith(type, {})).attachment.color).toBe(colour);
  });

  it('gives long values a line of their own', () => {
    const { attachment } = messageFor(eventWith('dispute.updated', { reason: 'x'.repeat(40), customerName: 'Ann' }));
    expect(attachment.fields.map(({ title, short }) => [title, short])).toEqual([
      ['Customer', true],
      ['Reason', false],
    ]);
  });
});

const VECTORS = [
  '<!channel>',
  '<!here|here>',
  '<!everyone>',
  '<!subteam^S123>',
  '<@U123>',
  '<#C123>',
  '<https://evil.example|Open>',
  '<javascript:alert(1)|Open>',
  '<mailto:a@evil.example|mail>',
  '&lt;!channel&gt;',
  '&amp;lt;!channel&amp;gt;',
  '<<!channel>>',
];

describe('hostile facts in Slack', () => {
  it.each(VECTORS)('%s pings nobody and links nowhere', (vector) => {
    const types = [...Object.keys(CATALOGUE), 'loan.granted', vector];
    for (const [at, type] of types.entries()) {
      const locale = MESSAGES.locales[at % MESSAGES.locales.length];
      const context = { ...CONTEXT, businessName: vector };
      const { text, attachment } = messageFor(eventWith(type, allFacts(vector)), locale, context);
      const ours = /<https:\/\/tocsin\.example\/events\/evt_1\|[^|<>]+>$/;
      expect(attachment.text).toMatch(ours);
      const all = [
        text,
        attachment.text.replace(ours, ''),
        attachment.footer,
        ...attachment.fields.map((f) => f.value),
      ];
      for (const part of all) {
        expect(part).not.toMatch(/[<>]/);
        expect(part.replace(/&(amp|lt|gt);/g, '')).not.toContain('&');
      }
    }
  });

  it('read in Slack as they were written', () => {
    const read = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
    for (const vector of VECTORS) expect(read(escapeSlack(vector))).toBe(vector);
  });
});
