/** What the rules decide of a message. */
import { Badge } from '@mantine/core';
import { t } from '../words/t.js';

const COLORS = { SEND: 'green', DEFER: 'yellow', SKIP: 'gray' };

export function DecisionBadge({ decision }: { decision: keyof typeof COLORS }) {
  return (
    <Badge color={COLORS[decision]} variant="light" style={{ flex: 'none' }}>
      {t(`explanation.${decision}`)}
    </Badge>
  );
}
