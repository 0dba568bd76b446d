import { NativeSelect, Text } from '@mantine/core';
import { useState } from 'react';
import { Workbench } from '../../editor/Workbench.js';
import { t } from '../../words/t.js';
import type { Way } from './Connectors.js';
import type { IntegrationsQuery } from './integrations.generated.js';

interface CodeStepProps {
  starters: Way['starters'];
  eventTypes: IntegrationsQuery['eventTypes'];
  chosen: readonly string[] | null;
  code: string;
  onCode(code: string): void;
  url: string;
}

export function CodeStep({ starters, eventTypes, chosen, code, onCode, url }: CodeStepProps) {
  const [starter, setStarter] = useState('');
  const begin = (name: string) => {
    setStarter(name);
    onCode(starters.find((one) => one.name === name)?.code ?? '');
  };
  const made = starters.find(({ name }) => name === starter)?.eventTypes[0];
  const eventType = made ?? chosen?.[0] ?? starters[0]?.eventTypes[0] ?? eventTypes[0]?.key ?? '';
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">
        {t('integrations.codeHelp')}
      </Text>
      <NativeSelect
        label={t('integrations.startFrom')}
        maw={420}
        mb="sm"
        value={starter}
        onChange={(event) => begin(event.currentTarget.value)}
        data={[
          { value: '', label: t('integrations.noCode') },
          ...starters.map(({ name }) => ({ value: name, label: name })),
        ]}
      />
      <Workbench
        key={eventType}
        code={code}
        onCode={onCode}
        eventTypes={eventTypes}
        first={{ kind: 'sample', eventType }}
        url={url}
      />
    </>
  );
}
