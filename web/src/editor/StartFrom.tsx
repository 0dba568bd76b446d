/** The starters of a channel, where there is no code yet: what code is for, and a way to begin. */
import { NativeSelect, Text } from '@mantine/core';
import type { EndpointChannelFragment } from '../parts/endpointChannel.generated.js';
import { t } from '../words/t.js';

type Starter = EndpointChannelFragment['starters'][number];

const NONE: Starter = { name: '', code: '', eventTypes: [] };

interface StartFromProps {
  starters: readonly Starter[];
  /** The name of the one that was taken; empty: none. */
  value: string;
  onStarter(starter: Starter): void;
}

export function StartFrom({ starters, value, onStarter }: StartFromProps) {
  return (
    <>
      <Text size="sm" c="dimmed" mb="xs">
        {t('integrations.codeHelp')}
      </Text>
      {starters.length > 0 && (
        <NativeSelect
          label={t('integrations.startFrom')}
          maw={420}
          mb="sm"
          value={value}
          onChange={({ currentTarget }) => onStarter(starters.find(({ name }) => name === currentTarget.value) ?? NONE)}
          data={[
            { value: '', label: t('integrations.noCode') },
            ...starters.map(({ name }) => ({ value: name, label: name })),
          ]}
        />
      )}
    </>
  );
}
