/** Amounts as a reader writes them. The sandbox asks this file too, which loads no texts. */
import { currencyExponent, toDecimal } from '../domain/money.js';
import { memoize } from './memoize.js';

/** An amount in minor units in the reader's locale, with all digits of its currency, exact at any size. */
export function formatMoney(minorUnits: string, currency: string, locale: string): string {
  return formatOf(locale, currency.toUpperCase()).format(toDecimal(minorUnits, currency));
}

const formatOf = memoize((locale, currency) => {
  const exponent = currencyExponent(currency);
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent,
  });
});
