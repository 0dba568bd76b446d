// What people read of a payment that failed: which try it was, what comes next, and what to do.
import { renderTexts } from '../../src/channels/rendering/texts.js';
import { formatterFor } from '../../src/i18n/formatter.js';
import { dodoWith, sample, stripe } from '../sources/sample-bodies.js';
import { eventWith, seen } from './samples.js';

const LONDON = formatterFor({ locale: 'en', timeZone: 'Europe/London' });

describe('what a failed invoice says', () => {
  it('is its number, which try it was, and that no other follows', () => {
    const facts = { invoiceNumber: 'CASE8-L', attempt: '4', lastAttempt: true, customerName: 'Kai Buyer' };
    const event = eventWith('payment.failed', { ...facts, customerEmail: 'kai@buyer.example' });
    const { body, action, rows } = renderTexts(event, LONDON);
    expect(body).toBe('This was the 4th try. There are no more automatic tries. The provider gave no reason.');
    expect(action).toBe('Ask the customer (kai@buyer.example) for another way to pay.');
    expect(rows.map(({ label, value }) => `${label}: ${value}`)).toEqual([
      'Customer: Kai Buyer',
      'Invoice: CASE8-L',
      'Try: 4th try',
      'Next try: No more automatic tries',
    ]);
  });

  it('is to look at the provider, where the next try was due before the event came', () => {
    const body = sample('stripe.invoice.payment_failed');
    body.data.object.next_payment_attempt = Date.parse('2026-11-04T12:00:00Z') / 1_000;
    const cameAt = (at: string) => renderTexts(stripe(body, new Date(`2026-11-${at}:00:00Z`)), LONDON);
    expect(cameAt('03T10')).toMatchObject({
      body: expect.stringContaining('The next automatic try is on Nov 4, 2026'),
      action: 'Nothing to do before the next try.',
    });
    expect(cameAt('05T10')).toMatchObject({
      body: expect.stringContaining('The next automatic try was due on Nov 4, 2026'),
      action: expect.stringMatching(/^See at the provider whether it went through; if not, ask the customer/),
    });
  });

  it('is that a card was only to be checked, where nothing was to be charged', () => {
    const { title, body } = renderTexts(
      dodoWith('payment.failed', { total_amount: 0, is_update_payment_method: true }),
      LONDON,
    );
    expect(seen(title)).toBe('Check of a payment method of Jonas Weber failed');
    expect(body).toMatch(/^Nothing was to be charged/);
  });

  it('names the connected account, whatever the event is', () => {
    expect(renderTexts(eventWith('payout.failed', { account: 'acct_case11' }), LONDON).rows).toContainEqual({
      key: 'account',
      label: 'Account',
      value: 'acct_case11',
    });
  });
});
