/** Skeletons of what will stand there, and a word for who does not see them, after a moment: what comes at once does not flicker. */
import { Skeleton, Stack } from '@mantine/core';
import { useEffect, useState } from 'react';
import { t } from '../words/t.js';

const PATIENCE_MS = 150;

/** @param rows how many @param height of one, in pixels, as the real ones have it: the page must not jump. */
export function Loading({ rows, height }: { rows: number; height: number }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setLate(true), PATIENCE_MS);
    return () => window.clearTimeout(timer);
  }, []);
  return (
    <>
      <span className="hidden-text" role="status">
        {late && t('loading')}
      </span>
      <Stack gap="sm" className="loading" aria-hidden="true" style={{ visibility: late ? 'visible' : 'hidden' }}>
        {Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
          <Skeleton key={row} height={height} radius="md" />
        ))}
      </Stack>
    </>
  );
}
