/** Rows one below the other, more of them at the end. A row with somewhere to go is a link, so that a new tab works. */
import { Button, Paper, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react';
import { t } from '../words/t.js';
import { Loading } from './Loading.js';
import { LongRows } from './LongRows.js';

/** Before the end is in sight, the next rows are on their way. */
const EARLY = '0px 0px 800px';

interface DataListProps<Row extends { id: string }> {
  /** Undefined: not there yet. */
  rows: readonly Row[] | undefined;
  render(row: Row): ReactNode;
  /** The page that a row leads to. */
  to?(row: Row): string;
  /** What stands behind the `?` of it. */
  search?(row: Row): Record<string, string>;
  /** Of one row, in pixels, while it is loaded. */
  height: number;
  empty: ReactNode;
  /** Asks for more; left out: these are all. */
  more?: () => void;
  loading?: boolean;
}

/** More of them are drawn in sight only. */
const MANY = 100;

export function DataList<Row extends { id: string }>(props: DataListProps<Row>) {
  const { rows, render, to, search, height, empty, more, loading = false } = props;
  if (!rows) return <Loading rows={5} height={height} />;
  if (rows.length === 0) return empty;
  const draw = (row: Row) =>
    to ? (
      <Link to={to(row)} search={search?.(row)} className="row">
        {render(row)}
      </Link>
    ) : (
      <div className="row">{render(row)}</div>
    );
  return (
    <Stack gap="xs">
      <Paper withBorder>
        {rows.length > MANY ? (
          <LongRows rows={rows} height={height} render={draw} />
        ) : (
          <ul className="rows">
            {rows.map((row) => (
              <li key={row.id} id={row.id}>
                {draw(row)}
              </li>
            ))}
          </ul>
        )}
      </Paper>
      {more && <MoreRows more={more} loading={loading} />}
    </Stack>
  );
}

/** Presses itself before it comes into sight; a keyboard and a screen reader have it as a button. */
function MoreRows({ more, loading }: { more(): void; loading: boolean }) {
  const button = useRef<HTMLButtonElement>(null);
  const ask = useEffectEvent(more);
  useEffect(() => {
    if (loading || !button.current) return;
    const seen = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && ask(), {
      rootMargin: EARLY,
    });
    seen.observe(button.current);
    return () => seen.disconnect();
  }, [loading]);
  return (
    <Button variant="default" ref={button} onClick={more} loading={loading} style={{ alignSelf: 'center' }}>
      {t('more')}
    </Button>
  );
}
