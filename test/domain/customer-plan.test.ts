// Whether a customer is told: every rule alone, and which of two goes first.
import { CATALOGUE } from '../../src/domain/catalogue/index.js';
import { isMailable, planCustomer } from '../../src/domain/planning/customer-plan.js';
import type { PlannableEvent } from '../../src/domain/planning/plan.js';
import { makeReason } from '../../src/domain/reasons.js';

const EVENT: PlannableEvent = {
  type: 'payment.succeeded',
  entry: CATALOGUE['payment.succeeded'],
  test: false,
  supersededBy: null,
};
const KNOWN = { address: 'maria@harborlight.example', askable: true, enabled: true, toldBy: null };

describe('the customer of an event', () => {
  it('is told where the address is known and nobody switched it off', () => {
    expect(planCustomer(EVENT, KNOWN)).toEqual({
      decision: 'SEND',
      status: 'PENDING',
      reason: makeReason('CUSTOMER_ON'),
    });
  });

  it.each([
    ['switched off', {}, { enabled: false }, 'SKIPPED', makeReason('CUSTOMER_OFF')],
    ['of test mode', { test: true }, {}, 'SKIPPED', makeReason('CUSTOMER_TEST_MODE')],
    ['told already', { supersededBy: 'evt_1' }, {}, 'SUPERSEDED', makeReason('TOLD_BEFORE', { by: 'evt_1' })],
    ['told by another source', {}, { toldBy: 'evt_1' }, 'SUPERSEDED', makeReason('TOLD_BEFORE', { by: 'evt_1' })],
    ['without an address', {}, { address: null, askable: false }, 'SKIPPED', makeReason('CUSTOMER_ADDRESS_UNKNOWN')],
    [
      'with two addresses',
      {},
      { address: 'a@b.example,c@d.example' },
      'SKIPPED',
      makeReason('CUSTOMER_ADDRESS_UNUSABLE'),
    ],
  ] as const)('is not told where the event is %s', (_what, event, customer, status, reason) => {
    expect(planCustomer({ ...EVENT, ...event }, { ...KNOWN, ...customer })).toEqual({
      decision: 'SKIP',
      status,
      reason,
    });
  });

  it('is told where the payment provider can be asked for the address', () => {
    expect(planCustomer(EVENT, { ...KNOWN, address: null })).toEqual({
      decision: 'SEND',
      status: 'PENDING',
      reason: makeReason('CUSTOMER_ADDRESS_ASKED'),
    });
  });

  it('is told by the first rule that says no', () => {
    const everything = { ...EVENT, test: true, supersededBy: 'evt_1' };
    const codeFor = (event: PlannableEvent, enabled: boolean) =>
      planCustomer(event, { address: null, askable: true, enabled, toldBy: null })?.reason.code;
    expect(codeFor(everything, false)).toBe('CUSTOMER_OFF');
    expect(codeFor(everything, true)).toBe('CUSTOMER_TEST_MODE');
    expect(codeFor({ ...everything, test: false }, true)).toBe('TOLD_BEFORE');
  });

  it.each(['payment.failed', 'dispute.opened'] as const)('has no e-mail of %s, nor a line about it', (type) => {
    expect(planCustomer({ ...EVENT, type, entry: CATALOGUE[type] }, KNOWN)).toBeNull();
  });

  it('has no e-mail of a type that nobody knows', () => {
    expect(planCustomer({ ...EVENT, type: 'loan.granted', entry: null }, KNOWN)).toBeNull();
  });
});

describe('an address', () => {
  it.each(['a@b.example', 'maria.o+connor@mail.harborlight.example', 'jürgen@müller.example', 'a@mail.internal'])(
    '%j can be mailed',
    (address) => expect(isMailable(address)).toBe(true),
  );

  it.each([
    '',
    'maria',
    '@b.example',
    'a@',
    'a@b@c.example',
    'a@b.example\r\nBcc: c@d.example',
    'a@b.example\n',
    'a\u0000@b.example',
    'a b@c.example',
    'Maria <a@b.example>',
    'a@b.example;c@d.example',
    '"a"@b.example',
    'a@localhost',
    `${'a'.repeat(250)}@b.example`,
  ])('%j is not one that can be mailed', (address) => expect(isMailable(address)).toBe(false));
});
