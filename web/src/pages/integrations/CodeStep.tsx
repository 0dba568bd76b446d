import { useState } from 'react';
import { StartFrom } from '../../editor/StartFrom.js';
import { Workbench } from '../../editor/Workbench.js';
import type { EndpointChannelFragment } from '../../parts/endpointChannel.generated.js';
import type { IntegrationsQuery } from './integrations.generated.js';

interface CodeStepProps {
  starters: EndpointChannelFragment['starters'];
  eventTypes: IntegrationsQuery['eventTypes'];
  chosen: readonly string[] | null;
  code: string;
  onCode(code: string): void;
  url: string;
  channel: EndpointChannelFragment['channel'];
}

export function CodeStep({ starters, eventTypes, chosen, code, onCode, url, channel }: CodeStepProps) {
  const [starter, setStarter] = useState('');
  const made = starters.find(({ name }) => name === starter)?.eventTypes[0];
  const eventType = made ?? chosen?.[0] ?? starters[0]?.eventTypes[0] ?? eventTypes[0]?.key ?? '';
  return (
    <>
      <StartFrom
        starters={starters}
        value={starter}
        onStarter={({ name, code: begun }) => {
          setStarter(name);
          onCode(begun);
        }}
      />
      <Workbench
        key={eventType}
        code={code}
        onCode={onCode}
        eventTypes={eventTypes}
        first={{ kind: 'sample', eventType }}
        url={url}
        channel={channel}
      />
    </>
  );
}
