/** Amounts: integers in the smallest unit of their currency, scaled by ISO 4217 and never by `Intl`'s display digits. */

// ISO 4217 minor units. On Node 20 `Intl` says 0 for IDR, HUF, COP and others whose smallest unit is 1/100.
const NO_DECIMALS = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ');
const THREE_DECIMALS = 'BHD IQD JOD KWD LYD OMR TND'.split(' ');
const FOUR_DECIMALS = ['CLF', 'UYW'];

/** ISO 4217, where none is named. */
export const NO_CURRENCY = 'XXX';

/** ISO 4217 has them for no money, for tests, and for what has no smallest unit: metals, bonds, drawing rights. */
const WITHOUT_UNIT = 'XXX XTS XAU XAG XPT XPD XBA XBB XBC XBD XDR XSU XUA'.split(' ');
/** Of three letters as well, and not of ISO 4217: their smallest unit is another for each of them. */
const CRYPTO = 'ADA BCH BNB BTC DAI DOT ETC ETH LTC SOL TON TRX XBT XLM XMR XRP'.split(' ');

/** Whether an amount in the smallest unit of this currency is one that we can scale. */
export const hasUnit = (currency: string): boolean =>
  !WITHOUT_UNIT.includes(currency.toUpperCase()) && !CRYPTO.includes(currency.toUpperCase());

/** How many decimals the currency's smallest unit stands for (ISO 4217); two where the code is unknown. */
export function currencyExponent(currency: string): number {
  const code = currency.toUpperCase();
  if (NO_DECIMALS.includes(code)) return 0;
  if (THREE_DECIMALS.includes(code)) return 3;
  return FOUR_DECIMALS.includes(code) ? 4 : 2;
}

/** Minor units as an exact decimal: ("2890", "USD") is "28.90". Throws a RangeError on anything but an integer. */
export function toDecimal(minorUnits: string, currency: string): `${number}` {
  if (!/^-?\d+$/.test(minorUnits)) throw new RangeError(`An amount is an integer in minor units, not "${minorUnits}"`);
  const exponent = currencyExponent(currency);
  const sign = minorUnits.startsWith('-') ? '-' : '';
  const digits = minorUnits.replace('-', '').padStart(exponent + 1, '0');
  return (
    exponent === 0 ? sign + digits : `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`
  ) as `${number}`;
}
