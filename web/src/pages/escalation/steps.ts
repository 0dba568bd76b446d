/** A policy as the steps that people speak of: "24 hours before, tell the owner by e-mail", and back again. */
import type { EscalationPolicyInput, PolicyFragment } from './escalation.generated.js';

type Level = PolicyFragment['levels'][number];

export interface Step extends Level {
  id: string;
  /** Minutes before the deadline. OPENING: at once. RESERVE: asked only where nobody of a step before can be reached. */
  before: number | 'OPENING' | 'RESERVE';
}

/** The most that the API takes: it asks for less than 90 days. */
export const MOST_REMINDERS = 10;
const MOST_DAYS = 89;

const UNITS = { days: 1_440, hours: 60, minutes: 1 } as const;
export type Unit = keyof typeof UNITS;
export const UNIT_NAMES = Object.keys(UNITS) as Unit[];

/** As somebody would say it: "24 hours", "3 days", "90 minutes". */
export function largestUnit(minutes: number): { count: number; unit: Unit } {
  const days = minutes / UNITS.days;
  if (Number.isInteger(days) && days > 1) return { count: days, unit: 'days' };
  const unit = minutes % UNITS.hours === 0 ? 'hours' : 'minutes';
  return { count: minutes / UNITS[unit], unit };
}

/** Null: the API does not take so much, or so little. */
export function minutesOf(count: number, unit: Unit): number | null {
  const minutes = count * UNITS[unit];
  return minutes >= 1 && minutes <= MOST_DAYS * UNITS.days ? minutes : null;
}

/** @param iso as the API has it: days, hours and minutes */
export function minutesIn(iso: string): number {
  const [, days = 0, hours = 0, minutes = 0] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(iso) ?? [];
  return (Number(days) * 24 + Number(hours)) * 60 + Number(minutes);
}

function isoPeriod(minutes: number): string {
  const { count, unit } = largestUnit(minutes);
  return { days: `P${count}D`, hours: `PT${count}H`, minutes: `PT${count}M` }[unit];
}

const sameLevel = (one: Level, other: Level | undefined) =>
  JSON.stringify([one.roles, one.channels]) === JSON.stringify([other?.roles, other?.channels]);

/** In the order of time: the opening, the reminders, what is in reserve. */
export function sorted(steps: readonly Step[]): Step[] {
  const place = ({ before }: Step) =>
    before === 'OPENING' ? Number.POSITIVE_INFINITY : before === 'RESERVE' ? 0 : before;
  return [...steps].sort((a, b) => place(b) - place(a));
}

export function policySteps({ remindBefore, levels }: PolicyFragment): Step[] {
  const levelAt = (at: number): Level => levels[Math.min(at, levels.length - 1)] ?? { roles: [], channels: [] };
  const times = remindBefore.map(minutesIn).sort((a, b) => b - a);
  const told: Step['before'][] = ['OPENING', ...times];
  const reserve = levels.slice(told.length).map(() => 'RESERVE' as const);
  return [...told, ...reserve].map((before, at) => ({ id: `${at}`, before, ...levelAt(at) }));
}

/** The last levels count for every later reminder, so those that repeat are left out. */
export function policyOf(steps: readonly Step[], estimatedMinutes: number): EscalationPolicyInput {
  const levels = sorted(steps).map(({ roles, channels }) => ({ roles: [...roles], channels: [...channels] }));
  const last = levels.findLastIndex((level, at) => at === 0 || !sameLevel(level, levels[at - 1]));
  const times = sorted(steps).flatMap(({ before }) => (typeof before === 'number' ? [before] : []));
  return {
    remindBefore: times.map(isoPeriod),
    estimatedResponseTime: isoPeriod(estimatedMinutes),
    levels: levels.slice(0, last + 1),
  };
}

/** What people mostly want, until all are taken. */
const USUAL = [1_440, 4_320, 360, 120, 720, 2_880, 60, 30, 15, 7_200, 10_080];

/** Told like the one before it. */
export function newStep(steps: readonly Step[]): Step {
  const before = USUAL.find((minutes) => steps.every((step) => step.before !== minutes)) ?? 45;
  const like = steps.filter((step) => typeof step.before !== 'number' || step.before > before).at(-1);
  const { roles = [], channels = [] } = like?.before === 'RESERVE' ? (steps[0] ?? {}) : (like ?? {});
  return { id: `new ${before}`, before, roles, channels };
}
