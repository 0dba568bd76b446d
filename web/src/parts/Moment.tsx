/** When something was or will be: how long from now, the moment in the reader's zone, UTC when one points at it. */
import { Text } from '@mantine/core';
import { useNow } from '../now.js';
import { moment, relative, utc } from '../words/moments.js';
import { DOT } from '../words/t.js';

/** @param at ISO 8601 @param both with the moment beside "3 minutes ago" */
export function Moment({ at, both = false }: { at: string; both?: boolean }) {
  const now = useNow(10_000);
  const time = Date.parse(at);
  return (
    <Text component="time" inherit dateTime={at} title={`${moment(time)}${DOT}${utc(time)}`}>
      {relative(time, now)}
      {both && `${DOT}${moment(time)}`}
    </Text>
  );
}
