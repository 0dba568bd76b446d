// How a countdown is said.
import { timeLeft } from '../../web/src/parts/time-left.js';

const NOW = Date.parse('2026-11-28T12:00:00Z');
const at = (hours: number) => timeLeft(NOW + hours * 3_600_000, NOW);

it.each([
  [75.5, 'calm', { unit: 'days', values: { days: 3, hours: 3 } }],
  [24, 'calm', { unit: 'days', values: { days: 1, hours: 0 } }],
  [23.99, 'near', { unit: 'hours', values: { hours: 23, minutes: 59 } }],
  [5.2, 'late', { unit: 'hours', values: { hours: 5, minutes: 12 } }],
  [0.5, 'late', { unit: 'minutes', values: { minutes: 30 } }],
  [0.1, 'late', { unit: 'seconds', values: { minutes: 6, seconds: 0 } }],
  [0, 'late', null],
  [-30, 'late', null],
])('%d hours are %s', (hours, urgency, parts) => {
  expect(at(hours)).toEqual({ urgency, parts });
});
