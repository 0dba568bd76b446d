/** Its switch, and what it missed: counted first, then sent. */
import { Button, Group, Text } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useMayChange } from '../../access.js';
import { client, sentenceOf } from '../../data/client.js';
import { Ask } from '../../parts/Ask.js';
import { useOnce } from '../../parts/once.js';
import { complain, say } from '../../parts/saved.js';
import { Toggle } from '../../parts/Toggle.js';
import { t } from '../../words/t.js';
import { type EndpointPageFragment, ReplayMissedDocument, SwitchEndpointDocument } from './integration.generated.js';

/** Null: it was refused, and that was said. */
async function replay(id: string, dryRun: boolean): Promise<number | null> {
  const { data, error } = await client.mutation(ReplayMissedDocument, { input: { id, dryRun } }).toPromise();
  if (error) complain(sentenceOf(error));
  return data?.replayMissed.count ?? null;
}

/** How many events it missed, once they are counted and there are some. */
function useMissed(id: string) {
  const [missed, setMissed] = useState<number | null>(null);
  const count = useCallback(
    async (quiet: boolean) => {
      const found = await replay(id, true);
      if (found) setMissed(found);
      else if (found === 0 && !quiet) say(t('integration.nothingMissed'));
    },
    [id],
  );
  return { missed, count, forget: () => setMissed(null) };
}

export function OnOff({ endpoint, changed }: { endpoint: EndpointPageFragment; changed(): void }) {
  const { id, label, enabled } = endpoint;
  const mayChange = useMayChange();
  const why = mayChange ? undefined : t('access.adminOnly');
  const { missed, count, forget } = useMissed(id);
  const toggle = useCallback(
    async (on: boolean) => {
      const { error } = await client.mutation(SwitchEndpointDocument, { input: { id, enabled: on } }).toPromise();
      if (error) complain(sentenceOf(error));
      else if (on) void count(true);
      return !error;
    },
    [id, count],
  );
  const { busy, run: look } = useOnce(() => count(false));
  const send = async () => {
    const sent = await replay(id, false);
    if (sent !== null) say(t('integration.replayed', { count: sent }));
    changed();
    return sent !== null;
  };
  return (
    <Group gap="md">
      <Button
        variant="default"
        disabled={!mayChange || !enabled}
        title={why ?? (enabled ? undefined : t('integration.switchOnFirst'))}
        loading={busy}
        onClick={() => void look()}
      >
        {t('integration.replay')}
      </Button>
      <Group gap="xs" wrap="nowrap" title={why}>
        <Toggle
          checked={enabled}
          label={t('integration.enabled', { name: label })}
          disabled={!mayChange}
          onToggle={toggle}
        />
        <Text size="sm" aria-hidden="true">
          {enabled ? t('integration.on') : t('integration.off')}
        </Text>
      </Group>
      {missed !== null && (
        <Ask
          title={t('integration.replay')}
          act={t('integration.replayAct', { count: missed })}
          onAct={send}
          onClose={forget}
        >
          <Text size="sm">{t('integration.replayAsk', { count: missed, name: label })}</Text>
        </Ask>
      )}
    </Group>
  );
}
