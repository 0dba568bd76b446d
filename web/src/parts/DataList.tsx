/** Rows one below the other, more of them at the end. A row with somewhere to go is a link, so that a new tab works. */
import { Button, Paper, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { t } from '../words/t.js';
import { Loading } from './Loading.js';

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

export function DataList<Row extends { id: string }>(props: DataListProps<Row>) {
  const { rows, render, to, search, height, empty, more, loading = false } = props;
  if (!rows) return <Loading rows={5} height={height} />;
  if (rows.length === 0) return empty;
  return (
    <Stack gap="xs">
      <Paper withBorder component="ul" m={0} p={0} className="rows">
        {rows.map((row) => (
          <li key={row.id} id={row.id}>
            {to ? (
              <Link to={to(row)} search={search?.(row)} className="row">
                {render(row)}
              </Link>
            ) : (
              <div className="row">{render(row)}</div>
            )}
          </li>
        ))}
      </Paper>
      {more && (
        <Button variant="default" onClick={more} loading={loading} style={{ alignSelf: 'center' }}>
          {t('more')}
        </Button>
      )}
    </Stack>
  );
}
