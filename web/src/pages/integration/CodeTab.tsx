import { Badge, Button, NativeSelect, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useMayChange } from '../../access.js';
import { client, sentenceOf } from '../../data/client.js';
import { Workbench } from '../../editor/Workbench.js';
import { useFilters } from '../../parts/filters.js';
import { LeaveGuard } from '../../parts/LeaveGuard.js';
import { complain, say } from '../../parts/saved.js';
import { t } from '../../words/t.js';
import { CompareDialog } from './CompareDialog.js';
import { useDraft } from './draft.js';
import { type EndpointPageFragment, type EndpointQuery, UpdateEndpointDocument } from './integration.generated.js';
import type { Way } from './Page.js';

interface CodeTabProps {
  endpoint: EndpointPageFragment;
  starters: Way['starters'];
  eventTypes: EndpointQuery['eventTypes'];
  changed(): void;
}

export function CodeTab({ endpoint, starters, eventTypes, changed }: CodeTabProps) {
  const { id, url, transformation } = endpoint;
  const mayChange = useMayChange();
  const draft = useDraft(id, transformation ?? '');
  const [{ event, line }] = useFilters(['event', 'line']);
  const [comparing, compare] = useDisclosure();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    if (!mayChange || !draft.dirty) return;
    setBusy(true);
    const input = { id, transformation: draft.code.trim() ? draft.code : null };
    const { error } = await client
      .mutation(UpdateEndpointDocument, { input })
      .toPromise()
      .finally(() => setBusy(false));
    if (error) return complain(sentenceOf(error));
    draft.discard();
    say(t('integration.saved'));
    changed();
  };
  const why = mayChange ? undefined : t('access.adminOnly');
  const eventType = starters[0]?.eventTypes[0] ?? eventTypes[0]?.key ?? '';
  return (
    <>
      {draft.code === '' && <StartFrom starters={starters} onCode={draft.write} disabled={!mayChange} />}
      <Workbench
        code={draft.code}
        onCode={draft.write}
        eventTypes={eventTypes}
        first={event ? { kind: 'event', id: event } : { kind: 'sample', eventType }}
        line={line ? Number(line) : undefined}
        url={url}
        readOnly={!mayChange}
        onSave={() => void save()}
        acts={
          <>
            {draft.dirty && (
              <>
                <Badge variant="light" color="orange">
                  {t('integration.draft')}
                </Badge>
                <Button variant="subtle" onClick={draft.discard}>
                  {t('integration.discard')}
                </Button>
              </>
            )}
            <Button variant="default" disabled={!mayChange || !draft.code.trim()} title={why} onClick={compare.open}>
              {t('integration.compare')}
            </Button>
            <Button disabled={!mayChange || !draft.dirty} title={why} loading={busy} onClick={() => void save()}>
              {t('save')}
            </Button>
          </>
        }
      />
      <LeaveGuard dirty={draft.dirty} what={t('integration.leave')} />
      {comparing && <CompareDialog endpointId={id} code={draft.code} onClose={compare.close} />}
    </>
  );
}

interface StartFromProps {
  starters: Way['starters'];
  onCode(code: string): void;
  disabled: boolean;
}

/** Where there is no code yet. */
function StartFrom({ starters, onCode, disabled }: StartFromProps) {
  return (
    <>
      <Text size="sm" c="dimmed" mb="xs">
        {t('integrations.codeHelp')}
      </Text>
      <NativeSelect
        label={t('integrations.startFrom')}
        maw={420}
        mb="sm"
        disabled={disabled}
        value=""
        onChange={({ currentTarget }) => onCode(starters.find(({ name }) => name === currentTarget.value)?.code ?? '')}
        data={[
          { value: '', label: t('integrations.noCode') },
          ...starters.map(({ name }) => ({ value: name, label: name })),
        ]}
      />
    </>
  );
}
