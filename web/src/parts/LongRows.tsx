/** Thousands of rows, of which only those in sight are there; the page scrolls as if all were. */
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';

interface LongRowsProps<Row extends { id: string }> {
  rows: readonly Row[];
  /** Of one row, in pixels, until it is measured. */
  height: number;
  render(row: Row): ReactNode;
}

/** Rows above and below the window: `j` and Tab find the next one. */
const AROUND = 12;

export function LongRows<Row extends { id: string }>({ rows, height, render }: LongRowsProps<Row>) {
  const list = useRef<HTMLUListElement>(null);
  const [above, setAbove] = useState(0);
  // Filters above the list may have become higher.
  useLayoutEffect(() => {
    const top = list.current?.getBoundingClientRect().top ?? 0;
    setAbove(Math.round(top + window.scrollY));
  });
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => height,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: AROUND,
    scrollMargin: above,
  });
  const shown = virtual.getVirtualItems();
  const before = (shown[0]?.start ?? above) - above;
  const after = virtual.getTotalSize() - ((shown.at(-1)?.end ?? above) - above);
  return (
    <ul className="rows long-rows" ref={list} style={{ paddingTop: before, paddingBottom: after }}>
      {shown.map(({ key, index }) => {
        const row = rows[index];
        return (
          row && (
            <li
              key={key}
              id={row.id}
              data-index={index}
              ref={virtual.measureElement}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
            >
              {render(row)}
            </li>
          )
        );
      })}
    </ul>
  );
}
