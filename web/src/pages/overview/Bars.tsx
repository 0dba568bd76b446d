/** Counts by hour as bars, drawn by us; for who does not see them, the same as a table. */
import { Card, Group, Text } from '@mantine/core';
import { hour, number } from '../../words/moments.js';
import { t } from '../../words/t.js';

interface BarsProps {
  title: string;
  /** In time order; `at` in epoch milliseconds. */
  bars: readonly { at: number; count: number }[];
}

/** In the units of the drawing. */
const [WIDTH, HEIGHT, GAP] = [240, 100, 2];

export function Bars({ title, bars }: BarsProps) {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const total = bars.reduce((sum, { count }) => sum + count, 0);
  const step = WIDTH / bars.length;
  const [first, last] = [bars[0], bars.at(-1)];
  return (
    <Card withBorder component="section" aria-label={title}>
      <Group justify="space-between" mb="xs">
        <Text fw={600}>{title}</Text>
        <Text size="sm" c="dimmed">
          {t('overview.total', { total })}
        </Text>
      </Group>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" className="bars" aria-hidden="true">
        {bars.map(({ at, count }, place) => {
          const height = count === 0 ? 1 : Math.max((count / most) * HEIGHT, 3);
          return (
            <rect
              key={at}
              className={count === 0 ? 'bars-none' : 'bars-bar'}
              x={place * step}
              y={HEIGHT - height}
              width={step - GAP}
              height={height}
            >
              <title>{`${hour(at)}: ${number(count)}`}</title>
            </rect>
          );
        })}
      </svg>
      <Group justify="space-between" aria-hidden="true">
        <Text size="xs" c="dimmed">
          {first && hour(first.at)}
        </Text>
        <Text size="xs" c="dimmed">
          {last && hour(last.at)}
        </Text>
      </Group>
      <table className="hidden-text">
        <caption>{title}</caption>
        <tbody>
          {bars.map(({ at, count }) => (
            <tr key={at}>
              <th scope="row">{hour(at)}</th>
              <td>{number(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
