/** How an e-mail to a customer reads, on a sample, in the language of one's choice. */
import { Alert, NativeSelect, Paper, Text } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { QueryFault } from '../../parts/Fault.js';
import { Loading } from '../../parts/Loading.js';
import { languageName } from '../../words/moments.js';
import { t } from '../../words/t.js';
import {
  CustomerTemplatesDocument,
  type CustomerTemplatesQuery,
  PreviewCustomerEmailDocument,
} from './customer.generated.js';

type Template = CustomerTemplatesQuery['templates'][number];

export function Preview({ eventType, ownLocale }: { eventType: string; ownLocale: string }) {
  const [{ data, error }] = useQuery({ query: CustomerTemplatesDocument, variables: { eventType } });
  const [chosen, setChosen] = useState<string | null>(null);
  if (error && !data) return <QueryFault error={error} />;
  if (!data) return <Loading rows={1} height={160} />;
  const templates = data.templates.filter(({ audience }) => audience === 'CUSTOMER');
  const wanted = chosen ?? ownLocale.split('-')[0];
  const template = templates.find(({ locale }) => locale === wanted) ?? templates[0];
  if (!template) return null;
  return (
    <Paper withBorder p="sm" mt="xs">
      <NativeSelect
        size="xs"
        maw={220}
        label={t('reader.language')}
        value={template.locale}
        data={templates.map(({ locale }) => ({ value: locale, label: languageName(locale) }))}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <Text size="xs" c="dimmed" mt={4}>
        {t(template.overridden ? 'customer.yourWords' : 'customer.ourWords')}
      </Text>
      <Letter key={template.locale} eventType={eventType} template={template} />
    </Paper>
  );
}

function Letter({ eventType, template }: { eventType: string; template: Template }) {
  const { audience, channel, locale } = template;
  const input = { audience, channel, locale, eventType };
  const [{ data, error }] = useQuery({ query: PreviewCustomerEmailDocument, variables: { input } });
  if (error && !data) return <QueryFault error={error} />;
  if (!data) return <Loading rows={1} height={120} />;
  const { subject, text, problems } = data.previewTemplate;
  return (
    <div lang={locale}>
      {problems.map((problem) => (
        <Alert key={problem} color="orange" mt="xs">
          {problem}
        </Alert>
      ))}
      <Text fw={600} mt="sm">
        {subject}
      </Text>
      <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
        {text}
      </Text>
    </div>
  );
}
