/** Where events come from, whether they come, and what was refused. */
import { Stack, Tabs } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from 'urql';
import { useHint } from '../../data/client.js';
import { useFresh } from '../../data/fresh.js';
import { AddButton } from '../../parts/AddButton.js';
import { Empty } from '../../parts/Empty.js';
import { QueryFault } from '../../parts/Fault.js';
import { useFilters } from '../../parts/filters.js';
import { Loading } from '../../parts/Loading.js';
import { Page } from '../../parts/Page.js';
import { t } from '../../words/t.js';
import { ConnectDialog } from './ConnectDialog.js';
import { Refused } from './Refused.js';
import { SourceItem } from './SourceItem.js';
import { SourceEventsDocument, SourcesDocument } from './sources.generated.js';

export default function SourcesPage() {
  const [{ data, error }, ask] = useQuery({ query: SourcesDocument });
  const refetch = () => ask({ requestPolicy: 'network-only' });
  useHint(SourceEventsDocument, {}, refetch);
  // What is refused makes no event, so no hint comes of it.
  useFresh(refetch);
  const [connecting, dialog] = useDisclosure();
  const [{ tab = 'all' }, setFilters] = useFilters(['tab']);
  const add = <AddButton label={t('sources.add')} onClick={dialog.open} />;
  const empty = data?.sources.length === 0;
  return (
    <Page title={t('page.sources')} about={t('sources.about')} act={!empty && add}>
      <Tabs
        value={tab}
        onChange={(value) => setFilters({ tab: value === 'all' ? undefined : (value ?? undefined) })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="all">{t('page.sources')}</Tabs.Tab>
          <Tabs.Tab value="refused">{t('sources.refused')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="all">
          {error && <QueryFault error={error} />}
          {!data && !error && <Loading rows={2} height={210} />}
          {empty && <Empty icon="inbound" title={t('sources.emptyTitle')} why={t('sources.emptyWhy')} next={add} />}
          <Stack>
            {data?.sources.map((source) => (
              <SourceItem
                key={source.id}
                source={source}
                kind={data.sourceKinds.find(({ kind }) => kind === source.kind)}
                changed={refetch}
              />
            ))}
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="refused">
          <Refused />
        </Tabs.Panel>
      </Tabs>
      {connecting && data && (
        <ConnectDialog
          kinds={data.sourceKinds}
          sources={data.sources}
          onClose={() => {
            dialog.close();
            refetch();
          }}
        />
      )}
    </Page>
  );
}
