// What comes late of one stage while another one asks, a stage that we do not know, and a question that is asked again.

import { DEFAULT_POLICY } from '../../src/core/disputes/default-policy.js';
import { advanceLadder } from '../../src/domain/disputes/advance-ladder.js';
import type { DisputeFact, FactStatus } from '../../src/domain/disputes/dispute-facts.js';
import { foldDispute } from '../../src/domain/disputes/dispute-fold.js';
import { disputeMessage } from '../../src/domain/disputes/dispute-message.js';

const HOUR = 3_600_000;
const OPENED = Date.parse('2026-11-06T18:00:00Z');
const FOUR_DAYS = 96 * HOUR;

function fact(status: FactStatus, hours: number, stage: string | null = 'dispute'): DisputeFact {
  const at = OPENED + hours * HOUR;
  return {
    eventId: `${status} ${hours} ${stage}`,
    occurredAt: at,
    receivedAt: at,
    stage,
    status,
    submissions: null,
    createdAt: OPENED,
    due: status === 'OPEN' ? { kind: 'STATED', at: OPENED + 300 * HOUR } : { kind: 'UNSTATED' },
  };
}
const asks = fact('OPEN', 10);
const reading = (stage: string, ...facts: DisputeFact[]) => foldDispute(facts, FOUR_DAYS).get(stage);

it.each([
  ['an inquiry was closed', fact('CLOSED', 5, 'inquiry'), []],
  ['an inquiry was answered', fact('ANSWERED', 5, 'inquiry'), [fact('OPEN', 0, 'inquiry')]],
  ['a question was withdrawn', fact('CANCELLED', 5, 'pre_dispute'), [fact('OPEN', 0, 'pre_dispute')]],
  ['both came in one second', fact('CLOSED', 10, 'inquiry'), []],
])('“nothing left to do” is no news while a later stage asks: %s', (_, late, before) => {
  const { type, supersededBy } = disputeMessage([...before, asks], late, FOUR_DAYS);
  expect([type, supersededBy]).toEqual([null, asks.eventId]);
});

it('nor is a first instance that was won, once an appeal asks; that it was lost is told', () => {
  const appeal = [fact('OPEN', 0), fact('OPEN', 20, 'pre_arbitration')];
  expect(disputeMessage(appeal, fact('WON', 10, null), FOUR_DAYS).type).toBeNull();
  expect(disputeMessage(appeal, fact('LOST', 10, null), FOUR_DAYS).type).toBe('dispute.lost');
  expect(disputeMessage(appeal, fact('WON', 30, null), FOUR_DAYS).type).toBe('dispute.won');
});

it('a stage that we do not know asks anew, above all that had begun before it', () => {
  const [appeal, last] = [fact('OPEN', 0, 'pre_arbitration'), fact('OPEN', 20, 'arbitration')];
  expect(disputeMessage([appeal], last, FOUR_DAYS).type).toBe('dispute.opened');
  expect(reading('arbitration', last, appeal)?.state).toBe('NEEDS_RESPONSE');
  expect(reading('pre_arbitration', last, appeal)).toMatchObject({ state: 'CLOSED', movedUp: true });
  expect(reading('arbitration', appeal, last, fact('LOST', 30, null))?.state).toBe('LOST');
  // Where the ordinary dispute comes after it, neither is the later one.
  const first = fact('OPEN', 0, 'chargeback');
  for (const stage of ['chargeback', 'dispute']) expect(reading(stage, first, asks)?.state).toBe('NEEDS_RESPONSE');
});

it('a question that is asked again after it was withdrawn says since when', () => {
  const again = [asks, fact('CANCELLED', 12), fact('OPEN', 15)];
  expect(reading('dispute', ...again)?.reopenedAt).toBe(OPENED + 15 * HOUR);
  expect(reading('dispute', ...again.slice(0, 2))?.reopenedAt).toBeNull();
});

it('a deadline that stands for “never” is looked at again within a year: no timer waits for it', () => {
  const never = { ...asks, due: { kind: 'STATED' as const, at: Date.parse('9999-12-31T23:59:59Z') } };
  const found = reading('dispute', never);
  if (!found) throw new Error('there is no such stage');
  const nothing = { done: [], acknowledgedAt: null, respondedAt: null, passedAt: null };
  const { wait, actions } = advanceLadder(found, DEFAULT_POLICY, nothing, OPENED + 20 * HOUR, () => true);
  expect({ wait, actions }).toEqual({
    wait: { until: OPENED + 20 * HOUR + 365 * 24 * HOUR, next: 'REMINDER' },
    actions: [],
  });
});
