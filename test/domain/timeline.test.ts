import { timelineText } from '../../src/api/events/timeline-text.js';
import { DELIVERY_STATUSES } from '../../src/core/schema/enums.js';
import { makeReason } from '../../src/domain/reasons.js';
import { type Ledger, type LedgerDelivery, timelineOf } from '../../src/domain/timeline.js';
import { formatterFor } from '../../src/i18n/formatter.js';
import { ENGLISH } from '../../src/i18n/labels.js';
import { MESSAGES } from '../../src/i18n/messages.js';
import { textReason } from '../support/reasons.js';

const at = (second: number) => new Date(Date.UTC(2026, 10, 3, 10, 0, second));

const delivery = (values: Partial<LedgerDelivery>): LedgerDelivery => ({
  id: 'dlv_1',
  channel: 'EMAIL',
  to: 'ada@team.example',
  status: 'SENT',
  reason: null,
  createdAt: at(1),
  settledAt: at(9),
  dueAt: null,
  heldBy: null,
  ...values,
});

const ledger = (values: Partial<Ledger>): Ledger => ({
  event: { receivedAt: at(0), plannedAt: at(1), status: 'PROCESSED', statusReason: null },
  deliveries: [],
  attempts: [],
  resends: [],
  cut: false,
  ...values,
});

const attempt = (number: number, outcome: string, second: number, detail: string | null = null) => ({
  deliveryId: 'dlv_1',
  number,
  at: at(second),
  outcome,
  detail: detail === null ? null : textReason(detail),
});

const kindsOf = (values: Partial<Ledger>) => timelineOf(ledger(values)).map(({ kind }) => kind);

describe('a timeline', () => {
  it('is in the order of time, whatever the order of the ledger', () => {
    const entries = timelineOf(
      ledger({
        deliveries: [delivery({ status: 'FAILED', reason: textReason('no such box'), settledAt: at(7) })],
        attempts: [attempt(2, 'refused', 6, '550'), attempt(1, 'retry', 3, '451')],
        resends: [
          {
            deliveryId: 'dlv_1',
            at: at(5),
            actor: 'key toc_a',
            how: 'RETRY',
            status: 'FAILED',
            reason: textReason('away'),
          },
        ],
      }),
    );
    expect(entries.map(({ kind }) => kind)).toEqual([
      'RECEIVED',
      'PLANNED',
      'TRIED_IN_VAIN',
      'RETRIED',
      'TRIED_IN_VAIN',
      'FAILED',
    ]);
    expect(entries[3]).toMatchObject({
      actor: 'key toc_a',
      deliveryId: 'dlv_1',
      facts: { reason: makeReason('WAS', { status: 'FAILED', reason: textReason('away') }) },
    });
  });

  it('has one line for all whom the plan left out, which opens to who they are and why', () => {
    const leftOut = (n: number, values: Partial<LedgerDelivery> = {}) =>
      delivery({
        ...{ id: `dlv_${n}`, to: `${n}@team.example`, status: 'SKIPPED', settledAt: at(1) },
        ...{ reason: makeReason('OFF', { source: 'EXPLICIT' }), ...values },
      });
    // Decided anew later, for somebody who was added since.
    const replayed = leftOut(4, { createdAt: at(5), settledAt: at(5) });
    const later = leftOut(3, { settledAt: at(3) });
    const told = leftOut(2, { status: 'SUPERSEDED', reason: makeReason('TOLD_BEFORE', { by: 'evt_1' }) });
    const entries = timelineOf(ledger({ deliveries: [leftOut(1), told, later, replayed] }));
    expect(entries.map(({ kind, folded }) => [kind, folded?.length])).toEqual([
      ['RECEIVED', undefined],
      ['PLANNED', undefined],
      ['NOT_TOLD', 2],
      ['SKIPPED', undefined],
      ['NOT_TOLD', 1],
    ]);
    const [, , line] = entries;
    expect([line, ...(line?.folded ?? [])].map((one) => one && timelineText(one, ENGLISH))).toEqual([
      'Not told: 2 destinations',
      'Not told: 1@team.example (E-mail): off, chosen for this destination',
      'Made moot before it reached 2@team.example (E-mail): already told by evt_1',
    ]);
  });

  it('tells what was held until when, and an in-app item without a try', () => {
    expect(kindsOf({ deliveries: [delivery({ dueAt: at(30), heldBy: 'DIGEST', settledAt: null })] })).toContain('HELD');
    expect(kindsOf({ deliveries: [delivery({ channel: 'IN_APP' })] })).toContain('TOLD');
    expect(kindsOf({ deliveries: [delivery({})], attempts: [attempt(1, 'sent', 8)] })).not.toContain('TOLD');
    // Held for a moment only, because somebody asked for it again: its own line says so.
    expect(kindsOf({ deliveries: [delivery({ dueAt: at(5), heldBy: 'RETRY' })] })).not.toContain('HELD');
  });

  it.each(DELIVERY_STATUSES)('has a line for the end of a delivery that is %s, and none before it', (status) => {
    const ended = kindsOf({ deliveries: [delivery({ status })] });
    const open = kindsOf({ deliveries: [delivery({ status, settledAt: null })] });
    const ends = !['PENDING', 'DEFERRED'].includes(status);
    expect([ended.length, open.length]).toEqual([ends ? 3 : 2, 2]);
  });

  it('says why an event was set aside, and that there is more', () => {
    const event = {
      receivedAt: at(0),
      plannedAt: null,
      status: 'FAILED',
      statusReason: textReason('Temporal refused it'),
    };
    expect(kindsOf({ event, cut: true })).toEqual(['RECEIVED', 'SET_ASIDE', 'MORE']);
  });

  it.each(MESSAGES.locales)('reads in %s', (locale) => {
    const outcomes = ['sent', 'refused', 'retry', 'interrupted', 'deferred'].map((outcome, i) =>
      attempt(i, outcome, 2 + i, 'said'),
    );
    const resends = ['RETRY', 'SAME_TARGETS', 'REEVALUATE'].map((how) => ({
      deliveryId: how === 'RETRY' ? 'dlv_1' : null,
      at: at(20),
      actor: 'key toc_a',
      how,
      status: how === 'RETRY' ? 'FAILED' : null,
      reason: null,
    }));
    const event = { receivedAt: at(0), plannedAt: at(1), status: 'FAILED', statusReason: textReason('why') };
    const all = timelineOf({
      event,
      deliveries: DELIVERY_STATUSES.map((status, i) =>
        delivery({ id: `dlv_${i}`, status, dueAt: at(30), heldBy: 'QUIET_HOURS', reason: textReason('why') }),
      ).concat(delivery({ id: 'dlv_left_out', status: 'SKIPPED', settledAt: at(1) })),
      attempts: outcomes,
      resends,
      cut: true,
    });
    const kinds = new Set(all.map(({ kind }) => kind));
    const texts = all.map((entry) => timelineText(entry, formatterFor({ locale, timeZone: 'UTC' })));
    expect(kinds.size).toBe(21);
    for (const text of texts) expect(text).not.toMatch(/[{}]|undefined|^\s|\s$/);
    const english = all.map((entry) => timelineText(entry, ENGLISH));
    if (locale !== 'en') expect(texts.filter((text, i) => text === english[i])).toEqual([]);
  });
});
