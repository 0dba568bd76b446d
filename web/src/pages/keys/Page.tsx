/** Who and what gets in by a key, when each was used last, and the end of those that nobody needs. */
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from 'urql';
import { useFresh } from '../../data/fresh.js';
import { DataList } from '../../parts/DataList.js';
import { Empty } from '../../parts/Empty.js';
import { QueryFault } from '../../parts/Fault.js';
import { Icon } from '../../parts/Icon.js';
import { KeyLine } from '../../parts/keys/KeyLine.js';
import { MakeKey } from '../../parts/keys/MakeKey.js';
import { Page } from '../../parts/Page.js';
import { t } from '../../words/t.js';
import { KeysDocument } from './keys.generated.js';

export default function KeysPage() {
  const [{ data, error }, ask] = useQuery({ query: KeysDocument });
  const refetch = () => ask({ requestPolicy: 'network-only' });
  useFresh(refetch);
  const [making, dialog] = useDisclosure();
  const people = data?.recipients.edges.map(({ node }) => node) ?? [];
  const make = (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={dialog.open} disabled={!data}>
      {t('keys.make')}
    </Button>
  );
  return (
    <Page title={t('page.keys')} about={t('keys.about')} act={make}>
      {error && <QueryFault error={error} />}
      {(data || !error) && (
        <DataList
          rows={data?.apiKeys}
          height={64}
          empty={<Empty icon="key" title={t('keys.emptyTitle')} why={t('keys.about')} next={make} />}
          render={(entry) => <KeyLine entry={entry} changed={refetch} />}
        />
      )}
      {making && <MakeKey people={people} onMade={refetch} onClose={dialog.close} />}
    </Page>
  );
}
