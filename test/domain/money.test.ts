// Amounts are exact in every currency, size and locale. The decimals are those of ISO 4217, not those that `Intl` shows.
import fc from 'fast-check';
import { currencyExponent, toDecimal } from '../../src/domain/money.js';
import { MESSAGES } from '../../src/i18n/messages.js';
import { formatMoney } from '../../src/i18n/money.js';

const list = (codes: string) => codes.split(' ');
// What the providers’ contract names.
const NO_DECIMALS = list('BIF CLP DJF GNF JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF');
const THREE_DECIMALS = list('BHD IQD JOD KWD LYD OMR TND');
/** Node 20’s `Intl` shows them without decimals, though their smallest unit is 1/100. */
const HIDDEN_DECIMALS = list('ALL COP HUF IDR LAK LBP MGA MMK PKR SLL SOS YER');
const TWO_DECIMALS = list('USD EUR GBP INR SEK CNY BRL CHF AUD CAD MXN PLN TRY ZAR AED SGD');
const ALL = [...NO_DECIMALS, ...THREE_DECIMALS, ...HIDDEN_DECIMALS, ...TWO_DECIMALS, 'ISK', 'CLF'];

/** `Intl` sets spaces that do not break; a reader sees spaces. */
const seen = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('decimals of a currency', () => {
  it.each(NO_DECIMALS)('%s has none', (currency) => expect(currencyExponent(currency)).toBe(0));
  it.each(THREE_DECIMALS)('%s has three', (currency) => expect(currencyExponent(currency)).toBe(3));
  it.each(HIDDEN_DECIMALS)('%s has two, though Intl hides them', (currency) => {
    expect(currencyExponent(currency)).toBe(2);
    expect(toDecimal('24900000', currency)).toBe('249000.00');
  });
  it.each(TWO_DECIMALS)('%s has two', (currency) => expect(currencyExponent(currency)).toBe(2));
  it.each([
    ['ISK', 0],
    ['CLF', 4],
    ['UYW', 4],
    ['UYI', 0],
  ])('%s has %s, by ISO 4217', (currency, exponent) => expect(currencyExponent(currency)).toBe(exponent));

  it('are two for a code that nobody knows, and the same in lower case', () => {
    expect(currencyExponent('QQQ')).toBe(2);
    expect(ALL.filter((currency) => currencyExponent(currency.toLowerCase()) !== currencyExponent(currency))).toEqual(
      [],
    );
  });
});

describe('an amount as a decimal', () => {
  it.each([
    ['2890', 'USD', '28.90'],
    ['0', 'USD', '0.00'],
    ['5', 'USD', '0.05'],
    ['-5', 'USD', '-0.05'],
    ['-2890', 'USD', '-28.90'],
    ['1980', 'JPY', '1980'],
    ['-1980', 'JPY', '-1980'],
    ['12500', 'KWD', '12.500'],
    ['7', 'KWD', '0.007'],
    ['24900000', 'IDR', '249000.00'],
    ['1', 'CLF', '0.0001'],
    ['900719925474099301', 'USD', '9007199254740993.01'],
    ['00012', 'USD', '000.12'],
  ])('%s %s is %s', (minor, currency, decimal) => expect(toDecimal(minor, currency)).toBe(decimal));

  it.each(['', ' ', '1.5', '1,5', '1e3', ' 1', '1 ', '1\n', '+1', '-', '--1', '0x10', 'NaN', 'Infinity', '١٢', '12n'])(
    '%j is refused as no integer',
    (bad) => {
      expect(() => toDecimal(bad, 'USD')).toThrow(RangeError);
      expect(() => formatMoney(bad, 'USD', 'en')).toThrow(RangeError);
    },
  );

  it('scales back to the minor units exactly, whatever the size', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), fc.constantFrom(...ALL), (minor, currency) => {
        const decimal = toDecimal(String(minor), currency);
        expect(BigInt(decimal.replace('.', ''))).toBe(minor);
        expect((decimal.split('.')[1] ?? '').length).toBe(currencyExponent(currency));
      }),
    );
  });
});

describe('an amount for a reader', () => {
  it.each([
    ['123456', 'USD', '$1,234.56', '1.234,56 $'],
    ['1980', 'JPY', '¥1,980', '1.980 ¥'],
    ['12500', 'KWD', 'KWD 12.500', '12,500 KWD'],
    ['24900000', 'IDR', 'IDR 249,000.00', '249.000,00 IDR'],
    ['499000', 'HUF', 'HUF 4,990.00', '4.990,00 HUF'],
    ['395000', 'CLF', 'CLF 39.5000', '39,5000 CLF'],
    ['-2890', 'USD', '-$28.90', '-28,90 $'],
    ['0', 'EUR', '€0.00', '0,00 €'],
    ['900719925474099301', 'USD', '$9,007,199,254,740,993.01', '9.007.199.254.740.993,01 $'],
  ])('%s %s is %s in English and %s in German', (minor, currency, en, de) => {
    expect(seen(formatMoney(minor, currency, 'en'))).toBe(en);
    expect(seen(formatMoney(minor, currency, 'de'))).toBe(de);
  });

  it('takes the currency in lower case, and the region of the reader', () => {
    expect(formatMoney('12345600', 'inr', 'en-IN')).toBe('₹1,23,456.00');
    expect(seen(formatMoney('123456', 'eur', 'fr-CA'))).toBe('1 234,56 €');
  });

  it('shows every digit and no other, in every currency and locale', () => {
    const sizes = fc.oneof(fc.bigInt({ min: 0n, max: 10n ** 6n }), fc.bigInt({ min: 2n ** 53n, max: 10n ** 30n }));
    fc.assert(
      fc.property(sizes, fc.constantFrom(...ALL), fc.constantFrom(...MESSAGES.locales), (minor, currency, locale) => {
        const text = formatMoney(String(minor), currency, locale);
        expect(text.replace(/\D/g, '')).toBe(toDecimal(String(minor), currency).replace('.', ''));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['', 'US', 'DOLLAR', 'U$D', 'US\n'])('is refused in the currency %j', (currency) => {
    expect(() => formatMoney('100', currency, 'en')).toThrow(RangeError);
  });
});
