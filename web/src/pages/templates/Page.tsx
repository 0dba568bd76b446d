/** What is said in the business's own words, and how it looks in its e-mails. */
import { Tabs } from '@mantine/core';
import { useQuery } from 'urql';
import { useFresh } from '../../data/fresh.js';
import { QueryFault } from '../../parts/Fault.js';
import { useFilters } from '../../parts/filters.js';
import { Loading } from '../../parts/Loading.js';
import { Page } from '../../parts/Page.js';
import { t } from '../../words/t.js';
import { Brand } from './Brand.js';
import { Texts } from './Texts.js';
import { TemplateChoicesDocument } from './templates.generated.js';

const TABS = ['texts', 'brand'] as const;

export default function TemplatesPage() {
  const [{ data, error }, ask] = useQuery({ query: TemplateChoicesDocument });
  useFresh(() => ask({ requestPolicy: 'network-only' }));
  const [{ tab }, setFilters] = useFilters(['tab']);
  const shown = TABS.find((one) => one === tab) ?? 'texts';
  return (
    <Page title={t('page.templates')} about={t('templates.about')} wide>
      {error && <QueryFault error={error} />}
      {!data && !error && <Loading rows={3} height={120} />}
      {data && (
        <Tabs
          value={shown}
          onChange={(value) => setFilters({ tab: value === 'texts' ? undefined : (value ?? undefined) })}
          keepMounted={false}
        >
          <Tabs.List mb="md">
            {TABS.map((one) => (
              <Tabs.Tab key={one} value={one}>
                {t(`templates.tab.${one}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="texts">
            <Texts choices={data} />
          </Tabs.Panel>
          <Tabs.Panel value="brand">
            <Brand business={data.business} eventType={data.eventTypes[0]?.key ?? ''} />
          </Tabs.Panel>
        </Tabs>
      )}
    </Page>
  );
}
