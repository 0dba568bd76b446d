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

/** A sentence with such a moment in it. @param say puts a text in its place */
export function WithMoment({ say, at }: { say(at: string): string; at: string }) {
  const [before = '', after = ''] = say('\u0000').split('\u0000');
  return (
    <>
      {before}
      <Moment at={at} />
      {after}
    </>
  );
}
