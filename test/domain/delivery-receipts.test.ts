import { deliveryReceiptsOf } from '../../src/domain/health/delivery-receipts.js';
import { inEnglish } from '../support/reasons.js';

const DELIVERY = 'dlv_01kajp0f0qf1bsvkdvfxpzwqzz';
const item = (changes: object) => ({
  email: 'ada@team.example',
  timestamp: 1_793_697_262,
  event: 'delivered',
  sg_event_id: 'c2cub3A',
  sg_message_id: 'm.1',
  delivery_id: DELIVERY,
  ...changes,
});

it.each`
  event                  | more                                     | report            | status         | suppresses
  ${'delivered'}         | ${{ response: '250 OK' }}                | ${'delivered'}    | ${'DELIVERED'} | ${false}
  ${'deferred'}          | ${{ response: '450 busy' }}              | ${'deferred'}     | ${null}        | ${false}
  ${'bounce'}            | ${{ type: 'bounce', reason: '550 no' }}  | ${'bounced'}      | ${'BOUNCED'}   | ${true}
  ${'bounce'}            | ${{ type: 'blocked', reason: '554 no' }} | ${'bounced'}      | ${'BOUNCED'}   | ${false}
  ${'bounce'}            | ${{ reason: '452 full' }}                | ${'bounced'}      | ${'BOUNCED'}   | ${true}
  ${'dropped'}           | ${{ reason: 'Bounced Address' }}         | ${'bounced'}      | ${'BOUNCED'}   | ${true}
  ${'dropped'}           | ${{ reason: 'Spam Content (...)' }}      | ${'bounced'}      | ${'BOUNCED'}   | ${false}
  ${'spamreport'}        | ${{}}                                    | ${'complained'}   | ${'DELIVERED'} | ${true}
  ${'unsubscribe'}       | ${{}}                                    | ${'unsubscribed'} | ${'DELIVERED'} | ${true}
  ${'group_unsubscribe'} | ${{}}                                    | ${'unsubscribed'} | ${'DELIVERED'} | ${true}
`('$event $more is a receipt: $report', ({ event, more, report, status, suppresses }) => {
  const [receipt] = deliveryReceiptsOf([item({ event, ...more })]);
  expect(receipt).toMatchObject({ id: 'c2cub3A', deliveryId: DELIVERY, report, status, suppresses });
  expect(receipt?.at).toEqual(new Date('2026-11-03T09:14:22.000Z'));
  for (const said of Object.values(more))
    if (said !== 'bounce') expect(receipt && inEnglish(receipt.detail)).toContain(said);
});

it.each([
  ['5.1.1', true],
  ['4.4.7', false],
  ['4.2.2', false],
  ['', true],
  [null, true],
])('a bounce with the status %j ends the mails to its address: %j', (status, suppresses) => {
  expect(deliveryReceiptsOf([item({ event: 'bounce', type: 'bounce', status })])).toMatchObject([{ suppresses }]);
  expect(deliveryReceiptsOf([item({ event: 'bounce', type: 'expired', status })])).toMatchObject([
    { suppresses: false },
  ]);
});

it.each(['processed', 'open', 'click', 'group_resubscribe', 'constructor', 'new one', 7])(
  '%j is no receipt',
  (event) => {
    expect(deliveryReceiptsOf([item({ event })])).toEqual([]);
  },
);

it.each([
  null,
  'text',
  [],
  item({ sg_event_id: '' }),
  item({ sg_event_id: 'x'.repeat(101) }),
  item({ sg_event_id: 'a\0b' }),
  item({ delivery_id: undefined }),
  item({ delivery_id: 'evt_01kajp0f0qf1bsvkdvfxpzwqzz' }),
  item({ timestamp: 'soon' }),
  item({ timestamp: 1e300 }),
])('what is about no mail of ours is left out: %j', (value) => {
  expect(deliveryReceiptsOf([value])).toEqual([]);
});

it('a report that stands in a batch twice counts once', () => {
  expect(deliveryReceiptsOf([item({}), item({})])).toHaveLength(1);
});

it('the provider’s words are few, and PostgreSQL can keep them', () => {
  const [receipt] = deliveryReceiptsOf([item({ response: `a\0b${'\ud83d\ude00'.repeat(400)}` })]);
  const detail = receipt && inEnglish(receipt.detail);
  expect(detail).toMatch(/^delivered: ab/);
  expect(detail?.length).toBeLessThanOrEqual('delivered: '.length + 300);
  expect(detail).not.toMatch(/\0/);
  expect(detail?.isWellFormed()).toBe(true);
});
