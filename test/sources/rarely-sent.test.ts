/** What is sent once in a year: names that nobody sees, moments that cannot be, words that a provider has newly made. */
import { renderTexts } from '../../src/channels/rendering/texts.js';
import { NO_FACTS } from '../../src/domain/facts.js';
import { ENGLISH } from '../../src/i18n/labels.js';
import { maskLicenseKeys } from '../../src/sources/license-keys.js';
import { type Body, dodo, dodoWith, generic, sample, stripe, stripeWith } from './sample-bodies.js';

const titleOf = (event: Parameters<typeof renderTexts>[0]) => renderTexts(event, ENGLISH).title;

describe('a name', () => {
  const UNSEEN = [
    '\u200b\u200b',
    '\u2060',
    '\u00ad',
    '\u3164',
    '\u2800',
    '\ufeff',
    '\u202e\u202d',
    '\u115f\u1160',
    ' ',
  ];

  it.each([...UNSEEN, '-', '.', '--', '/', '…', '\u200b-'])(
    'of %j is none: who has no other is called by the address',
    (name) => {
      const customer = { customer_id: 'cus_1', email: 'ada@x.example', name };
      expect(titleOf(dodoWith('payment.failed', { customer }))).toBe('Payment of €129.00 from ada@x.example failed');
      const shop = generic({
        type: 'payment.failed',
        data: { customer_name: name, customer: { email: 'ada@x.example' } },
      });
      expect(shop.facts.customerName).toBeNull();
      const billing = { billing_details: { name }, customer_name: 'Ada' };
      expect(stripeWith('charge.refunded', billing).facts.customerName).toBe('Ada');
    },
  );

  it.each(['X', '李', '7', '👩‍👩‍👧‍👦', 'Ж.', '$', 'عمر'])('of %j is one', (name) => {
    expect(generic({ type: 'payment.failed', data: { customer_name: name } }).facts.customerName).toBe(name);
  });

  it.each(UNSEEN)('and no reason is one either of which nobody sees anything: %j', (reason) => {
    expect(generic({ type: 'payout.failed', data: { id: 'p', reason } }).facts.reason).toBeNull();
  });
});

describe('a moment of before there were webhooks is none', () => {
  const NEVER = [7, 86_400, '1970-01-01T00:00:07Z', '2000-01-01T00:00:00Z', '0001-01-01T00:00:00Z', -5];

  it.each(NEVER)('as a deadline: %j. Such a dispute would be over before anybody heard of it', (moment) => {
    const due = stripeWith('charge.dispute.created', { evidence_details: { due_by: moment, submission_count: 0 } });
    expect([due.facts.respondBy, due.facts.dispute?.due]).toEqual([null, 'UNSTATED']);
    const shop = generic({ type: 'dispute.opened', data: { id: 'd', respond_by: moment } });
    expect([shop.facts.respondBy, shop.facts.dispute?.due]).toEqual([null, 'UNSTATED']);
  });

  it.each(NEVER)('as the beginning of a dispute: %j. Its estimate counts from when it happened', (created_at) => {
    const body: Body = { ...sample('dodo.dispute.opened'), timestamp: '2027-01-01T00:00:00Z' };
    body.data.created_at = created_at;
    expect(dodo(body).facts).toMatchObject({ respondBy: '2027-01-05T00:00:00.000Z', dispute: { createdAt: null } });
  });

  it('as the next date', () => {
    expect(dodoWith('subscription.active', { next_billing_date: '1970-01-01T00:00:01Z' }).facts.nextAt).toBeNull();
  });
});

it.each(['2027-01-02T08:34:05Z', '2028-01-01T00:00:00Z', 1_830_000_000])(
  'a dispute that is yet to begin (%j) counts from its opening: its reminders would come too late',
  (created_at) => {
    const body: Body = { ...sample('dodo.dispute.opened'), timestamp: '2027-01-01T00:00:00Z' };
    body.data.created_at = created_at;
    expect(dodo(body).facts).toMatchObject({ respondBy: '2027-01-05T00:00:00.000Z', dispute: { createdAt: null } });
    body.data.created_at = '2026-12-31T12:00:00Z';
    expect(dodo(body).facts.respondBy).toBe('2027-01-04T12:00:00.000Z');
  },
);

it('the next charge of a subscription is not named where its time was over when we heard of it', () => {
  const said = (next_billing_date: string) => {
    const { title, body, rows } = renderTexts(dodoWith('subscription.active', { next_billing_date }), ENGLISH);
    return [title, body, ...rows.map(({ value }) => value)].join(' ');
  };
  expect(said('2026-12-01T00:00:00Z')).not.toContain('2026');
  expect(said('2027-12-01T00:00:00Z')).toContain('The next charge is due on Dec 1, 2027');
});

