// Case 10: a time zone is called what its people call it, here and in databases that know today's names only.
import { lastMonths } from '../../src/domain/time/calendar-months.js';
import { businessFixture } from '../support/business-fixture.js';
import { caseOf } from './case.js';

const CASE = caseOf<{ graphql: string[] }>('10-zone-names-of-old');
const SET_ZONE =
  'mutation ($timeZone: String!) { updateBusiness(input: { timeZone: $timeZone }) { business { timeZone } } }';
const SET_LOCALE = 'mutation ($locale: String!) { updateBusiness(input: { locale: $locale }) { business { locale } } }';
const ADD_EMAIL = 'mutation ($address: String!) { addEmail(input: { address: $address }) { destination { label } } }';

const api = businessFixture();

describe('a time zone', () => {
  it('is kept as it was given, and months are counted by it', async () => {
    const [setZone = '', stats = '', addPerson = ''] = CASE.graphql;
    expect(await api.client.get(setZone)).toEqual({ updateBusiness: { business: { timeZone: 'Asia/Kolkata' } } });
    expect(await api.client.get(stats)).toEqual({ disputeStats: [] });
    expect(await api.client.get(addPerson)).toEqual({ addRecipient: { recipient: { timeZone: 'Europe/Kyiv' } } });
  });

  it.each([
    ['an old name stays the old one', 'Asia/Katmandu', 'Asia/Katmandu'],
    ['only capital letters are set right', 'asia/ho_chi_minh', 'Asia/Ho_Chi_Minh'],
  ])('%s', async (_, timeZone, kept) => {
    expect(await api.client.get(SET_ZONE, { timeZone })).toEqual({ updateBusiness: { business: { timeZone: kept } } });
  });
});

describe('months of a wall calendar', () => {
  it('begin at midnight of the zone, under the clock that holds then', () => {
    expect(lastMonths(new Date('2026-11-30T20:00:00Z'), 'Asia/Kolkata', 2)).toEqual([
      { month: '2026-11', from: '2026-10-31T18:30:00.000Z', until: '2026-11-30T18:30:00.000Z' },
      { month: '2026-12', from: '2026-11-30T18:30:00.000Z', until: '2026-12-31T18:30:00.000Z' },
    ]);
    expect(lastMonths(new Date('2026-04-01T12:00:00Z'), 'Europe/Kyiv', 2)).toEqual([
      { month: '2026-03', from: '2026-02-28T22:00:00.000Z', until: '2026-03-31T21:00:00.000Z' },
      { month: '2026-04', from: '2026-03-31T21:00:00.000Z', until: '2026-04-30T21:00:00.000Z' },
    ]);
  });
});

describe('what does not exist is refused with a sentence', () => {
  it.each(['+05:30', '-0800', 'GMT+5', 'Mars/Olympus', ' Europe/Berlin', 'BST', 'ist', 'PST'])(
    'the time zone %j',
    async (timeZone) => {
      const { message, extensions } = await api.client.fail(SET_ZONE, { timeZone });
      expect([message, extensions]).toEqual([
        `“${timeZone}” is no time zone; write for example “Europe/Berlin”.`,
        expect.objectContaining({ code: 'BAD_USER_INPUT', field: 'timeZone' }),
      ]);
    },
  );

  it.each(['xx', 'xx-YY', 'de-XX', 'und', 'en-ZZ'])('the language %s', async (locale) => {
    const { message, extensions } = await api.client.fail(SET_LOCALE, { locale });
    expect([message, extensions]).toEqual([
      `There is no language or region with the tag “${locale}”; write for example “fr” or “de-CH”.`,
      expect.objectContaining({ code: 'BAD_USER_INPUT', field: 'locale' }),
    ]);
  });

  it.each(['es-419', 'zh-Hant-TW', 'fil', 'sr-Latn'])('but not the language %s', async (locale) => {
    expect((await api.client.get(SET_LOCALE, { locale })).updateBusiness.business.locale).toBe(locale);
  });

  it.each([
    'localhost',
    'mailhost',
    'shop.invalid',
    'a.localhost',
    'b..example',
    '-a.example',
    '10.0.0.1',
    'a.c',
    'q.onion',
  ])('an address at %s', async (domain) => {
    const { message, extensions } = await api.client.fail(ADD_EMAIL, { address: `ann@${domain}` });
    expect([message, extensions]).toEqual([
      `No mail can arrive at “${domain}”; write the whole address, like name@company.com.`,
      expect.objectContaining({ code: 'BAD_USER_INPUT', field: 'address' }),
    ]);
  });

  it.each(['müller.example', 'xn--mller-kva.example', 'mail.internal', 'a-b.co'])(
    'but not one at %s',
    async (domain) => {
      expect((await api.client.get(ADD_EMAIL, { address: `ann@${domain}` })).addEmail.destination).not.toBeNull();
    },
  );
});
