import { nearestNames } from '../../src/domain/nearest-names.js';

const NAMES = ['payment.failed', 'payment.succeeded', 'payout.failed', 'refund.failed', 'dispute.opened'];

describe('nearest names', () => {
  it.each([
    ['paymnt.failed', ['payment.failed']],
    ['payment.fialed', ['payment.failed']],
    ['Payment_Failed', ['payment.failed']],
    ['dispute.open', ['dispute.opened']],
    ['failed', ['payment.failed', 'payout.failed', 'refund.failed']],
    ['pa', []],
    ['', []],
    ['something.else', []],
  ])('to %s are %j', (written, near) => expect(nearestNames(written, NAMES)).toEqual(near));

  it('are none where there are no names', () => expect(nearestNames('payment.failed', [])).toEqual([]));
});
