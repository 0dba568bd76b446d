/** What holds for the whole business: its name, language and clock, how long bodies are kept, and who is told without a choice. */
import { Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useQuery } from 'urql';
import { useMayChange } from '../../access.js';
import { useFresh } from '../../data/fresh.js';
import { QueryFault } from '../../parts/Fault.js';
import { Loading } from '../../parts/Loading.js';
import { Page } from '../../parts/Page.js';
import { Panel } from '../../parts/Panel.js';
import { t } from '../../words/t.js';
import { BusinessDocument } from './business.generated.js';
import { Defaults } from './Defaults.js';
import { Retention } from './Retention.js';
import { Settings } from './Settings.js';

export default function BusinessPage() {
  const [{ data, error }, ask] = useQuery({ query: BusinessDocument });
  const mayChange = useMayChange();
  const refetch = useCallback(() => ask({ requestPolicy: 'network-only' }), [ask]);
  useFresh(refetch);
  return (
    <Page title={t('page.business')} about={t('business.about')}>
      {error && <QueryFault error={error} />}
      {!data && !error && <Loading rows={3} height={180} />}
      {data && (
        <Stack>
          <Panel title={t('business.settings')} about={t('business.settingsAbout')}>
            <Settings business={data.business} />
          </Panel>
          <Panel title={t('business.retention')} about={t('business.retentionAbout')}>
            <Retention days={data.business.payloadDays} />
            {mayChange && (
              <Text size="sm" mt="sm">
                <Link to="/customer-emails" search={{ erase: 'ask' }} className="link">
                  {t('customer.erase')}
                </Link>
              </Text>
            )}
          </Panel>
          <Panel title={t('business.defaults')} about={t('business.defaultsAbout')}>
            <Defaults preferences={data.business.defaultPreferences} changed={refetch} />
          </Panel>
        </Stack>
      )}
    </Page>
  );
}
