/** How far a delivery is. What was left out is grey: nothing went wrong. SENT and DELIVERED differ. */
import { Badge, Text } from '@mantine/core';
import { number } from '../words/moments.js';
import { codeWord } from '../words/t.js';

const COLORS: Record<string, string> = {
  DELIVERED: 'green',
  SENT: 'blue',
  PENDING: 'blue',
  DEFERRED: 'yellow',
  UNKNOWN: 'orange',
  FAILED: 'red',
  BOUNCED: 'red',
};

/** In the order in which a reader wants to know of them. */
export const STATUSES = [
  'FAILED',
  'BOUNCED',
  'UNKNOWN',
  'PENDING',
  'DEFERRED',
  'SENT',
  'DELIVERED',
  'CANCELLED',
  'SUPERSEDED',
  'SKIPPED',
] as const;

/** What somebody may send again. */
export const RETRYABLE: readonly string[] = ['FAILED', 'BOUNCED', 'UNKNOWN', 'CANCELLED'];
/** Nobody was told by these, on purpose. */
export const LEFT_OUT: readonly string[] = ['SKIPPED', 'SUPERSEDED', 'CANCELLED'];

export function StatusBadge({ status }: { status: string }) {
  const color = COLORS[status];
  return (
    <Badge variant={color ? 'light' : 'default'} c={color ? undefined : 'dimmed'} color={color} className="state">
      {codeWord('delivery.status', status)}
    </Badge>
  );
}

/** "3 sent · 1 failed", each in its colour. */
export function Outcomes({ statuses, more = false }: { statuses: readonly string[]; more?: boolean }) {
  const counted = STATUSES.map((status) => [status, statuses.filter((one) => one === status).length] as const);
  const shown = counted.filter(([, count]) => count > 0);
  return (
    <Text component="span" size="xs" className="outcomes">
      {shown.map(([status, count]) => (
        <span key={status} data-color={COLORS[status] ?? 'gray'}>
          {number(count)}
          {more && '+'} {codeWord('delivery.status', status)}
        </span>
      ))}
    </Text>
  );
}
