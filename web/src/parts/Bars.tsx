/** Counts over time as bars, drawn by us; for who does not see them, the same as a table. */
import { Card, Group, Text } from '@mantine/core';
import { number } from '../words/moments.js';
import './bars.css';
import { joined, labelled } from '../words/t.js';

export interface Series {
  name: string;
  /** Left out: the colour of the app. */
  tone?: 'good' | 'bad' | 'rest';
}

export interface Bar {
  key: number | string;
  /** When that was. */
  label: string;
  /** One for each series. */
  counts: readonly number[];
}

interface BarsProps {
  title: string;
  /** How many these are, in words. */
  total: string;
  /** What is counted, from the foot of each bar upwards; of one alone the title says it. */
  series: readonly Series[];
  /** In time order. */
  bars: readonly Bar[];
}

/** In the units of the drawing. */
const [WIDTH, HEIGHT, GAP] = [240, 100, 2];
/** What is there is seen. */
const LEAST = 3;

const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

export function Bars({ title, total, series, bars }: BarsProps) {
  const most = Math.max(1, ...bars.map(({ counts }) => sumOf(counts)));
  const step = WIDTH / bars.length;
  return (
    <Card withBorder component="section" aria-label={title}>
      <Group justify="space-between" mb="xs">
        <Text fw={600}>{title}</Text>
        <Text size="sm" c="dimmed">
          {total}
        </Text>
      </Group>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" className="bars" aria-hidden="true">
        {bars.map((bar, place) => (
          <BarColumn key={bar.key} bar={bar} series={series} x={place * step} width={step - GAP} most={most} />
        ))}
      </svg>
      <Group justify="space-between" aria-hidden="true">
        {[bars[0], bars.at(-1)].map((bar, end) => (
          <Text key={end === 0 ? 'first' : 'last'} size="xs" c="dimmed">
            {bar?.label}
          </Text>
        ))}
      </Group>
      {series.length > 1 && <Legend series={series} />}
      <AsTable title={title} series={series} bars={bars} />
    </Card>
  );
}

interface ColumnProps extends Pick<BarsProps, 'series'> {
  bar: Bar;
  x: number;
  width: number;
  /** Of the tallest. */
  most: number;
}

function BarColumn({ bar: { label, counts }, series, x, width, most }: ColumnProps) {
  const heights = counts.map((count) => (count === 0 ? 0 : Math.max((count / most) * HEIGHT, LEAST)));
  const words = counts.map((count, at) => (series.length > 1 ? `${series[at]?.name} ${number(count)}` : number(count)));
  return (
    <g>
      <title>{labelled(label, joined(words))}</title>
      {sumOf(counts) === 0 && <rect className="bars-none" x={x} y={HEIGHT - 1} width={width} height={1} />}
      {series.map(({ name, tone }, at) => (
        <rect
          key={name}
          className="bars-bar"
          data-tone={tone}
          x={x}
          y={HEIGHT - sumOf(heights.slice(0, at + 1))}
          width={width}
          height={heights[at] ?? 0}
        />
      ))}
    </g>
  );
}

function Legend({ series }: Pick<BarsProps, 'series'>) {
  return (
    <Group gap="4px 16px" mt="xs" aria-hidden="true">
      {series.map(({ name, tone }) => (
        <Group key={name} gap={6} wrap="nowrap">
          <span className="bars-mark" data-tone={tone} />
          <Text size="xs">{name}</Text>
        </Group>
      ))}
    </Group>
  );
}

function AsTable({ title, series, bars }: Omit<BarsProps, 'total'>) {
  return (
    // A table is as wide as its words, whatever a style says.
    <div className="hidden-text">
      <table>
        <caption>{title}</caption>
        {series.length > 1 && (
          <thead>
            <tr>
              <td />
              {series.map(({ name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {bars.map(({ key, label, counts }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              {series.map(({ name }, at) => (
                <td key={name}>{number(counts[at] ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
