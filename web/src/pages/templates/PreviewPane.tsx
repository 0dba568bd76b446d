/** The look of words: subject, the mail or the text, and what hinders or will read badly. */
import { Alert, Group, SegmentedControl, Stack, Text, useComputedColorScheme } from '@mantine/core';
import type { CombinedError } from '@urql/core';
import { useState } from 'react';
import { QueryFault } from '../../parts/Fault.js';
import { Loading } from '../../parts/Loading.js';
import { t } from '../../words/t.js';
import { MailFrame } from './MailFrame.js';
import type { PreviewTemplateQuery } from './templates.generated.js';

interface PaneProps {
  data: PreviewTemplateQuery | null;
  error: CombinedError | undefined;
  again(): void;
  /** Of the words, for screen readers and hyphens. */
  locale: string;
}

export function PreviewPane({ data, error, again, locale }: PaneProps) {
  const ours = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const [scheme, setScheme] = useState<'light' | 'dark'>(ours);
  if (error) return <QueryFault error={error} retry={again} />;
  if (!data) return <Loading rows={2} height={180} />;
  const { subject, html, text, problems } = data.previewTemplate;
  return (
    <Stack gap="sm">
      {problems.map((problem) => (
        <Alert key={problem} color="orange" role="status">
          {problem}
        </Alert>
      ))}
      {html && (
        <Group justify="flex-end">
          <SchemeSwitch scheme={scheme} onScheme={setScheme} />
        </Group>
      )}
      {(subject || text) && (
        <div lang={locale}>
          <Text fw={600}>{subject}</Text>
          {!html && (
            <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
              {text}
            </Text>
          )}
        </div>
      )}
      {html && <MailFrame html={html} title={t('templates.mail')} scheme={scheme} />}
    </Stack>
  );
}

interface SwitchProps {
  scheme: 'light' | 'dark';
  onScheme(scheme: 'light' | 'dark'): void;
}

function SchemeSwitch({ scheme, onScheme }: SwitchProps) {
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('templates.scheme')}
      value={scheme}
      onChange={(value) => onScheme(value as 'light' | 'dark')}
      data={(['light', 'dark'] as const).map((value) => ({ value, label: t(`templates.${value}`) }))}
    />
  );
}
