/** A text as a code for a phone's camera; its chunk comes when one is shown. */
import encode from 'qr';
import { useMemo } from 'react';

/** Black on white in both schemes: cameras want it so. */
export default function Code({ text, label }: { text: string; label: string }) {
  const rows = useMemo(() => encode(text, 'raw', { ecc: 'medium', border: 3 }), [text]);
  const path = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      shapeRendering="crispEdges"
      style={{ width: '100%', maxWidth: 280, background: '#fff', borderRadius: 8 }}
    >
      <path d={path} fill="#000" />
    </svg>
  );
}
