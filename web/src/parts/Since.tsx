/** Since when something is so: a line of its own under the sentence that says what. */
import { Text } from '@mantine/core';
import { moment, utc } from '../words/moments.js';
import { t } from '../words/t.js';

/** @param at ISO 8601 */
export function Since({ at }: { at: string }) {
  return (
    <Text component="time" display="block" size="sm" dateTime={at} title={utc(at)}>
      {t('since', { at: moment(at) })}
    </Text>
  );
}
