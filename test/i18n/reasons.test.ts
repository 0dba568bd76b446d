// Every reason reads well in every locale, and says all of its parameters.
import { readFileSync } from 'node:fs';
import { makeReason, type Reason } from '../../src/domain/reasons.js';
import { formatterFor } from '../../src/i18n/formatter.js';
import { argumentNames, parseMessage } from '../../src/i18n/icu.js';
import { ENGLISH } from '../../src/i18n/labels.js';
import { MESSAGES } from '../../src/i18n/messages.js';
import { reasonText } from '../../src/i18n/reason-text.js';
import { REASON_SAMPLES } from '../support/reason-samples.js';

/** Of each parameter that may be missing. */
function withNulls({ code, params }: Reason): Reason {
  const optional = ['until', 'answer', 'since', 'reason', 'why'];
  const entries = Object.entries(params).map(([name, value]) => [name, optional.includes(name) ? null : value]);
  return { code, params: Object.fromEntries(entries) } as Reason;
}

const MAY_LACK: readonly string[] = [
  'HELD',
  'DESTINATION_OFF',
  'RECORDED',
  'EVENT_SET_ASIDE',
  'WAS',
  'CARRIER_REPORT',
  'CARRIER_BUSY',
];

const BROKEN = /[{}]|undefined|\[object|\s{2}|^\s|\s$/;

it('each message belongs to a code and takes its parameters', () => {
  const english = Object.fromEntries(REASON_SAMPLES.map(({ code, params }) => [code, Object.keys(params).sort()]));
  const all = JSON.parse(readFileSync('src/i18n/messages/en.json', 'utf8'));
  const keys = Object.keys(all).filter((key) => key.startsWith('reason.'));
  const taken = keys.map((key) => [
    key.slice('reason.'.length),
    [...new Set(argumentNames(parseMessage(MESSAGES.source('en', key) ?? '')))].sort(),
  ]);
  expect(Object.fromEntries(taken)).toEqual(english);
});

describe.each(MESSAGES.locales)('in %s', (locale) => {
  const formatter = formatterFor({ locale, timeZone: 'UTC' });

  it.each(REASON_SAMPLES.map((reason) => [reason.code, reason] as const))('%s', (code, reason) => {
    const text = reasonText(formatter, reason);
    expect(text).not.toMatch(BROKEN);
    // Capitals, and what was removed, choose a word.
    for (const [name, value] of Object.entries(reason.params))
      if (typeof value === 'string' && /[a-z0-9]/.test(value) && name !== 'what') expect(text).toContain(value);
    if (!MAY_LACK.includes(code)) return;
    expect(reasonText(formatter, withNulls(reason))).not.toMatch(BROKEN);
    expect(reasonText(formatter, withNulls(reason))).not.toMatch(/\bnone\b/);
  });
});

it('a moment is told by the clock of what it is about, in the reader’s language', () => {
  const until = { at: '2026-11-06T22:00:00.000Z', timeZone: 'Asia/Jakarta' };
  const reason = makeReason('DIGEST_HOLDS', { every: 'HOURLY', until });
  expect(reasonText(ENGLISH, reason)).toBe('gathered for the hourly digest: until Nov 7, 2026, 5:00 AM GMT+7');
  expect(reasonText(formatterFor({ locale: 'de', timeZone: 'UTC' }), reason)).toBe(
    'für die stündliche Sammelmail gesammelt: bis 7. Nov. 2026, 05:00 GMT+7',
  );
});

it('a code that this version does not know stands for itself', () => {
  const newer = JSON.parse('{"code": "FROM_THE_FUTURE", "params": {"by": "evt_1"}}') as Reason;
  expect(reasonText(ENGLISH, newer)).toBe('FROM_THE_FUTURE');
});
