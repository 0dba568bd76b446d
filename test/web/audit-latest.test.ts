/** Which changes can be undone: those that nothing came after. */
import { latestOf } from '../../web/src/pages/audit/latest.js';

let count = 0;
const entry = (action: string, subject: string, before: object | null, after: object | null) => ({
  ...{ id: `aud_${count++}`, action, subject },
  ...{ before, after },
});
const switched = (type: string, subject = 'dst_1') =>
  entry('setPreference', subject, { [type]: true }, { [type]: false });

it('is the newest of what changed the same, and of each thing apart', () => {
  const [newest, older] = [switched('payment.failed'), switched('payment.failed')];
  const [other, elsewhere] = [switched('payout.failed'), switched('payment.failed', 'dst_2')];
  expect(latestOf([newest, older, other, elsewhere])).toEqual(new Set([newest.id, other.id, elsewhere.id]));
});

it('is none that another mutation changed since: all switches at once, or back to the roles', () => {
  const all = entry('setAllPreferences', 'dst_1', { 'payment.failed': false }, { 'payment.failed': true });
  const reset = entry('resetPreferences', 'dst_1', { 'payout.failed': true }, null);
  const entries = [all, reset, switched('payment.failed'), switched('payout.failed')];
  expect(latestOf(entries)).toEqual(new Set([all.id, reset.id]));
});

it('is nothing of what was removed', () => {
  const removed = entry('removeDestination', 'dst_1', { label: 'Desk' }, null);
  expect(latestOf([removed, switched('payment.failed')])).toEqual(new Set([removed.id]));
});
