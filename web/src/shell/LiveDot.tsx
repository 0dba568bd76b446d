/** How fresh the data on screen are. */
import { Button, Text } from '@mantine/core';
import { live, useLive } from '../data/client.js';
import { clock, moment } from '../words/moments.js';
import { remarked, t } from '../words/t.js';

const COLORS = { LIVE: 'green.7', WAITING: 'yellow.6', AWAY: 'red.7' };

export function LiveDot() {
  const { state, since } = useLive();
  const from = { at: clock(since) };
  const words = state === 'LIVE' ? t('live.on') : t('live.waiting', from);
  const dot = (
    <Text component="span" c={COLORS[state]} aria-hidden="true" lh={1} fz={20}>
      ●
    </Text>
  );
  if (state === 'AWAY')
    return (
      <Button
        size="compact-xs"
        variant="default"
        leftSection={dot}
        onClick={() => live.connect()}
        title={t('live.waiting', from)}
      >
        {t('live.reconnect')}
      </Button>
    );
  return (
    <Text
      component="span"
      size="xs"
      c="dimmed"
      role="status"
      title={remarked(words, moment(since))}
      style={{ whiteSpace: 'nowrap' }}
    >
      {dot}{' '}
      <Text component="span" inherit visibleFrom="sm">
        {words}
      </Text>
    </Text>
  );
}
