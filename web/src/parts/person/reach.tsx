/** Whether somebody can be reached by a destination, in one word. */
import { Badge } from '@mantine/core';
import { t } from '../../words/t.js';
import type { ReachFragment } from './person.generated.js';

export type ReachState = 'fine' | 'off' | 'unconfirmed' | 'suppressed' | 'failing';

const COLORS: Record<ReachState, string> = {
  fine: 'green',
  off: 'gray',
  unconfirmed: 'orange',
  suppressed: 'red',
  failing: 'orange',
};

/** What hinders most is said. */
export function reachOf(destination: ReachFragment): ReachState {
  if ('suppressed' in destination && destination.suppressed) return 'suppressed';
  if ('confirmed' in destination && !destination.confirmed) return 'unconfirmed';
  if (!destination.enabled) return 'off';
  return destination.health.state === 'FAILING' || destination.health.state === 'PAUSED' ? 'failing' : 'fine';
}

export function ReachBadge({ state }: { state: ReachState }) {
  const gray = state === 'off';
  return (
    <Badge variant="light" color={COLORS[state]} c={gray ? 'var(--mantine-color-text)' : undefined} className="state">
      {t(`reach.${state}`)}
    </Badge>
  );
}
