// Who hears of what unless somebody chose otherwise, and which layer decides.
import fc from 'fast-check';
import { CATALOGUE, findEventType } from '../../src/domain/catalogue/index.js';
import { isOwn } from '../../src/domain/notice.js';
import { decidePreference, type PreferenceLayers, roleHearsOf } from '../../src/domain/planning/precedence.js';
import { ROLES, type Role } from '../../src/domain/vocabulary.js';
import { manyRuns } from '../support/many-runs.js';

/**
 * The advice of the team’s own papers: finance follows the payouts, support the disputes, sales the payments. What Tocsin
 * says of itself is for those who can mend it.
 */
const ADVICE = `
                      OWNER  FINANCE  SUPPORT  SALES  ENGINEERING
payment.failed         yes     -        -       yes        -
payment.succeeded      yes     -        -       yes        -
payout.failed          yes    yes       -        -         -
payout.in_progress     yes    yes       -        -         -
payout.created         yes    yes       -        -         -
payout.on_hold         yes    yes       -        -         -
payout.success         yes    yes       -        -         -
refund.succeeded       yes    yes       -        -         -
refund.failed          yes    yes      yes       -         -
subscription.active    yes     -        -       yes        -
dispute.opened         yes     -       yes       -         -
dispute.challenged     yes     -       yes       -         -
dispute.reminder         yes   -       yes       -         -
dispute.deadline_moved   yes   -       yes       -         -
dispute.deadline_passed  yes   -       yes       -         -
dispute.acknowledged     yes   -       yes       -         -
dispute.responded        yes   -       yes       -         -
dispute.won            yes     -       yes       -         -
dispute.lost           yes     -       yes       -         -
dispute.expired        yes     -       yes       -         -
tocsin.coverage_gap             yes     -        -         -        yes
tocsin.coverage_restored        yes     -        -         -        yes
tocsin.money_at_risk            yes    yes       -         -         -
tocsin.preferences_review       yes     -        -         -        yes
tocsin.destination_failing      yes     -        -         -        yes
tocsin.destination_disabled     yes     -        -         -        yes
tocsin.destination_recovered    yes     -        -         -        yes
tocsin.address_suppressed       yes     -        -         -        yes
tocsin.device_removed           yes     -        -         -        yes
tocsin.channel_paused           yes     -        -         -        yes
tocsin.transformation_disabled  yes     -        -         -        yes
tocsin.source_silent            yes     -        -         -        yes
tocsin.source_key_refused       yes     -        -         -        yes
tocsin.source_cut_off           yes     -        -         -        yes
tocsin.source_unreadable        yes     -        -         -        yes
`;

const [header = '', ...lines] = ADVICE.trim().split('\n');
const columns = header.trim().split(/\s+/);
/** "type role" of every yes. */
const HEARS = new Set<string>();
const ITEMS = lines.map((line) => {
  const [type = '', ...cells] = line.trim().split(/\s+/);
  for (const [at, cell] of cells.entries()) if (cell === 'yes') HEARS.add(`${type} ${columns[at]}`);
  return type;
});

describe('the roles', () => {
  it('are those of the table, and its items are those that the team is told', () => {
    expect(columns).toEqual([...ROLES]);
    const team = Object.values(CATALOGUE).filter((entry) => entry.team);
    expect(ITEMS.filter((type) => !isOwn(type))).toHaveLength(16);
    expect([...ITEMS].sort()).toEqual(team.map((entry) => entry.key).sort());
  });

  it.each(
    ITEMS.flatMap((type) => ROLES.map((role): [Role, string, boolean] => [role, type, HEARS.has(`${type} ${role}`)])),
  )('%s hears of %s: %s', (role, type, hears) => {
    const entry = findEventType(type);
    expect(entry && roleHearsOf(role, entry)).toBe(hears);
  });

  it('hear of nothing that the team is not told', () => {
    const others = Object.values(CATALOGUE).filter((entry) => !ITEMS.includes(entry.key));
    expect(others).toHaveLength(Object.keys(CATALOGUE).length - ITEMS.length);
    expect(others.filter((entry) => ROLES.some((role) => roleHearsOf(role, entry)))).toEqual([]);
  });

  it('leave no item of the team without somebody besides the owner', () => {
    expect(ITEMS.filter((type) => !ROLES.some((role) => role !== 'OWNER' && HEARS.has(`${type} ${role}`)))).toEqual([]);
  });
});

/** The layers one after the other, over the table above. */
function oracle(type: string, { choice, takesAll, takesUnknown, roles, businessDefault }: PreferenceLayers): string {
  const known = type in CATALOGUE;
  // A chat that takes all and did not choose unknown types: as if nobody had asked for them.
  const leftOut = !known && takesAll && takesUnknown === false;
  const subscribed = takesAll === null || leftOut ? null : known ? takesAll : (takesUnknown ?? takesAll);
  const layers: [layer: string, says: boolean | null][] = [
    ['EXPLICIT', choice],
    ['EXPLICIT', subscribed],
    [
      'ROLE',
      type in CATALOGUE && roles.length > 0 ? roles.filter((role) => HEARS.has(`${type} ${role}`)).length > 0 : null,
    ],
    ['BUSINESS', type in CATALOGUE ? businessDefault : null],
    ['CATALOGUE', ITEMS.includes(type)],
  ];
  const [layer, says] = layers.find(([, answer]) => answer !== null) ?? [];
  return `${layer} ${says}`;
}

const maybe = fc.constantFrom(null, null, true, false);
const layers: fc.Arbitrary<PreferenceLayers> = fc.record({
  choice: maybe,
  takesAll: maybe,
  takesUnknown: maybe,
  roles: fc.array(fc.constantFrom(...ROLES), { maxLength: 5 }),
  businessDefault: maybe,
});
const types = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...ITEMS) },
  { weight: 2, arbitrary: fc.constantFrom(...Object.keys(CATALOGUE)) },
  { weight: 1, arbitrary: fc.constantFrom('loan.granted', '', 'unknown') },
);

describe('the layers', () => {
  it('decide as the oracle does, in 100,000 cases', () => {
    const runs = manyRuns(100_000);
    let seen = 0;
    const kinds = new Set<string>();
    fc.assert(
      fc.property(types, layers, (type, given) => {
        const { enabled, source } = decidePreference(findEventType(type), given);
        const wanted = oracle(type, given);
        seen += 1;
        kinds.add(wanted);
        return `${source} ${enabled}` === wanted;
      }),
      runs,
    );
    expect(seen).toBeGreaterThanOrEqual(runs.numRuns);
    // Every layer has said both yes and no.
    expect([...kinds].sort()).toEqual(
      ['BUSINESS', 'CATALOGUE', 'EXPLICIT', 'ROLE'].flatMap((layer) => [`${layer} false`, `${layer} true`]),
    );
  });

  it('let one person with several roles hear of what any of them hears of', () => {
    const entry = CATALOGUE['dispute.opened'];
    const of = (roles: Role[]) =>
      decidePreference(entry, { choice: null, takesAll: null, takesUnknown: null, roles, businessDefault: null });
    expect(of(['SALES', 'SUPPORT'])).toEqual({ enabled: true, source: 'ROLE' });
    expect(of(['SALES', 'FINANCE', 'ENGINEERING'])).toEqual({ enabled: false, source: 'ROLE' });
  });
});
