/** What happened, the oldest first. Whom something was not told to is one line that unfolds. */
import { Box, Text } from '@mantine/core';
import './timeline.css';
import { clock, day, moment, utc } from '../words/moments.js';
import { DOT } from '../words/t.js';
import type { TimelineItemFragment } from './timeline.generated.js';

export function Timeline({ entries }: { entries: readonly TimelineItemFragment[] }) {
  return (
    <Box component="ol" className="timeline">
      {entries.map((entry, place) => {
        const before = entries[place - 1];
        const newDay = !before || day(before.at) !== day(entry.at);
        return (
          <li key={`${entry.at} ${entry.text}`} className="timeline-entry" data-kind={entry.kind}>
            <Text
              component="time"
              dateTime={entry.at}
              size="xs"
              c="dimmed"
              title={`${moment(entry.at)}${DOT}${utc(entry.at)}`}
            >
              {newDay && <>{day(entry.at)} </>}
              {clock(entry.at)}
            </Text>
            {entry.folded.length === 0 ? (
              <Text size="sm">{entry.text}</Text>
            ) : (
              <details className="timeline-folded">
                <Text component="summary" size="sm" c="dimmed">
                  {entry.text}
                </Text>
                <ul>
                  {entry.folded.map(({ text }) => (
                    <Text component="li" size="sm" c="dimmed" key={text}>
                      {text}
                    </Text>
                  ))}
                </ul>
              </details>
            )}
          </li>
        );
      })}
    </Box>
  );
}
