/** Where the reader is signed in, each to be ended: a forgotten laptop, a lost phone. */
import { Badge, Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useQuery } from 'urql';
import { client, sentenceOf } from '../../data/client.js';
import { useFresh } from '../../data/fresh.js';
import { session } from '../../data/session.js';
import { Ask } from '../../parts/Ask.js';
import { DataList } from '../../parts/DataList.js';
import { Empty } from '../../parts/Empty.js';
import { QueryFault } from '../../parts/Fault.js';
import { Icon } from '../../parts/Icon.js';
import { WithMoment } from '../../parts/Moment.js';
import { Page } from '../../parts/Page.js';
import { complain, say } from '../../parts/saved.js';
import { DOT, labelled, t } from '../../words/t.js';
import { agentOf } from './agent.js';
import {
  EndOtherSignInsDocument,
  EndSignInDocument,
  type SignInEntryFragment,
  SignInsDocument,
} from './sessions.generated.js';

export default function SessionsPage() {
  const [{ data, error }, ask] = useQuery({ query: SignInsDocument });
  const refetch = () => ask({ requestPolicy: 'network-only' });
  useFresh(refetch);
  const [asking, dialog] = useDisclosure();
  const others = data?.signIns.filter(({ current }) => !current) ?? [];
  const endOthers = async () => {
    const answer = await client.mutation(EndOtherSignInsDocument, {}).toPromise();
    if (answer.error) complain(sentenceOf(answer.error));
    else say(t('sessions.othersEnded'));
    refetch();
    return !answer.error;
  };
  const act = (
    <Button variant="light" color="red" onClick={dialog.open}>
      {t('sessions.endOthers')}
    </Button>
  );
  return (
    <Page title={t('page.sessions')} about={t('sessions.about')} act={others.length > 0 && act}>
      {error && <QueryFault error={error} />}
      {(data || !error) && (
        <DataList
          rows={data?.signIns}
          height={64}
          empty={<Empty icon="screen" title={t('sessions.emptyTitle')} why={t('sessions.emptyWhy')} />}
          render={(entry) => <SignInRow entry={entry} changed={refetch} />}
        />
      )}
      {asking && (
        <Ask
          title={t('sessions.endOthers')}
          act={t('sessions.endOthers')}
          danger
          onAct={endOthers}
          onClose={dialog.close}
        >
          <Text size="sm">{t('sessions.endOthersAsk', { count: others.length })}</Text>
        </Ask>
      )}
    </Page>
  );
}

function SignInRow({ entry, changed }: { entry: SignInEntryFragment; changed(): void }) {
  const { id, way, userAgent, createdAt, lastSeenAt, current } = entry;
  const [busy, setBusy] = useState(false);
  const { browser, system, phone } = agentOf(userAgent);
  const name = [browser, system].filter((one) => one !== null).join(DOT) || t('sessions.unknown');
  const end = async () => {
    setBusy(true);
    if (current) {
      const fault = await session.signOut();
      setBusy(false);
      return fault ? complain(fault) : undefined;
    }
    const { error } = await client.mutation(EndSignInDocument, { input: { id } }).toPromise();
    setBusy(false);
    if (error) complain(sentenceOf(error));
    else say(t('sessions.ended', { name }));
    changed();
  };
  return (
    <Group justify="space-between" gap="sm" wrap="nowrap">
      <Group gap="sm" wrap="nowrap" style={{ minWidth: 0 }}>
        <Icon name={phone ? 'phone' : 'screen'} />
        <div>
          <Group gap="xs">
            <Text fw={600} component="span" title={userAgent}>
              {name}
            </Text>
            {current && (
              <Badge variant="light" color="green">
                {t('sessions.current')}
              </Badge>
            )}
          </Group>
          <Text size="sm" c="dimmed">
            {t(`sessions.way.${way}`)}
            {DOT}
            <WithMoment say={(at) => t('sessions.since', { at })} at={createdAt} />
            {DOT}
            <WithMoment say={(at) => t('sessions.seen', { at })} at={lastSeenAt} />
          </Text>
        </div>
      </Group>
      <Button
        size="xs"
        variant="default"
        loading={busy}
        style={{ flex: 'none' }}
        onClick={() => void end()}
        aria-label={current ? t('reader.signOut') : labelled(t('sessions.end'), name)}
      >
        {current ? t('reader.signOut') : t('sessions.end')}
      </Button>
    </Group>
  );
}
