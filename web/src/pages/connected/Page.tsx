/** Where a browser comes back to from a chat that somebody connects: the endpoint is made, or why not stands in one sentence. */
import { Anchor, Stack, Text } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useState } from 'react';
import { client, sentenceOf } from '../../data/client.js';
import { Fault } from '../../parts/Fault.js';
import { useFilters } from '../../parts/filters.js';
import { Loading } from '../../parts/Loading.js';
import { Page } from '../../parts/Page.js';
import { say } from '../../parts/saved.js';
import { t } from '../../words/t.js';
import { FinishConnectionDocument } from './connected.generated.js';

/** It works once, and a page may be drawn twice. */
let finishing: { state: string; answer: ReturnType<typeof finish> } | null = null;

const finish = (state: string, code: string | undefined) =>
  client.mutation(FinishConnectionDocument, { input: { state, code: code ?? null } }).toPromise();

export default function ConnectedPage() {
  const [{ state = '', code }] = useFilters(['state', 'code']);
  const [fault, setFault] = useState<string | null>(null);
  const navigate = useNavigate();
  const end = useEffectEvent(async () => {
    if (finishing?.state !== state) finishing = { state, answer: finish(state, code) };
    const { data, error } = await finishing.answer;
    if (error) return setFault(sentenceOf(error));
    if (!data) return;
    const { id, label } = data.finishConnection.destination;
    say(t('connected.done', { name: label }));
    // What stands in this address works no more: nobody comes back to it.
    await navigate({ to: `/integrations/${id}`, search: { tab: 'events' }, replace: true });
  });
  useEffect(() => void end(), []);
  return (
    <Page title={t(fault === null ? 'page.connected' : 'connected.failed')}>
      {fault === null ? (
        <Stack role="status">
          <Text>{t('connected.waiting')}</Text>
          <Loading rows={2} height={64} />
        </Stack>
      ) : (
        <>
          <Fault sentence={fault} />
          <Anchor component={Link} to="/integrations">
            {t('connected.back')}
          </Anchor>
        </>
      )}
    </Page>
  );
}