describe('an event about a dispute that Stripe has newly made', () => {
  const named = (type: string, object: Body) => {
    const body: Body = { ...sample('stripe.charge.dispute.created'), type };
    Object.assign(body.data.object, object);
    const event = stripe(body);
    return [event.type, event.facts.dispute?.status, event.facts.dispute?.quietType];
  };

  it.each([
    ['under_review', 'dispute.challenged', 'ANSWERED'],
    ['won', 'dispute.won', 'WON'],
    ['lost', 'dispute.lost', 'LOST'],
    ['warning_closed', 'dispute.closed', 'CLOSED'],
    ['needs_response', 'dispute.evidence_noted', 'OPEN'],
    ['a_new_one', 'dispute.evidence_noted', 'OTHER'],
  ])('is read for its status %s', (status, type, read) => {
    expect(named('charge.dispute.evidence_noted', { status, evidence_details: {} })).toEqual([
      type,
      read,
      'dispute.evidence_noted',
    ]);
  });

  it('is none where its object is no dispute', () => {
    const body = { ...sample('stripe.payout.paid'), type: 'charge.dispute.evidence_noted' };
    expect(stripe(body)).toMatchObject({ type: 'charge.dispute.evidence_noted', facts: { unreadable: null } });
  });
});

it.each([
  ['appeal_won', 'dispute.won', 'pre_arbitration'],
  ['appeal_lost', 'dispute.lost', 'pre_arbitration'],
  ['arbitration_lost', 'dispute.lost', null],
  ['arbitration_closed', 'dispute.closed', null],
  ['arbitration_under_review', 'dispute.challenged', 'dispute'],
  ['almost', 'dispute.closed', 'dispute'],
])('a status that Stripe has newly made says by its end what became of a dispute: %s is %s', (status, type, stage) => {
  const event = stripeWith('charge.dispute.closed', { status });
  expect([event.type, event.facts.stage]).toEqual([type, stage]);
});

describe('a dispute without an id of its own', () => {
  it('goes by its payment, so that it has reminders', () => {
    const data = { payment_id: 'pay_1', respond_by: '2027-01-09T00:00:00Z' };
    expect(generic({ type: 'dispute.opened', data }).entityId).toBe('pay_1');
    expect(generic({ type: 'dispute.opened', data: { ...data, id: 'd_1' } }).entityId).toBe('d_1');
    expect(generic({ type: 'payout.failed', data }).entityId).toBeNull();
    expect(dodoWith('dispute.opened', { dispute_id: null, payment_id: 'pay_1' }).entityId).toBe('pay_1');
    expect(dodoWith('payout.failed', { payout_id: null, payment_id: 'pay_1' }).entityId).toBeNull();
  });
});

describe('a type that we put into words', () => {
  it.each(['Dispute.Opened', 'DISPUTE.OPENED', ' dispute.opened '])('is the same as %j', (type) => {
    const event = generic({ type, data: { id: 'd_1', respond_by: '2027-01-09T00:00:00Z' } });
    expect([event.type, event.facts.dispute?.due]).toEqual(['dispute.opened', 'STATED']);
  });

  it('is none of ours, however it is written, and any other stays as it is', () => {
    for (const type of ['Tocsin.Coverage_gap', 'Dispute.Reminder', 'Order.Shipped'])
      expect(generic({ type, data: {} }).type).toBe(type);
  });
});

describe('a license key', () => {
  it('has four characters at least: a count is none, and nothing else is masked for it', () => {
    const body = { license_keys: 3, quantity: 3, at: '2026-11-03T03:33:33Z', license_key: 'A', note: 'A B' };
    expect(maskLicenseKeys('payment.succeeded', body)).toEqual(body);
  });

  it('that is short is masked where it stands alone, and among words it is one by chance', () => {
    const body = { license_key: '2026', copy: '2026', at: '2026-11-03', year: 2026 };
    expect(maskLicenseKeys('payment.succeeded', body)).toEqual({ ...body, license_key: '…', copy: '…', year: '…' });
  });
});

it('what is at risk in no currency is counted, and has no amount', () => {
  const line = { open: 2, total: '0', firstDue: '2027-01-09T00:00:00.000Z', estimated: false };
  const said = (...currencies: string[]) => {
    const atRisk = currencies.map((currency) => ({ ...line, currency, total: currency === 'XXX' ? '0' : '2500' }));
    const facts = { ...NO_FACTS, atRisk };
    const { title, rows } = renderTexts({ type: 'tocsin.money_at_risk', test: false, facts }, ENGLISH);
    return [title, ...rows.map(({ label }) => label)];
  };
  expect(said('XXX')).toEqual(['Unanswered disputes', '–']);
  expect(said('EUR', 'XXX')).toEqual(['Unanswered disputes: €25.00 at risk', '€25.00', '–']);
});

it('who cancelled for another reason is told in their own words, where they gave any', () => {
  const atDodo = (more: Body) => dodoWith('subscription.cancelled', { cancellation_feedback: 'other', ...more }).facts;
  const atStripe = (comment: string | null) =>
    stripeWith('customer.subscription.created', { cancellation_details: { feedback: 'other', comment } }).facts;
  for (const facts of [atDodo({ cancellation_comment: 'We closed our shop.' }), atStripe('We closed our shop.')])
    expect(facts).toMatchObject({ reason: 'We closed our shop.', reasonCode: null });
  for (const facts of [atDodo({ cancellation_comment: null }), atStripe(null)])
    expect(facts).toMatchObject({ reason: 'other', reasonCode: 'other' });
  const known = atDodo({ cancellation_feedback: 'too_complex', cancellation_comment: 'I could not find the menu.' });
  expect(known).toMatchObject({ reason: 'too complex', reasonCode: 'tooComplex' });
});
