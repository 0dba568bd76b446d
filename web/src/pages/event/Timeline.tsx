import { Paper, Text } from '@mantine/core';
import { clock, day, utc } from '../../words/moments.js';
import type { OneEvent } from './Page.js';

/** Of one moment; the day where it is another one than before. */
export function Timeline({ entries }: { entries: OneEvent['timeline'] }) {
  return (
    <Paper withBorder p="md">
      <ol className="timeline">
        {entries.map((entry, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries have no id, and are only added at the end
          <li key={at}>
            <Text component="time" size="sm" c="dimmed" dateTime={entry.at} title={utc(entry.at)}>
              {day(entry.at) !== day(entries[at - 1]?.at ?? entry.at) && <div>{day(entry.at)}</div>}
              {clock(entry.at)}
            </Text>
            {entry.folded.length > 0 ? <Folded entry={entry} /> : <Text size="sm">{entry.text}</Text>}
          </li>
        ))}
      </ol>
    </Paper>
  );
}

function Folded({ entry }: { entry: OneEvent['timeline'][number] }) {
  return (
    <details>
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
  );
}
