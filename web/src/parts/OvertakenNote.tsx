/** That a colleague saved meanwhile what somebody writes here: what saving would replace, and the way to have it instead. */
import { Alert, Button, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../words/t.js';

interface NoteProps {
  /** What they saved, by its name. Nothing: there is nothing to say. */
  theirs: readonly { label: string; value: string | null }[];
  onTake(): void;
  /** Where a name and a value do not say it. */
  children?: ReactNode;
}

export function OvertakenNote({ theirs, onTake, children }: NoteProps) {
  if (theirs.length === 0 && !children) return null;
  return (
    <Alert color="orange" role="status" my="sm">
      <Text size="sm">{t('overtaken')}</Text>
      <dl className="changes">
        {theirs.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd style={{ whiteSpace: 'pre-wrap' }}>{value?.trim() || t('overtaken.empty')}</dd>
          </div>
        ))}
      </dl>
      {children}
      <Button size="xs" variant="default" mt="xs" onClick={onTake}>
        {t('overtaken.take')}
      </Button>
    </Alert>
  );
}
