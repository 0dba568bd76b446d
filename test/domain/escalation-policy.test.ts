import type { Channel } from '../../src/channels/channel.js';
import { CHANNELS } from '../../src/channels/index.js';
import { DEFAULT_POLICY } from '../../src/core/disputes/default-policy.js';
import { comingReminders } from '../../src/domain/disputes/coming-reminders.js';
import { type EscalationPolicy } from '../../src/domain/disputes/escalation.js';
import { faultOfPolicy } from '../../src/domain/disputes/escalation-policy.js';
import { previewLadder } from '../../src/domain/disputes/ladder-preview.js';
import { weekOfNotice } from '../../src/domain/time/weekly.js';

const KEYS = Object.keys(CHANNELS);
const level = { roles: ['OWNER' as const], channels: ['EMAIL'] };

describe('a policy', () => {
  it('of ours is fine, and so is one without reminders', () => {
    expect(faultOfPolicy(DEFAULT_POLICY, KEYS)).toBeNull();
    expect(faultOfPolicy({ ...DEFAULT_POLICY, remindBefore: [] }, KEYS)).toBeNull();
  });

  it('of ours asks wherever people read: a team whose chat is of another make has reminders, too', () => {
    const readByPeople = Object.values<Channel>(CHANNELS).flatMap(({ channel, personal, gathers }) =>
      personal || gathers ? [channel] : [],
    );
    for (const { channels } of DEFAULT_POLICY.levels) expect([...channels].sort()).toEqual(readByPeople.sort());
  });

  it.each<[string, Partial<EscalationPolicy>, string]>([
    ['eleven reminders', { remindBefore: Array.from({ length: 11 }, (_, n) => `PT${n + 1}H`) }, 'remindBefore'],
    ['no duration', { remindBefore: ['tomorrow'] }, 'remindBefore'],
    ['a negative duration', { remindBefore: ['-PT1H'] }, 'remindBefore'],
    ['ninety days', { remindBefore: ['P90D'] }, 'remindBefore'],
    ['one moment twice', { remindBefore: ['P1D', 'PT24H'] }, 'remindBefore'],
    ['no time to answer', { estimatedResponseTime: 'PT0M' }, 'estimatedResponseTime'],
    ['no levels', { levels: [] }, 'levels'],
    ['eleven levels', { levels: Array.from({ length: 11 }, () => level) }, 'levels'],
    ['a level of nobody', { levels: [{ ...level, roles: [] }] }, 'levels'],
    ['a level without a channel', { levels: [{ ...level, channels: [] }] }, 'levels'],
    ['an unknown channel', { levels: [{ ...level, channels: ['PIGEON'] }] }, 'levels'],
  ])('with %s is refused', (_, wrong, field) => {
    expect(faultOfPolicy({ ...DEFAULT_POLICY, ...wrong }, KEYS)).toMatchObject({
      field,
      reason: { code: expect.any(String) },
    });
  });
});

describe('reminders to come', () => {
  const HOUR = 3_600_000;
  const deadline = { at: 100 * HOUR, estimated: false, knownAt: 0 };
  const ladder = { policy: DEFAULT_POLICY, deadline, done: [], acknowledgedAt: null };
  const hours = (now: number, over: object = {}) =>
    comingReminders({ ...ladder, ...over }, now * HOUR).map(({ dueAt, level }) => [dueAt / HOUR, level]);

  it('go one level up each, as far as there are levels', () => {
    expect(hours(1)).toEqual([
      [28, 1],
      [76, 2],
      [94, 2],
      [98, 2],
    ]);
  });

  it('stay at their level where somebody took the dispute since, once', () => {
    expect(hours(30, { done: [{ dueAt: 28 * HOUR, level: 1 }], acknowledgedAt: 29 * HOUR })).toEqual([
      [76, 1],
      [94, 2],
      [98, 2],
    ]);
  });

  it('leave out what was overtaken, and are none after the deadline', () => {
    expect(hours(95)).toEqual([
      [94, expect.any(Number)],
      [98, expect.any(Number)],
    ]);
    expect(hours(100)).toEqual([]);
  });
});

describe('the weekly word', () => {
  it.each([
    ['2026-11-23T08:00:00Z', 'UTC', '2026-11-23'],
    ['2026-11-23T07:59:59Z', 'UTC', null],
    ['2026-11-23T11:59:59Z', 'UTC', '2026-11-23'],
    ['2026-11-23T12:00:00Z', 'UTC', null],
    ['2026-11-24T08:00:00Z', 'UTC', null],
    ['2026-11-22T23:00:00Z', 'Asia/Tokyo', '2026-11-23'],
    ['2026-11-22T18:00:00Z', 'Pacific/Kiritimati', '2026-11-23'],
    ['2026-11-23T20:00:00Z', 'Pacific/Pago_Pago', '2026-11-23'],
    ['2026-11-23T03:00:00Z', 'Asia/Kolkata', '2026-11-23'],
  ])('%s in %s: %s', (at, zone, week) => {
    expect(weekOfNotice(new Date(at), zone)).toBe(week);
  });
});

describe('a policy on a date', () => {
  const policy: EscalationPolicy = { ...DEFAULT_POLICY, remindBefore: ['PT90M', 'P2D'], levels: [level, level] };
  const openedAt = Date.parse('2026-03-02T09:00:00Z');
  const at = (text: string) => Date.parse(text);

  it('tells level 0 at the opening, and counts back from the deadline, by its own rule where none is stated', () => {
    expect(previewLadder(policy, openedAt, null)).toEqual({
      respondBy: at('2026-03-06T09:00:00Z'),
      estimated: true,
      moments: [
        { at: openedAt, level: 0 },
        { at: at('2026-03-04T09:00:00Z'), level: 1 },
        { at: at('2026-03-06T07:30:00Z'), level: 1 },
      ],
    });
    expect(previewLadder(policy, openedAt, at('2026-03-03T09:00:00Z'))).toMatchObject({
      estimated: false,
      moments: [{ level: 0 }, { at: at('2026-03-03T07:30:00Z') }],
    });
  });

  it('reminds of nothing where it was over before it was heard of, and stays a date at the end of time', () => {
    expect(previewLadder(policy, openedAt, openedAt - 1).moments).toEqual([{ at: openedAt, level: 0 }]);
    expect(previewLadder(policy, 8.64e15, null).respondBy).toBe(8.64e15);
  });
});
