import { Badge, Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { Provider } from 'urql';
import { client, sentenceOf, trialClient } from '../../data/client.js';
import { Diff } from '../../editor/Diff.js';
import { StartFrom } from '../../editor/StartFrom.js';
import { Workbench } from '../../editor/Workbench.js';
import type { EndpointChannelFragment } from '../../parts/endpointChannel.generated.js';
import { useFilters } from '../../parts/filters.js';
import { LeaveGuard } from '../../parts/LeaveGuard.js';
import { OvertakenNote } from '../../parts/OvertakenNote.js';
import { complain, say } from '../../parts/saved.js';
import { t } from '../../words/t.js';
import { CompareDialog } from './CompareDialog.js';
import { type Draft, useCodeDraft } from './draft.js';
import { type EndpointQuery, UpdateEndpointDocument } from './integration.generated.js';
import type { ShownEndpoint } from './types.js';

interface CodeTabProps {
  endpoint: ShownEndpoint;
  starters: EndpointChannelFragment['starters'];
  eventTypes: EndpointQuery['eventTypes'];
  changed(): void;
}

/** What a colleague changed of the code meanwhile. */
function OvertakenCode({ draft: { overtaken, discard }, live }: { draft: Draft; live: string }) {
  if (overtaken === null) return null;
  return (
    <OvertakenNote theirs={[]} onTake={discard}>
      <Diff before={overtaken} after={live} label={t('integration.whatChanges')} />
    </OvertakenNote>
  );
}

function Unsaved({ draft: { dirty, discard } }: { draft: Draft }) {
  if (!dirty) return null;
  return (
    <>
      <Badge variant="light" color="orange">
        {t('integration.draft')}
      </Badge>
      <Button variant="subtle" onClick={discard}>
        {t('integration.discard')}
      </Button>
    </>
  );
}

export function CodeTab({ endpoint, starters, eventTypes, changed }: CodeTabProps) {
  const { id, url, channel, transformation } = endpoint;
  const draft = useCodeDraft(id, transformation ?? '');
  const [{ event, line }] = useFilters(['event', 'line']);
  const [comparing, compare] = useDisclosure();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    if (!draft.dirty) return;
    setBusy(true);
    const input = { id, transformation: draft.code.trim() ? draft.code : null };
    const { error } = await client
      .mutation(UpdateEndpointDocument, { input })
      .toPromise()
      .finally(() => setBusy(false));
    if (error) return complain(sentenceOf(error));
    draft.saved(draft.code);
    say(t('integration.saved'));
    changed();
  };
  const eventType = starters[0]?.eventTypes[0] ?? eventTypes[0]?.key ?? '';
  return (
    <>
      <OvertakenCode draft={draft} live={transformation ?? ''} />
      {draft.code === '' && <StartFrom starters={starters} value="" onStarter={({ code }) => draft.write(code)} />}
      <Workbench
        code={draft.code}
        onCode={draft.write}
        eventTypes={eventTypes}
        first={event ? { kind: 'event', id: event } : { kind: 'sample', eventType }}
        line={line ? Number(line) : undefined}
        url={url}
        channel={channel}
        onSave={() => void save()}
        acts={
          <>
            <Unsaved draft={draft} />
            <Button variant="default" disabled={!draft.code.trim()} onClick={compare.open}>
              {t('integration.compare')}
            </Button>
            <Button disabled={!draft.dirty} loading={busy} onClick={() => void save()}>
              {t('save')}
            </Button>
          </>
        }
      />
      <LeaveGuard dirty={draft.dirty} what={t('integration.leave')} />
      {comparing && (
        <Provider value={trialClient}>
          <CompareDialog endpointId={id} code={draft.code} onClose={compare.close} />
        </Provider>
      )}
    </>
  );
}
