// Case 08: failures of one customer and one amount are as many messages as there are failures; a payment and its invoice are one.
import fc from 'fast-check';
import { ledgerOf } from '../support/deliveries.js';
import { planningFixture } from '../support/planning-fixture.js';
import { caseOf } from './case.js';

const asked = planningFixture();
const happen = async (body: Record<string, unknown>) => (await asked.happen('STRIPE', body)).id;

async function isTold(eventId: string): Promise<boolean> {
  const rows = await ledgerOf(asked.dataSource, eventId);
  expect(rows.length).toBeGreaterThan(0);
  return rows.every(({ status }) => status !== 'SUPERSEDED');
}

/** Which of the bodies were told, in their order. */
async function told(bodies: Record<string, unknown>[]): Promise<boolean[]> {
  const ids: string[] = [];
  for (const body of bodies) ids.push(await happen(body));
  return Promise.all(ids.map(isTold));
}

const CREATED = 1_795_819_980;
let made = 0;

function failureOf(type: string, seconds: number, object: object): Record<string, unknown> {
  made += 1;
  const data = { object: { customer: 'cus_1', currency: 'usd', ...object } };
  return { id: `evt_${made}`, object: 'event', created: CREATED + seconds, livemode: true, type, data };
}

const invoice = (id: string, seconds: number, more: object = {}) =>
  failureOf('invoice.payment_failed', seconds, { id, object: 'invoice', amount_due: 4900, ...more });
const payment = (id: string, seconds: number, more: object = {}) =>
  failureOf('payment_intent.payment_failed', seconds, { id, object: 'payment_intent', amount: 4900, ...more });

it('two invoices and two payments are four failures', async () => {
  expect(await told(caseOf('08-two-failures-of-one-amount').send ?? [])).toEqual([true, true, true, true]);
});

it.each([
  ['a payment and its invoice', () => [payment('pi_1', 0), invoice('in_1', 2)], [true, false]],
  ['an invoice and its payment', () => [invoice('in_1', 0), payment('pi_1', 2)], [true, false]],
  [
    'two invoices, then their payments',
    () => [invoice('in_1', 0), invoice('in_2', 1), payment('pi_1', 2), payment('pi_2', 3)],
    [true, true, false, false],
  ],
  [
    'one pair after the other',
    () => [payment('pi_1', 0), invoice('in_1', 1), invoice('in_2', 2), payment('pi_2', 3)],
    [true, false, true, false],
  ],
  [
    'two payments and one invoice',
    () => [payment('pi_1', 0), payment('pi_2', 1), invoice('in_1', 2)],
    [true, true, false],
  ],
  [
    'one invoice and two payments',
    () => [invoice('in_1', 0), payment('pi_1', 1), payment('pi_2', 2)],
    [true, false, true],
  ],
  ['one payment that was tried twice at once', () => [payment('pi_1', 0), payment('pi_1', 20)], [true, false]],
  ['one payment that was tried again later', () => [payment('pi_1', 0), payment('pi_1', 700)], [true, true]],
  ['a pair eleven minutes apart', () => [payment('pi_1', 0), invoice('in_1', 660)], [true, true]],
  [
    'a payment that names another invoice',
    () => [invoice('in_1', 0), payment('pi_2', 1, { invoice: 'in_2' })],
    [true, true],
  ],
  [
    'a payment that names the second of two invoices',
    () => [invoice('in_1', 0), invoice('in_2', 1), payment('pi_2', 2, { invoice: 'in_2' })],
    [true, true, false],
  ],
  [
    'a payment and an invoice of two accounts of a platform',
    () => [
      { ...payment('pi_1', 0), account: 'acct_1' },
      { ...invoice('in_1', 1), account: 'acct_2' },
    ],
    [true, true],
  ],
  [
    'a payment and its invoice in one account of a platform',
    () => [
      { ...payment('pi_1', 0), account: 'acct_1' },
      { ...invoice('in_1', 1), account: 'acct_1' },
    ],
    [true, false],
  ],
  ['another amount', () => [payment('pi_1', 0), invoice('in_1', 1, { amount_due: 100 })], [true, true]],
])('%s', async (_, bodies, wanted) => {
  expect(await told(bodies())).toEqual(wanted);
});

it('a payment that names its invoice is superseded by that one', async () => {
  const [, second, last] = [
    await happen(invoice('in_1', 0)),
    await happen(invoice('in_2', 1)),
    await happen(payment('pi_2', 2, { invoice: 'in_2' })),
  ];
  const [row] = await ledgerOf(asked.dataSource, last as string);
  expect(row?.reason).toBe(`already told by ${second}`);
});

it('whatever the order: no failure is without a message, and each pair that can be known is one', async () => {
  const some = fc.record({
    half: fc.constantFrom('in', 'pi'),
    of: fc.integer({ min: 1, max: 3 }),
    gap: fc.integer({ min: 0, max: 400 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(some, { minLength: 1, maxLength: 8 }), async (given) => {
      await asked.startAnew();
      let at = 0;
      const events = given.map(({ half, of, gap }) => {
        at += gap;
        const id = `${half}_${of}`;
        return { half, id, at, body: half === 'in' ? invoice(id, at) : payment(id, at) };
      });
      const answers = await told(events.map(({ body }) => body));
      // Naively: what was not told must have a message of the same thing, or of a half of its own, all to themselves.
      const silent = events.filter(
        (event, i) => !answers[i] && !events.some((other, j) => answers[j] && other.id === event.id),
      );
      const heard = events.filter((_, i) => answers[i]);
      expect(isMatched([...new Map(silent.map((one) => [one.id, one])).values()], heard)).toBe(true);
      // Two things of one kind are never one.
      for (const half of ['in', 'pi']) {
        const things = new Set(events.filter((one) => one.half === half).map(({ id }) => id));
        expect(heard.length).toBeGreaterThanOrEqual(things.size);
      }
    }),
    { numRuns: 60 },
  );
});

interface Failure {
  half: string;
  id: string;
  at: number;
}

/** Whether each of the silent ones has another half among the heard ones that is no other's. */
function isMatched(silent: readonly Failure[], heard: readonly Failure[]): boolean {
  const [first, ...others] = silent;
  if (!first) return true;
  return heard.some(
    (half, i) =>
      half.half !== first.half &&
      Math.abs(half.at - first.at) < 600 &&
      isMatched(
        others,
        heard.filter((_, j) => j !== i),
      ),
  );
}
