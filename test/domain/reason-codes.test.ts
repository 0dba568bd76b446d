// Every code that we word is one that a provider has, every wording has its message, and what we do not know is quoted.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { factValues } from '../../src/channels/rendering/fact-values.js';
import { NO_FACTS } from '../../src/domain/facts.js';
import { type ReasonFamily, WORDED_CODES, wordingOf } from '../../src/domain/reason-codes.js';
import { formatterFor } from '../../src/i18n/formatter.js';
import { MESSAGES } from '../../src/i18n/messages.js';

const read = (path: string) => readFileSync(join(process.cwd(), path), 'utf8');
const LISTS: Record<string, { codes: string }> = JSON.parse(read('test/fixtures/reason-codes.json'));
const listed = (name: string) => (LISTS[name]?.codes ?? '').toLowerCase().split(' ');

/** The codes that the types of an SDK name from `from` on, up to `to`: in quotes, or in the backticks of a comment. */
function typed(file: string, from: string, to: string): string[] {
  const types = read(`node_modules/${file}`);
  const at = types.indexOf(from);
  if (at < 0) throw new Error(`${file} has no longer: ${from}`);
  const part = types.slice(at, types.indexOf(to, at));
  return [...part.matchAll(/['`]([a-z_]+)['`]/g)].map(([, code]) => code as string);
}

const STRIPE = 'stripe/esm/resources';
const SAMPLES = 'src/domain/catalogue/samples';
const dataOf = (sample: string) => JSON.parse(read(`${SAMPLES}/${sample}.json`)).data;

/** What the providers say themselves; Dodo Payments lists no reasons of disputes and of access: those are of its bodies. */
const KNOWN: Record<ReasonFamily, readonly string[]> = {
  PAYMENT: [
    ...listed('STRIPE_DECLINES'),
    ...listed('DODO_TRANSACTION_FAILURES'),
    ...typed(`${STRIPE}/PaymentIntents.d.ts`, "type Code = 'account_closed'", ';'),
    ...typed(
      `${STRIPE}/Charges.d.ts`,
      "An enumerated value providing a more detailed explanation of the outcome's",
      '*/',
    ),
    ...typed('dodopayments/resources/webhook-events.d.ts', 'abandonment_reason:', ';'),
  ],
  DISPUTE: [
    ...typed(`${STRIPE}/Disputes.d.ts`, 'Reason given by cardholder for dispute', '*/'),
    dataOf('dodo.dispute.expired').reason,
  ],
  FRAUD_WARNING: typed(`${STRIPE}/Radar/EarlyFraudWarnings.d.ts`, 'The type of fraud labelled', '*/'),
  REFUND: [
    ...typed(`${STRIPE}/Refunds.d.ts`, 'Provides the reason for the refund failure', '*/'),
    ...typed(`${STRIPE}/Refunds.d.ts`, 'Reason for the refund, which is either', '*/'),
  ],
  PAYOUT: listed('STRIPE_PAYOUT_FAILURES'),
  SUBSCRIPTION: [
    ...typed(`${STRIPE}/Subscriptions.d.ts`, 'type Feedback =', ';'),
    ...typed(`${STRIPE}/Subscriptions.d.ts`, 'type Reason =', ';'),
    ...typed('dodopayments/resources/subscriptions.d.ts', 'type CancellationFeedback =', ';'),
  ],
  ACCESS: [
    dataOf('dodo.entitlement_grant.failed').error_code,
    dataOf('dodo.entitlement_grant.revoked').revocation_reason,
  ],
};
/** Dodo's bodies write it in either way. */
const TWO_SPELLINGS = /^subscription_cancell?ed$/;

it.each(Object.keys(KNOWN) as ReasonFamily[])('%s has only codes of the providers', (family) => {
  const ours = WORDED_CODES.filter((one) => one.family === family).map(({ code }) => code);
  expect(ours.filter((code) => !KNOWN[family].includes(code) && !TWO_SPELLINGS.test(code))).toEqual([]);
  expect(new Set(ours).size).toBe(ours.length);
});

it.each(['DISPUTE', 'FRAUD_WARNING', 'REFUND', 'PAYOUT'] as const)('%s has all of them', (family) => {
  expect(KNOWN[family].filter((code) => wordingOf(family, code) === null)).toEqual([]);
});

it('the failures of Dodo Payments and the declines of Stripe are worded, but for what is no reason to give', () => {
  const unworded = ['DODO_TRANSACTION_FAILURES', 'STRIPE_DECLINES'].flatMap(listed);
  expect(unworded.filter((code) => wordingOf('PAYMENT', code) === null)).toEqual([
    // About the account of the business and of the provider: its own words say more.
    'invalid_business_account',
    'partner_payment_not_found',
  ]);
});

describe.each(MESSAGES.locales)('in %s', (locale) => {
  const formatter = formatterFor({ locale, timeZone: 'UTC' });
  const reasonOf = (facts: object) => factValues({ ...NO_FACTS, ...facts }, formatter).reason;

  it('each wording has its message, and each message its wording', () => {
    const wordings = [...new Set(WORDED_CODES.map(({ wording }) => wording))];
    const said = wordings.map((wording) => reasonOf({ reasonCode: wording, reason: 'English' }));
    for (const text of said) expect(text).not.toMatch(/English|^$/);
    expect(new Set(said).size).toBe(wordings.length);
    const messages = Object.keys(JSON.parse(read(`src/i18n/messages/${locale}.json`)));
    expect(messages.filter((key) => key.startsWith('reasonCode.')).map((key) => key.slice(11))).toEqual(
      wordings.sort(),
    );
  });

  it('what we do not know is the provider’s own, and looks like it', () => {
    expect(reasonOf({ reason: 'Bank on fire.' })).toMatch(/^["“„«].?Bank on fire\..?["”“»]$/);
    // Events of before this had no code.
    expect(reasonOf({ reason: 'brand_new_code', reasonCode: undefined })).toContain('brand new code');
    expect(reasonOf({ reason: null })).toBeNull();
  });
});

it('a code is known in any case, and where its words are joined by blanks', () => {
  expect(wordingOf('PAYMENT', 'INSUFFICIENT_FUNDS')).toBe('funds');
  expect(wordingOf('DISPUTE', ' product not received ')).toBe('notReceived');
  expect(wordingOf('DISPUTE', 'expired_card')).toBeNull();
  expect(wordingOf('PAYMENT', 'constructor')).toBeNull();
  expect(wordingOf('PAYMENT', null)).toBeNull();
});
